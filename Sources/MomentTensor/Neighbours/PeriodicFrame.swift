/// A cell completed to three independent vectors: directions without periodicity get unit vectors perpendicular to the others.
struct PeriodicFrame: Sendable {
    /// The vectors (rows) and their reciprocal vectors, h_i · g_j = δ_ij.
    let vectors: [SIMD3<Double>]
    let reciprocal: [SIMD3<Double>]
    let isPeriodic: [Bool]

    struct Wrapped {
        /// Inside the cell along periodic directions.
        var positions: [SIMD3<Double>]
        var fractional: [SIMD3<Double>]
    }

    init(_ cell: Cell) throws(VolterraError) {
        let isPeriodic = cell.periodicity
        var completed = cell.vectors
        let names = ["a", "b", "c"]
        for k in 0..<3 where isPeriodic[k] {
            guard (completed[k] * completed[k]).sum().isFinite, completed[k].length > 0 else {
                throw VolterraError(.badData, "lattice vector \(names[k]) is zero or not finite, but the cell is periodic along it")
            }
        }
        for k in 0..<3 where !isPeriodic[k] {
            let others = (0..<3).filter { $0 != k && (isPeriodic[$0] || $0 < k) }.map { completed[$0] }
            completed[k] = PeriodicFrame.perpendicular(to: others)
        }
        let volume = completed[0].dot(completed[1].cross(completed[2]))
        let lengths = completed.map(\.length)
        guard abs(volume) > 1e-9 * lengths[0] * lengths[1] * lengths[2] else {
            throw VolterraError(.badData, "the lattice vectors are linearly dependent")
        }
        reciprocal = (0..<3).map { completed[($0 + 1) % 3].cross(completed[($0 + 2) % 3]) / volume }
        vectors = completed
        self.isPeriodic = isPeriodic
    }

    /// The distance between the planes of the cell along direction k.
    func height(_ k: Int) -> Double { 1 / reciprocal[k].length }

    func fractional(_ position: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(reciprocal[0].dot(position), reciprocal[1].dot(position), reciprocal[2].dot(position))
    }

    @inline(__always)
    func shift(_ i: Int, _ j: Int, _ k: Int) -> SIMD3<Double> {
        vectors[0] * Double(i) + vectors[1] * Double(j) + vectors[2] * Double(k)
    }

    func wrap(_ positions: [SIMD3<Double>]) throws(VolterraError) -> Wrapped {
        var wrapped = Wrapped(positions: positions, fractional: positions)
        for (atom, position) in positions.enumerated() {
            var fractional = fractional(position)
            guard fractional.dot(fractional) < 1e24 else {
                throw VolterraError(.badData, "atom \(atom + 1) has a coordinate that is not finite, or is absurdly far away")
            }
            for k in 0..<3 where isPeriodic[k] {
                let cells = fractional[k].rounded(.down)
                guard cells != 0 else { continue }
                wrapped.positions[atom] -= cells * vectors[k]
                fractional[k] -= cells
            }
            wrapped.fractional[atom] = fractional
        }
        return wrapped
    }

    /// A unit vector perpendicular to at most two vectors.
    private static func perpendicular(to others: [SIMD3<Double>]) -> SIMD3<Double> {
        let units = others.map { $0 / $0.length }
        if units.count == 2 {
            let normal = units[0].cross(units[1])
            return normal.length > 0 ? normal / normal.length : .zero
        }
        guard let unit = units.first else { return SIMD3(1, 0, 0) }
        let axis = abs(unit.x) < 0.5 ? SIMD3(1.0, 0, 0) : SIMD3(0, 1.0, 0)
        let normal = unit.cross(axis)
        return normal / normal.length
    }
}
