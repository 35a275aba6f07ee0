/// The derivatives of the energy, the forces and the virial of a configuration with respect to the parameters, as a matrix by columns.
///
///     rows:     forces x y z of atom 0, atom 1, … | energy | virial xx yy zz yz xz xy
///     columns:  c[i, j, μ, n] | e[i] | ξ_s              as in the parameters of `Potential`; without those of c if only linear ones are wanted
///
/// Energy, forces and virial are linear in e and ξ: their columns times e and ξ, plus `constant`, are the values themselves.
public final class SystemJacobian {
    public private(set) var atomCount = 0
    public private(set) var columnCount = 0
    /// From one column to the next.
    public private(set) var stride = 0
    /// What does not depend on parameters: repulsion at short distances.
    public private(set) var constant: [Double] = []

    private var memory = AlignedMemory<Double>(capacity: 0)

    public init() {}

    deinit { memory.deallocate() }

    public var rowCount: Int { 3 * atomCount + 7 }
    public var energyRow: Int { 3 * atomCount }
    public var virialRow: Int { 3 * atomCount + 1 }
    public var byteCount: Int { memory.byteCount }

    public func column(_ index: Int) -> UnsafeMutablePointer<Double> { memory.base + index * stride }

    /// One more column, behind the others, for what they are fitted to.
    public var target: UnsafeMutablePointer<Double> { column(columnCount) }

    func prepare(atomCount: Int, columnCount: Int) {
        self.atomCount = atomCount
        self.columnCount = columnCount
        stride = (rowCount + 7) / 8 * 8
        memory.reserve(stride * (columnCount + 1))
        memory.base.update(repeating: 0, count: stride * (columnCount + 1))
        constant = Array(repeating: 0, count: rowCount)
    }

    func addConstant(_ row: Int, _ value: Double) { constant[row] += value }
}
