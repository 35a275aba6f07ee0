/// The neighbours of one atom inside the cutoff.
final class Neighbourhood {
    private(set) var count = 0
    private(set) var index: UnsafeMutablePointer<Int32>
    private(set) var species: UnsafeMutablePointer<Int32>
    /// r_ij = r_j − r_i in Å.
    private(set) var dx: UnsafeMutablePointer<Double>
    private(set) var dy: UnsafeMutablePointer<Double>
    private(set) var dz: UnsafeMutablePointer<Double>
    private var capacity: Int

    var byteCount: Int { capacity * (2 * MemoryLayout<Int32>.stride + 3 * MemoryLayout<Double>.stride) }

    init(capacity: Int = 64) {
        self.capacity = capacity
        index = .allocate(capacity: capacity)
        species = .allocate(capacity: capacity)
        dx = .allocate(capacity: capacity)
        dy = .allocate(capacity: capacity)
        dz = .allocate(capacity: capacity)
    }

    deinit { deallocate() }

    @inline(__always)
    func removeAll() { count = 0 }

    /// Fills an empty neighbourhood; the compiler keeps all of it in registers.
    struct Writer {
        fileprivate let index, species: UnsafeMutablePointer<Int32>
        fileprivate let dx, dy, dz: UnsafeMutablePointer<Double>
        fileprivate var count = 0

        /// Writes a neighbour behind the others, and keeps it if `isKept`. No branch depends on the neighbour.
        @inline(__always)
        mutating func offer(index: Int32, species: Int32, _ dx: Double, _ dy: Double, _ dz: Double, isKept: Bool) {
            self.index[count] = index
            self.species[count] = species
            self.dx[count] = dx
            self.dy[count] = dy
            self.dz[count] = dz
            count &+= isKept ? 1 : 0
        }
    }

    /// A writer that can be offered up to `capacity` neighbours.
    @inline(__always)
    func writer(capacity: Int) -> Writer {
        while self.capacity < capacity { grow() }
        return Writer(index: index, species: species, dx: dx, dy: dy, dz: dz)
    }

    @inline(__always)
    func finish(_ writer: Writer) { count = writer.count }

    @inline(__always)
    func append(index: Int32, species: Int32, _ dx: Double, _ dy: Double, _ dz: Double) {
        if count == capacity { grow() }
        self.index[count] = index
        self.species[count] = species
        self.dx[count] = dx
        self.dy[count] = dy
        self.dz[count] = dz
        count &+= 1
    }

    private func grow() {
        let larger = Neighbourhood(capacity: capacity * 2)
        larger.index.update(from: index, count: count)
        larger.species.update(from: species, count: count)
        larger.dx.update(from: dx, count: count)
        larger.dy.update(from: dy, count: count)
        larger.dz.update(from: dz, count: count)
        swap(&capacity, &larger.capacity)
        swap(&index, &larger.index)
        swap(&species, &larger.species)
        swap(&dx, &larger.dx)
        swap(&dy, &larger.dy)
        swap(&dz, &larger.dz)
    }

    private func deallocate() {
        index.deallocate()
        species.deallocate()
        dx.deallocate()
        dy.deallocate()
        dz.deallocate()
    }
}
