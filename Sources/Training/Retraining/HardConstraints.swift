import COpenBLAS
import MomentTensor

/// Rows a of quantities that must not change, or change by a given amount: a · d = δ for the change d of the coefficients.
public struct HardConstraints: Sendable {
    /// What one row is about.
    public struct Row: Sendable {
        /// Which rows are told of together: a file, or a property.
        public var group: String
        /// As in eV/atom.
        public var unit: String
        public var coefficients: [Double]
        /// δ
        public var change: Double

        public init(group: String, unit: String, coefficients: [Double], change: Double = 0) {
            self.group = group
            self.unit = unit
            self.coefficients = coefficients
            self.change = change
        }
    }

    public internal(set) var rows: [Row] = []

    public init() {}
}

/// The changes of the coefficients that constraints leave free, in coefficients scaled by `scales`:
///
///     d_k = scale_k x_k,     x = Q (y₁, y₂),     y₁ so that the constraints hold, y₂ free
///
/// with Aᵀ P = Q R, the rows of A pivoted. Rows whose diagonal element of R is below `tolerance` times the largest are combinations of
/// the others.
struct FreeSpace {
    let size: Int
    /// The number of independent rows.
    let rank: Int
    let scales: [Double]
    /// Of the scaled rows, each of length one; descending.
    let singularValues: [Double]
    /// Householder reflectors and R.
    private var factors: [Double]
    private var reflectors: [Double]
    /// y₁
    let fixed: [Double]

    init(_ constraints: HardConstraints, scales: [Double], tolerance: Double) throws(VolterraError) {
        size = scales.count
        self.scales = scales
        let (columns, changes) = try FreeSpace.unitRows(constraints, scales)
        let count = changes.count
        singularValues = try SingularValues.of(columns, rows: size, columns: count)
        factors = columns
        reflectors = Array(repeating: 0, count: min(size, count))
        var pivots = [Int32](repeating: 0, count: count)
        if count > 0 { try FreeSpace.decompose(&factors, size, count, &pivots, &reflectors) }
        let (factors, size) = (factors, size)
        let diagonal = (0..<min(size, count)).map { abs(factors[$0 * (size + 1)]) }
        let rank = diagonal.prefix { $0 > tolerance * (diagonal.first ?? 0) }.count
        self.rank = rank
        guard rank < size else {
            throw VolterraError(
                .badData, "the constraints fix all \(size) coefficients",
                advice: "extend the potential (--extend), or take fewer constraints")
        }
        // R₁₁ᵀ y₁ = (Pᵀ δ)₁
        var y = (0..<rank).map { changes[Int(pivots[$0]) - 1] }
        for i in 0..<rank {
            for j in 0..<i { y[i] -= factors[j + i * size] * y[j] }
            y[i] /= factors[i + i * size]
        }
        fixed = y
        // The rows that were left out must agree.
        for index in rank..<count {
            var value = 0.0
            for j in 0..<min(rank, size) { value += factors[j + index * size] * y[j] }
            let change = changes[Int(pivots[index]) - 1]
            guard abs(value - change) <= 1e-6 * max(abs(change), changes.map(abs).max() ?? 0) + 1e-12 else {
                throw VolterraError(
                    .badData, "the constraints contradict one another: \(constraints.rows[Int(pivots[index]) - 1].group)",
                    advice: "not everything that is wanted can be had together; leave out one of them")
            }
        }
    }

    /// The scaled rows, each of length one, because a row is as important as any other, whatever its unit; and the changes of these.
    private static func unitRows(
        _ constraints: HardConstraints, _ scales: [Double]
    ) throws(VolterraError) -> (columns: [Double], changes: [Double]) {
        let scaled = constraints.rows.map { row in zip(row.coefficients, scales).map { $0 * $1 } }
        let lengths = scaled.map { dot($0, $0).squareRoot() }
        var longest: [String: Double] = [:]
        for (row, length) in zip(constraints.rows, lengths) { longest[row.unit] = max(longest[row.unit] ?? 0, length) }
        var (columns, changes): ([Double], [Double]) = ([], [])
        for (index, row) in constraints.rows.enumerated() {
            // What symmetry makes zero is rounding, and no direction.
            if lengths[index] > 1e-10 * (longest[row.unit] ?? 0) {
                columns += scaled[index].map { $0 / lengths[index] }
                changes.append(row.change / lengths[index])
            } else if row.change != 0 {
                throw VolterraError(.badData, "\(row.group) cannot be changed: nothing that may vary has to do with it")
            }
        }
        return (columns, changes)
    }

    private static func decompose(
        _ factors: inout [Double], _ rows: Int, _ columns: Int, _ pivots: inout [Int32], _ reflectors: inout [Double]
    ) throws(VolterraError) {
        var status: Int32 = 0
        var work = [0.0]
        dgeqp3_([Int32(rows)], [Int32(columns)], &factors, [Int32(rows)], &pivots, &reflectors, &work, [-1], &status)
        let count = max(Int(work[0]), 3 * columns + 1)
        work = [Double](repeating: 0, count: count)
        dgeqp3_([Int32(rows)], [Int32(columns)], &factors, [Int32(rows)], &pivots, &reflectors, &work, [Int32(count)], &status)
        guard status == 0 else { throw VolterraError(.notConverged, "the constraints could not be decomposed") }
    }

    /// Qᵀ C or C Q, in place.
    private func multiply(_ matrix: inout [Double], rows: Int, columns: Int, fromLeft: Bool, transposed: Bool) {
        guard !reflectors.isEmpty else { return }
        var status: Int32 = 0
        var work = [0.0]
        let (side, transposition) = (fromLeft ? "L" : "R", transposed ? "T" : "N")
        var workCount: Int32 = -1
        for _ in 0..<2 {
            dormqr_(
                side, transposition, [Int32(rows)], [Int32(columns)], [Int32(reflectors.count)], factors, [Int32(size)], reflectors,
                &matrix, [Int32(rows)], &work, [workCount], &status)
            workCount = Int32(work[0])
            work = [Double](repeating: 0, count: max(Int(workCount), 1))
        }
    }

    /// Qᵀ M Q of a symmetric matrix in scaled coefficients, all elements by columns.
    func rotated(_ matrix: SymmetricMatrix) -> [Double] {
        var full = [Double](repeating: 0, count: size * size)
        for j in 0..<size {
            for i in 0..<size { full[i + j * size] = matrix[i, j] * scales[i] * scales[j] }
        }
        multiply(&full, rows: size, columns: size, fromLeft: true, transposed: true)
        multiply(&full, rows: size, columns: size, fromLeft: false, transposed: false)
        return full
    }

    /// Qᵀ b
    func rotated(_ b: [Double]) -> [Double] {
        var column = zip(b, scales).map { $0 * $1 }
        multiply(&column, rows: size, columns: 1, fromLeft: true, transposed: true)
        return column
    }

    /// d for y₂.
    func change(_ free: [Double]) -> [Double] {
        var column = fixed + free
        multiply(&column, rows: size, columns: 1, fromLeft: true, transposed: false)
        return zip(column, scales).map { $0 * $1 }
    }
}

/// Singular values through LAPACK.
enum SingularValues {
    static func of(_ matrix: [Double], rows: Int, columns: Int) throws(VolterraError) -> [Double] {
        guard rows > 0, columns > 0 else { return [] }
        var copy = matrix
        var values = [Double](repeating: 0, count: min(rows, columns))
        var integers = [Int32](repeating: 0, count: 8 * values.count)
        var work = [0.0]
        var unused = [0.0]
        var unusedToo = [0.0]
        var status: Int32 = 0
        var workCount: Int32 = -1
        for _ in 0..<2 {
            dgesdd_(
                "N", [Int32(rows)], [Int32(columns)], &copy, [Int32(rows)], &values, &unused, [1], &unusedToo, [1], &work, [workCount],
                &integers, &status)
            workCount = Int32(work[0])
            work = [Double](repeating: 0, count: max(Int(workCount), 1))
        }
        guard status == 0 else { throw VolterraError(.notConverged, "the singular values of the constraints were not found") }
        return values
    }
}
