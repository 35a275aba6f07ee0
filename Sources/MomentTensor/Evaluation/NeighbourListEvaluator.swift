/// Evaluates neighbour lists, on the calling thread. After the first calls nothing is allocated.
///
/// One evaluator serves one caller at a time; several evaluators can share a plan.
public final class NeighbourListEvaluator {
    public let plan: Plan
    private let evaluator: BlockEvaluator
    private let block = NeighbourBlock()
    private let neighbourhoods = (0..<laneCount).map { _ in Neighbourhood() }
    private var centresOfBlock = [Int32](repeating: 0, count: laneCount)

    public init(_ plan: Plan) {
        self.plan = plan
        evaluator = BlockEvaluator(plan)
    }

    /// The memory that it occupies besides its plan, in bytes; grows to what the largest neighbourhood needs.
    public var byteCount: Int { evaluator.byteCount + block.byteCount + neighbourhoods.reduce(0) { $0 + $1.byteCount } }

    /// Adds the results to `sums`; returns the sum of the site energies of the centres.
    ///
    /// Throws if the list contradicts itself or an energy is not finite; `sums` are then incomplete.
    public func evaluate(_ list: NeighbourList, adding sums: NeighbourListSums) throws(VolterraError) -> Double {
        try check(list)
        var energy = 0.0
        for species in 0..<Int32(plan.potential.species.count) {
            var lane = 0
            for centre in list.centres where list.speciesOfType[Int(list.types[Int(centre)])] == species {
                try collect(centre, list, into: neighbourhoods[lane])
                centresOfBlock[lane] = centre
                lane += 1
                if lane == laneCount {
                    energy += try evaluateBlock(lane, species, list.atomIDs, sums)
                    lane = 0
                }
            }
            if lane > 0 { energy += try evaluateBlock(lane, species, list.atomIDs, sums) }
        }
        return energy
    }

    private func check(_ list: NeighbourList) throws(VolterraError) {
        for type in 0...max(list.typeCount, 0) where list.speciesOfType[type] >= plan.potential.species.count {
            throw VolterraError(.usage, "type \(type) is mapped to species \(list.speciesOfType[type]), which the potential does not have")
        }
        for centre in list.centres {
            guard centre >= 0, Int(centre) < list.atomCount else {
                throw VolterraError(.usage, "the list of centres names the index \(centre), but there are \(list.atomCount) atoms")
            }
            guard 0...Int32(clamping: list.typeCount) ~= list.types[Int(centre)] else { throw unknownType(Int(centre), list) }
            guard list.hasFinitePosition(Int(centre)) else {
                throw VolterraError(.badData, "atom \(list.atomIDs[Int(centre)]) has a coordinate that is not finite")
            }
        }
    }

    private func unknownType(_ atom: Int, _ list: NeighbourList) -> VolterraError {
        VolterraError(.usage, "atom \(list.atomIDs[atom]) has type \(list.types[atom]), but there are types 0 … \(list.typeCount) only")
    }

    private func collect(_ centre: Int32, _ list: NeighbourList, into neighbourhood: Neighbourhood) throws(VolterraError) {
        neighbourhood.removeAll()
        let x = list.positions[3 &* Int(centre)]
        let y = list.positions[3 &* Int(centre) &+ 1]
        let z = list.positions[3 &* Int(centre) &+ 2]
        let count = Int(list.neighbourCounts[Int(centre)])
        guard count > 0 else { return }
        guard let neighbours = list.neighbours[Int(centre)] else {
            throw VolterraError(.usage, "atom \(list.atomIDs[Int(centre)]) has \(count) neighbours, but no list of them")
        }
        let cutoff = plan.potential.radialBasis.cutoff
        let cutoffSquared = cutoff * cutoff
        for index in 0..<count {
            let neighbour = Int(neighbours[index] & list.neighbourMask)
            guard neighbour < list.atomCount, neighbour >= 0 else {
                throw VolterraError(
                    .usage,
                    "atom \(list.atomIDs[Int(centre)]) has a neighbour with the index \(neighbour), but there are \(list.atomCount) atoms")
            }
            let dx = list.positions[3 &* neighbour] - x
            let dy = list.positions[3 &* neighbour &+ 1] - y
            let dz = list.positions[3 &* neighbour &+ 2] - z
            // The coordinate of a ghost that is not a number must get through, to be found in the energy.
            if dx * dx + dy * dy + dz * dz >= cutoffSquared { continue }
            let type = list.types[neighbour]
            guard type >= 0, Int(type) <= list.typeCount else { throw unknownType(neighbour, list) }
            let species = list.speciesOfType[Int(type)]
            if species >= 0 { neighbourhood.append(index: Int32(neighbour), species: species, dx, dy, dz) }
        }
    }

    private func evaluateBlock(
        _ count: Int, _ species: Int32, _ ids: AtomIDs, _ sums: NeighbourListSums
    ) throws(VolterraError) -> Double {
        block.load(
            neighbourhoods[..<count], species: Int(species), speciesCount: plan.potential.species.count,
            cutoff: plan.potential.radialBasis.cutoff)
        let energies = evaluator.evaluate(block)
        var energy = 0.0
        for lane in 0..<count {
            let centre = Int(centresOfBlock[lane])
            guard energies[lane].isFinite else { throw block.energyIsNotFinite(lane: lane, atom: centre, id: { ids[$0] }) }
            energy += energies[lane]
            if let siteEnergies = sums.siteEnergies { siteEnergies[centre] += energies[lane] }
            if let forces = sums.forces { addForces(lane, centre, to: forces) }
            if sums.virial != nil || sums.siteVirials != nil || sums.siteVirialTensors != nil { addVirials(lane, centre, to: sums) }
        }
        return energy
    }

    private func addForces(_ lane: Int, _ centre: Int, to forces: UnsafeMutablePointer<Double>) {
        var force = SIMD3<Double>.zero
        for row in 0..<block.rowCount {
            let neighbour = Int(block.neighbours[row &* laneCount &+ lane])
            guard neighbour >= 0 else { break }
            let gradient = block.gradient(row, lane)
            force += gradient
            let target = forces + 3 &* neighbour
            target[0] -= gradient.x
            target[1] -= gradient.y
            target[2] -= gradient.z
        }
        let target = forces + 3 &* centre
        target[0] += force.x
        target[1] += force.y
        target[2] += force.z
    }

    private func addVirials(_ lane: Int, _ centre: Int, to sums: NeighbourListSums) {
        var total = Tensor()
        for row in 0..<block.rowCount {
            let neighbour = Int(block.neighbours[row &* laneCount &+ lane])
            guard neighbour >= 0 else { break }
            let pair = Tensor(block.vector(row, lane), block.gradient(row, lane))
            total += pair
            if let siteVirials = sums.siteVirials {
                pair.half.symmetric.add(to: siteVirials + 6 &* centre)
                pair.half.symmetric.add(to: siteVirials + 6 &* neighbour)
            }
            if let tensors = sums.siteVirialTensors { pair.add(to: tensors + 9 &* neighbour) }
        }
        if let virial = sums.virial { total.symmetric.add(to: virial) }
    }
}

extension SymmetricTensor {
    /// Adds xx, yy, zz, xy, xz, yz.
    fileprivate func add(to sums: UnsafeMutablePointer<Double>) {
        sums[0] += xx
        sums[1] += yy
        sums[2] += zz
        sums[3] += xy
        sums[4] += xz
        sums[5] += yz
    }
}

extension Tensor {
    /// Adds xx, yy, zz, xy, xz, yz, yx, zx, zy.
    fileprivate func add(to sums: UnsafeMutablePointer<Double>) {
        sums[0] += x.x
        sums[1] += y.y
        sums[2] += z.z
        sums[3] += x.y
        sums[4] += x.z
        sums[5] += y.z
        sums[6] += y.x
        sums[7] += z.x
        sums[8] += z.y
    }
}

extension NeighbourList {
    fileprivate func hasFinitePosition(_ atom: Int) -> Bool {
        let position = positions + 3 &* atom
        return (position[0] + position[1] + position[2]).isFinite
    }
}
