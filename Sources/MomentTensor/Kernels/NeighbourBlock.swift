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
    func load(_ neighbourhoods: ArraySlice<Neighbourhood>, species: Int, radial: RadialTables) {
        self.species = species
        atomCount = neighbourhoods.count
        var longest = 0
        for neighbourhood in neighbourhoods { longest = max(longest, neighbourhood.count) }
        rowCount = (longest &+ NeighbourBlock.rowsPerPass &- 1) / NeighbourBlock.rowsPerPass &* NeighbourBlock.rowsPerPass
        reserve(rowCount)
        for lane in 0..<laneCount {
            let count = lane < neighbourhoods.count ? neighbourhoods[neighbourhoods.startIndex &+ lane].count : 0
            if count > 0 { fill(lane, from: neighbourhoods[neighbourhoods.startIndex &+ lane], speciesCount: radial.speciesCount) }
            pad(lane, from: count, cutoff: radial.cutoff)
        }
        classifyRows(radial)
    }

    private func reserve(_ rows: Int) {
        guard rows > rowCapacity else { return }
        rowCapacity = rows + rows / 4 + NeighbourBlock.rowsPerPass
        planes.reserve(rowCapacity * Plane.allCases.count)
        rowSpeciesMemory.reserve(rowCapacity)
        neighbourMemory.reserve(rowCapacity * laneCount)
    }

    /// Padding sits at the cutoff in the direction of x: a place where everything is finite.
    private func pad(_ lane: Int, from count: Int, cutoff: Double) {
        let (dx, dy, dz) = (column(.dx, lane), column(.dy, lane), column(.dz, lane))
        let species = column(.species, lane)
        let index = neighbours + lane
        for row in count..<max(rowCount, count) {
            let place = row &* laneCount
            dx[place] = cutoff
            dy[place] = 0
            dz[place] = 0
            species[place] = -1
            index[place] = -1
        }
    }

    private func fill(_ lane: Int, from neighbourhood: Neighbourhood, speciesCount: Int) {
        let (dx, dy, dz) = (column(.dx, lane), column(.dy, lane), column(.dz, lane))
        let species = column(.species, lane)
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

    /// A row that is padded in some lanes counts as one of the other lanes' species where the radial functions vanish at the cutoff.
    private func classifyRows(_ radial: RadialTables) {
        if radial.speciesCount == 1 && radial.vanishesAtCutoff {
            rowSpecies.update(repeating: 0, count: rowCount)
            return
        }
        let species = plane(.species)
        for row in 0..<rowCount {
            let largest = species[row].max()
            let isUniform = species[row] .== Lanes(repeating: largest)
            let isPadding = species[row] .== Lanes(repeating: radial.vanishesAtCutoff ? -1 : largest)
            rowSpecies[row] = largest >= 0 && all(isUniform .| isPadding) ? Int32(largest) : -1
        }
    }

    /// One lane of a plane: the number of row r stands at r · laneCount.
    @inline(__always)
    func column(_ plane: Plane, _ lane: Int) -> UnsafeMutablePointer<Double> {
        UnsafeMutableRawPointer(self.plane(plane)).assumingMemoryBound(to: Double.self) + lane
    }
}
