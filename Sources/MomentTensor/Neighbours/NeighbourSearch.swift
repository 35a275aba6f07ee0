/// All neighbours of any atom within a distance, for 0 to 3 periodic directions and cells of any shape and size.
///
/// Atoms are wrapped into the cell and sorted into bins along its (possibly completed) vectors; where the cell is smaller than
/// the distance, the bins reach over several images. The order of the neighbours depends on the configuration only.
public struct NeighbourSearch: Sendable {
    public let cutoff: Double
    public let count: Int
    private let frame: PeriodicFrame
    private let bins: Bins

    /// The atoms in the order of the bins: wrapped position, index and species.
    private let sortedPositions: [SIMD3<Double>]
    private let sortedAtoms: [Int32]
    private let sortedSpecies: [Int32]
    /// For each atom, its place among the sorted ones.
    private let place: [Int32]

    /// Throws if a coordinate is not finite, the cell is degenerate, or far too small for the distance.
    public init(cell: Cell, positions: [SIMD3<Double>], species: [Int32]? = nil, cutoff: Double) throws(VolterraError) {
        self.cutoff = cutoff
        count = positions.count
        frame = try PeriodicFrame(cell)
        let wrapped = try frame.wrap(positions)
        bins = try Bins(frame, wrapped, cutoff: cutoff)

        let order = try bins.sort(wrapped)
        sortedAtoms = order.atoms
        sortedPositions = order.atoms.map { wrapped.positions[Int($0)] }
        sortedSpecies = order.atoms.map { species?[Int($0)] ?? 0 }
        var place = [Int32](repeating: 0, count: positions.count)
        for (index, atom) in order.atoms.enumerated() { place[Int(atom)] = Int32(index) }
        self.place = place
        binStart = order.start
    }

    /// Bin b holds the sorted atoms binStart[b] ..< binStart[b + 1].
    private let binStart: [Int32]

    /// Calls `body` with the index of, and the vector to, every neighbour closer than the cutoff. An atom can be a neighbour
    /// several times, and its own neighbour, through periodic images.
    public func forEachNeighbour(of atom: Int, _ body: (_ neighbour: Int, _ vector: SIMD3<Double>) -> Void) {
        visit(atom) { index, vector in body(Int(sortedAtoms[index]), vector) }
    }

    /// The neighbours of the next atom of a block.
    func collect<V: LaneVector>(_ atom: Int, into block: NeighbourBlock<V>) {
        var writer = block.writer()
        visit(atom) { index, vector in
            block.append(index: sortedAtoms[index], species: sortedSpecies[index], vector, with: &writer)
        }
        block.finish(writer)
    }

    @inline(__always)
    private func visit(_ atom: Int, _ body: (_ sortedIndex: Int, _ vector: SIMD3<Double>) -> Void) {
        let centrePlace = Int(place[atom])
        let centre = sortedPositions[centrePlace]
        let cutoffSquared = cutoff * cutoff
        let home = bins.coordinates(ofBin: bins.index(of: centre))
        let first = bins.firstReachable(from: home)
        let last = bins.lastReachable(from: home)
        for i in first.x...last.x {
            let (binX, imageX) = bins.wrap(i, along: 0)
            for j in first.y...last.y {
                let (binY, imageY) = bins.wrap(j, along: 1)
                for k in first.z...last.z {
                    let (binZ, imageZ) = bins.wrap(k, along: 2)
                    let shift = frame.shift(imageX, imageY, imageZ) - centre
                    let isHomeImage = imageX == 0 && imageY == 0 && imageZ == 0
                    let bin = bins.index(binX, binY, binZ)
                    for index in Int(binStart[bin])..<Int(binStart[bin + 1]) {
                        let vector = sortedPositions[index] + shift
                        guard vector.dot(vector) < cutoffSquared, !(isHomeImage && index == centrePlace) else { continue }
                        body(index, vector)
                    }
                }
            }
        }
    }
}
