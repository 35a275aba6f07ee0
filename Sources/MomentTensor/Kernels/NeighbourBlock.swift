/// The neighbourhoods of one block of atoms, transposed: a row per neighbour, a lane per atom.
///
///     row 0 | first neighbour of atom 0 | first neighbour of atom 1 | …
///     row 1 | second …
///
/// All atoms of a block have the same species. A lane with fewer neighbours than the block has rows is padded; padding has species −1 and
/// weighs nothing.
final class NeighbourBlock<V: LaneVector> {
    typealias Scalar = V.Scalar

    /// The vectors to the neighbours (Å), and what the kernels make of them.
    enum Plane: Int, CaseIterable {
        case dx, dy, dz
        /// Unit vector and 1/r.
        case x, y, z, inverseDistance
        /// dE_i/dr of a pair term that is not part of the moments.
        case pairSlope
        /// ∂E_i/∂r_j
        case gradientX, gradientY, gradientZ
    }

    /// The number of rows; even.
    fileprivate(set) var rowCount = 0
    /// Lanes in use: 0 ..< atomCount.
    fileprivate(set) var atomCount = 0
    /// The species of all atoms of the block.
    fileprivate(set) var species = 0

    /// For each row and lane, the index of the neighbour; −1 for padding.
    var neighbours: UnsafeMutablePointer<Int32> { neighbourMemory.base }
    /// For each row and lane, the species of the neighbour; −1 for padding.
    var neighbourSpecies: UnsafeMutablePointer<Int32> { speciesMemory.base }
    /// The number of neighbours of each lane.
    let counts: UnsafeMutablePointer<Int>

    fileprivate var rowCapacity = 0
    fileprivate var planes = AlignedMemory<V>(capacity: 0)
    fileprivate var speciesMemory = AlignedMemory<Int32>(capacity: 0)
    fileprivate var neighbourMemory = AlignedMemory<Int32>(capacity: 0)

    var byteCount: Int { planes.byteCount + speciesMemory.byteCount + neighbourMemory.byteCount }

    init() {
        counts = .allocate(capacity: V.scalarCount)
        counts.initialize(repeating: 0, count: V.scalarCount)
    }

    deinit {
        planes.deallocate()
        speciesMemory.deallocate()
        neighbourMemory.deallocate()
        counts.deallocate()
    }

    /// Whether every lane has its atom.
    var isFull: Bool { atomCount == V.scalarCount }

    /// The number of pairs of rows.
    var pairCount: Int { rowCount / 2 }

    @inline(__always)
    func plane(_ plane: Plane) -> UnsafeMutablePointer<V> { planes.base + plane.rawValue &* rowCapacity }

    /// A plane, two rows at a time.
    @inline(__always)
    func pairs(_ plane: Plane) -> UnsafeMutablePointer<RowPair<V>> {
        UnsafeMutableRawPointer(self.plane(plane)).assumingMemoryBound(to: RowPair<V>.self)
    }

    /// One lane of a plane: the number of row r stands at r · scalarCount.
    @inline(__always)
    func column(_ plane: Plane, _ lane: Int) -> UnsafeMutablePointer<Scalar> {
        UnsafeMutableRawPointer(self.plane(plane)).assumingMemoryBound(to: Scalar.self) + lane
    }
}

// MARK: Filling

extension NeighbourBlock {
    /// Empties the block, and makes room for `capacity` neighbours per atom.
    func removeAll(species: Int, capacity: Int) {
        self.species = species
        atomCount = 0
        counts.update(repeating: 0, count: V.scalarCount)
        if capacity > rowCapacity { reserve(capacity) }
    }

    private func reserve(_ capacity: Int) {
        rowCapacity = NeighbourBlock.rows(for: capacity + capacity / 4)
        planes.reserve(rowCapacity * Plane.allCases.count)
        speciesMemory.reserve(rowCapacity * V.scalarCount)
        neighbourMemory.reserve(rowCapacity * V.scalarCount)
    }

    private static func rows(for count: Int) -> Int { (count &+ 1) / 2 &* 2 }

    /// Writes the neighbours of one atom down its lane; the compiler keeps all of it in registers.
    struct Writer {
        fileprivate var index, species: UnsafeMutablePointer<Int32>
        fileprivate var dx, dy, dz: UnsafeMutablePointer<Scalar>
        fileprivate var place = 0

        /// Writes a neighbour behind the others, and keeps it if `isKept`: no branch depends on it. Room is needed for all that are kept,
        /// and one more. `fill` then finds what else there is to know of it.
        @inline(__always)
        mutating func select(_ index: Int32, if isKept: Bool) {
            self.index[place] = index
            place &+= isKept ? V.scalarCount : 0
        }

        /// Vectors and species of the neighbours that were selected.
        @inline(__always)
        func fill(
            centre: Int, positions: UnsafePointer<Double>, types: UnsafePointer<Int32>, speciesOfType: UnsafePointer<Int32>
        ) {
            let origin = positions + 3 &* centre
            let (x, y, z) = (origin[0], origin[1], origin[2])
            var entry = 0
            while entry < place {
                let neighbour = Int(index[entry])
                let position = positions + 3 &* neighbour
                dx[entry] = Scalar(position[0] - x)
                dy[entry] = Scalar(position[1] - y)
                dz[entry] = Scalar(position[2] - z)
                species[entry] = speciesOfType[Int(types[neighbour])]
                entry &+= V.scalarCount
            }
        }

        @inline(__always)
        fileprivate mutating func append(index: Int32, species: Int32, _ vector: SIMD3<Double>) {
            self.index[place] = index
            self.species[place] = species
            dx[place] = Scalar(vector.x)
            dy[place] = Scalar(vector.y)
            dz[place] = Scalar(vector.z)
            place &+= V.scalarCount
        }
    }

    /// A writer for the next atom.
    @inline(__always)
    func writer() -> Writer {
        let lane = atomCount
        return Writer(
            index: neighbours + lane, species: neighbourSpecies + lane, dx: column(.dx, lane), dy: column(.dy, lane), dz: column(.dz, lane))
    }

    /// Writes one more neighbour, and finds the room for it.
    @inline(__always)
    func append(index: Int32, species: Int32, _ vector: SIMD3<Double>, with writer: inout Writer) {
        if writer.place == rowCapacity &* V.scalarCount { makeRoom(for: &writer) }
        writer.append(index: index, species: species, vector)
    }

    private func makeRoom(for writer: inout Writer) {
        let larger = NeighbourBlock()
        larger.reserve(2 * rowCapacity + 2)
        for plane in [Plane.dx, .dy, .dz] { larger.plane(plane).update(from: self.plane(plane), count: rowCapacity) }
        larger.neighbours.update(from: neighbours, count: rowCapacity * V.scalarCount)
        larger.neighbourSpecies.update(from: neighbourSpecies, count: rowCapacity * V.scalarCount)
        swap(&rowCapacity, &larger.rowCapacity)
        swap(&planes, &larger.planes)
        swap(&neighbourMemory, &larger.neighbourMemory)
        swap(&speciesMemory, &larger.speciesMemory)
        let place = writer.place
        writer = self.writer()
        writer.place = place
    }

    /// The neighbours of the next atom are complete.
    @inline(__always)
    func finish(_ writer: Writer) {
        counts[atomCount] = writer.place / V.scalarCount
        atomCount &+= 1
    }

    /// Pads the lanes to the same length; the block can then be evaluated. Padding sits at the cutoff in the direction of x: a place where
    /// everything is finite.
    func complete(cutoff: Double) {
        var longest = 0
        for lane in 0..<V.scalarCount { longest = max(longest, counts[lane]) }
        rowCount = NeighbourBlock.rows(for: longest)
        for lane in 0..<V.scalarCount where counts[lane] < rowCount { pad(lane, Scalar(cutoff)) }
    }

    private func pad(_ lane: Int, _ cutoff: Scalar) {
        let (dx, dy, dz) = (column(.dx, lane), column(.dy, lane), column(.dz, lane))
        for row in counts[lane]..<rowCount {
            let place = row &* V.scalarCount
            dx[place] = cutoff
            dy[place] = 0
            dz[place] = 0
            neighbourSpecies[place &+ lane] = -1
            neighbours[place &+ lane] = -1
        }
    }
}
