/// A part of the centres of a list, and sums of its own for what it finds: zero wherever nothing was found or all was moved away.
final class ListSlice {
    private(set) var energy = 0.0
    private(set) var error: VolterraError?
    private var touched = TouchedAtoms()
    private var forces = ZeroedMemory()
    private var siteVirials = ZeroedMemory()
    private var siteVirialTensors = ZeroedMemory()
    private let virial = ZeroedMemory(count: 6)

    deinit {
        for memory in [forces, siteVirials, siteVirialTensors, virial] { memory.deallocate() }
    }

    var byteCount: Int { forces.byteCount + siteVirials.byteCount + siteVirialTensors.byteCount }

    /// Evaluates the list for those of `sums` that are wanted.
    ///
    /// - Parameters:
    ///   - localCount: atoms from there on are ghosts
    ///   - addsDirectly: whether to add to `sums` themselves. Site energies, of which each belongs to one slice, are in any case.
    func evaluate(
        _ list: NeighbourList, localCount: Int, with evaluator: NeighbourListEvaluator, for sums: NeighbourListSums, addsDirectly: Bool
    ) {
        error = nil
        touched = TouchedAtoms()
        do throws(VolterraError) {
            energy = try evaluator.evaluate(list, adding: addsDirectly ? sums : ownSums(for: sums, atomCount: list.atomCount))
            if !addsDirectly { touched = TouchedAtoms(list, localCount: localCount) }
        } catch {
            self.error = error
        }
    }

    private func ownSums(for sums: NeighbourListSums, atomCount: Int) -> NeighbourListSums {
        var own = sums
        if sums.forces != nil { own.forces = forces.reserve(3 * atomCount) }
        if sums.siteVirials != nil { own.siteVirials = siteVirials.reserve(6 * atomCount) }
        if sums.siteVirialTensors != nil { own.siteVirialTensors = siteVirialTensors.reserve(9 * atomCount) }
        if sums.virial != nil { own.virial = virial.base }
        return own
    }

    /// Adds what was found for these atoms to `sums`, and forgets it.
    func move(_ atoms: Range<Int>, to sums: NeighbourListSums) {
        moveCommon(touched.local.clamped(to: atoms), to: sums)
        moveCommon(touched.ghosts.clamped(to: atoms), to: sums)
    }

    private func moveCommon(_ atoms: Range<Int>, to sums: NeighbourListSums) {
        if let target = sums.forces { forces.move(atoms, width: 3, to: target) }
        if let target = sums.siteVirials { siteVirials.move(atoms, width: 6, to: target) }
        if let target = sums.siteVirialTensors { siteVirialTensors.move(atoms, width: 9, to: target) }
    }

    func moveVirial(to sums: NeighbourListSums) {
        if let target = sums.virial { virial.move(0..<1, width: 6, to: target) }
    }

    /// Forgets everything.
    func clear() {
        for memory in [forces, siteVirials, siteVirialTensors, virial] { memory.clear() }
    }
}

/// Which atoms a slice may have found something for: of the local ones those close by, and of the ghosts, which lie behind them.
struct TouchedAtoms {
    private(set) var local = 0..<0
    private(set) var ghosts = 0..<0

    init() {}

    /// - Parameter list: one that was evaluated without an error
    init(_ list: NeighbourList, localCount: Int) {
        let boundary = Int32(truncatingIfNeeded: localCount)
        var (firstLocal, lastLocal) = (Int32.max, Int32(-1))
        var (firstGhost, lastGhost) = (Int32.max, Int32(-1))
        func include(_ atom: Int32) {
            let isLocal = atom < boundary
            firstLocal = min(firstLocal, atom)
            lastLocal = max(lastLocal, isLocal ? atom : -1)
            firstGhost = min(firstGhost, isLocal ? Int32.max : atom)
            lastGhost = max(lastGhost, atom)
        }
        for centre in list.centres {
            include(centre)
            guard let neighbours = list.neighbours[Int(centre)] else { continue }
            let mask = list.neighbourMask
            for entry in 0..<Int(max(list.neighbourCounts[Int(centre)], 0)) { include(neighbours[entry] & mask) }
        }
        let end = Int32(truncatingIfNeeded: list.atomCount)
        local = TouchedAtoms.range(firstLocal, min(lastLocal, end - 1))
        ghosts = TouchedAtoms.range(firstGhost, min(lastGhost, end - 1))
    }

    private static func range(_ first: Int32, _ last: Int32) -> Range<Int> {
        first <= last ? max(Int(first), 0)..<Int(last) + 1 : 0..<0
    }
}
