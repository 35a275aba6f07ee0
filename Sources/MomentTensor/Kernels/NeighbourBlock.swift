/// The neighbourhoods of one block of atoms, transposed: a row per neighbour, a lane per atom.
///
///     row 0 | first neighbour of atom 0 | first neighbour of atom 1 | …
///     row 1 | second …
///
/// All atoms of a block have the same species. Within a lane the neighbours are sorted by species, so that most rows hold one
/// species only. A lane with fewer neighbours than the block has rows is padded; padding has species −1 and weighs nothing.
final class NeighbourBlock {
    /// The vectors to the neighbours (Å), the species of the neighbours, and what the kernels make of them.
    enum Plane: Int, CaseIterable {
        case dx, dy, dz
        case species
        /// Unit vector and 1/r.
        case x, y, z, inverseDistance
        /// dE_i/dr of a pair term that is not part of the moments.
        case pairSlope
        /// ∂E_i/∂r_j
        case gradientX, gradientY, gradientZ
    }

    /// The number of rows; a multiple of `rowsPerPass`.
    private(set) var rowCount = 0
    /// Lanes in use: 0 ..< atomCount.
    private(set) var atomCount = 0
    /// The species of all atoms of the block.
    private(set) var species = 0

    /// For each row, the species of all its neighbours, or −1 if they differ.
    var rowSpecies: UnsafeMutablePointer<Int32> { rowSpeciesMemory.base }
    /// For each row and lane, the index of the neighbour; −1 for padding.
    var neighbours: UnsafeMutablePointer<Int32> { neighbourMemory.base }

    private var rowCapacity = 0
    private var planes = AlignedMemory<Lanes>(capacity: 0)
    private var rowSpeciesMemory = AlignedMemory<Int32>(capacity: 0)
    private var neighbourMemory = AlignedMemory<Int32>(capacity: 0)

    var byteCount: Int { planes.byteCount + rowSpeciesMemory.byteCount + neighbourMemory.byteCount }

    /// The kernels take two rows at a time.
    static let rowsPerPass = 2

    deinit {
        planes.deallocate()
        rowSpeciesMemory.deallocate()
        neighbourMemory.deallocate()
    }

    @inline(__always)
    func plane(_ plane: Plane) -> UnsafeMutablePointer<Lanes> { planes.base + plane.rawValue &* rowCapacity }

    /// Takes over the neighbourhoods of up to `laneCount` atoms of one species.
    func load(_ neighbourhoods: ArraySlice<Neighbourhood>, species: Int, speciesCount: Int, cutoff: Double) {
        self.species = species
        atomCount = neighbourhoods.count
        let longest = neighbourhoods.lazy.map(\.count).max() ?? 0
        rowCount = (longest + NeighbourBlock.rowsPerPass - 1) / NeighbourBlock.rowsPerPass * NeighbourBlock.rowsPerPass
        reserve(rowCount)
        pad(cutoff: cutoff)
        for (lane, neighbourhood) in neighbourhoods.enumerated() {
            fill(lane, from: neighbourhood, speciesCount: speciesCount)
        }
        classifyRows()
    }

    private func reserve(_ rows: Int) {
        guard rows > rowCapacity else { return }
        rowCapacity = rows + rows / 4 + NeighbourBlock.rowsPerPass
        planes.reserve(rowCapacity * Plane.allCases.count)
        rowSpeciesMemory.reserve(rowCapacity)
        neighbourMemory.reserve(rowCapacity * laneCount)
    }

    /// Padding sits at the cutoff in the direction of x: a place where everything is finite.
    private func pad(cutoff: Double) {
        plane(.dx).update(repeating: Lanes(repeating: cutoff), count: rowCount)
        plane(.dy).update(repeating: .zero, count: rowCount)
        plane(.dz).update(repeating: .zero, count: rowCount)
        plane(.species).update(repeating: Lanes(repeating: -1), count: rowCount)
        neighbours.update(repeating: -1, count: rowCount &* laneCount)
    }

    private func fill(_ lane: Int, from neighbourhood: Neighbourhood, speciesCount: Int) {
        let dx = scalars(.dx) + lane
        let dy = scalars(.dy) + lane
        let dz = scalars(.dz) + lane
        let species = scalars(.species) + lane
        let index = neighbours + lane
        var row = 0
        for current in 0..<Int32(speciesCount) {
            for neighbour in 0..<neighbourhood.count where neighbourhood.species[neighbour] == current {
                let place = row &* laneCount
                dx[place] = neighbourhood.dx[neighbour]
                dy[place] = neighbourhood.dy[neighbour]
                dz[place] = neighbourhood.dz[neighbour]
                species[place] = Double(current)
                index[place] = neighbourhood.index[neighbour]
                row &+= 1
            }
        }
    }

    private func classifyRows() {
        let species = plane(.species)
        for row in 0..<rowCount {
            let first = species[row][0]
            rowSpecies[row] = species[row] == Lanes(repeating: first) ? Int32(first) : -1
        }
    }

    private func scalars(_ plane: Plane) -> UnsafeMutablePointer<Double> {
        UnsafeMutableRawPointer(self.plane(plane)).assumingMemoryBound(to: Double.self)
    }
}
