import MomentTensor

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
    /// y₁
    let fixed: [Double]
    private let decomposition: PivotedQR

    init(_ constraints: HardConstraints, scales: [Double], tolerance: Double) throws(VolterraError) {
        let size = scales.count
        let rows = try UnitRows(constraints, scales)
        let qr = try PivotedQR(rows.elements, rows: size, columns: rows.count)
        let rank = qr.rank(tolerance: tolerance)
        guard rank < size else {
            throw VolterraError(
                .badData, "the constraints fix all \(size) coefficients",
                advice: "extend the potential (--extend), or take fewer constraints")
        }
        let changes = qr.order.map { rows.changes[$0] }
        // R₁₁ᵀ y₁ = (Pᵀ δ)₁
        var y = Array(changes[..<rank])
        for i in 0..<rank {
            for j in 0..<i { y[i] -= qr.r(j, i) * y[j] }
            y[i] /= qr.r(i, i)
        }
        // The rows that were left out must agree.
        let largest = changes.map(abs).max() ?? 0
        for index in rank..<rows.count {
            let value = (0..<rank).reduce(0) { $0 + qr.r($1, index) * y[$1] }
            guard abs(value - changes[index]) <= 1e-6 * largest + 1e-12 else {
                throw VolterraError(
                    .badData, "the constraints contradict one another: \(rows.groups[qr.order[index]])",
                    advice: "not everything that is wanted can be had together; leave out one of them")
            }
        }
        self.size = size
        self.rank = rank
        self.scales = scales
        singularValues = try Training.singularValues(rows.elements, rows: size, columns: rows.count)
        fixed = y
        decomposition = qr
    }

    /// Qᵀ M Q of a symmetric matrix in scaled coefficients, all elements by columns.
    func rotated(_ matrix: SymmetricMatrix) -> [Double] {
        var full = [Double](repeating: 0, count: size * size)
        for j in 0..<size {
            for i in 0..<size { full[i + j * size] = matrix[i, j] * scales[i] * scales[j] }
        }
        decomposition.multiplyQ(.left, transposed: true, &full, rows: size, columns: size)
        decomposition.multiplyQ(.right, &full, rows: size, columns: size)
        return full
    }

    /// Qᵀ b
    func rotated(_ b: [Double]) -> [Double] {
        var column = zip(b, scales).map { $0 * $1 }
        decomposition.multiplyQ(.left, transposed: true, &column, rows: size, columns: 1)
        return column
    }

    /// d for y₂.
    func change(_ free: [Double]) -> [Double] {
        var column = fixed + free
        decomposition.multiplyQ(.left, &column, rows: size, columns: 1)
        return zip(column, scales).map { $0 * $1 }
    }
}

/// Rows of constraints in scaled coefficients, each of length one, because a row is as important as any other, whatever its unit. What
/// symmetry makes zero is rounding, and no direction: it is not here.
private struct UnitRows {
    /// Row after row.
    private(set) var elements: [Double] = []
    private(set) var changes: [Double] = []
    private(set) var groups: [String] = []

    var count: Int { groups.count }

    init(_ constraints: HardConstraints, _ scales: [Double]) throws(VolterraError) {
        let scaled = constraints.rows.map { row in zip(row.coefficients, scales).map { $0 * $1 } }
        let lengths = scaled.map { dot($0, $0).squareRoot() }
        var longest: [String: Double] = [:]
        for (row, length) in zip(constraints.rows, lengths) { longest[row.unit] = max(longest[row.unit] ?? 0, length) }
        for (index, row) in constraints.rows.enumerated() {
            if lengths[index] > 1e-10 * (longest[row.unit] ?? 0) {
                elements += scaled[index].map { $0 / lengths[index] }
                changes.append(row.change / lengths[index])
                groups.append(row.group)
            } else if row.change != 0 {
                throw VolterraError(.badData, "\(row.group) cannot be changed: nothing that may vary has to do with it")
            }
        }
    }
}
