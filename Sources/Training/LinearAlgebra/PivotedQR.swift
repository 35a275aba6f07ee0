import COpenBLAS
import MomentTensor

/// A matrix by columns, decomposed: A P = Q R, with columns exchanged so that the diagonal of R falls in magnitude.
struct PivotedQR {
    let rowCount: Int
    let columnCount: Int
    /// For each column of R, the column of A that it belongs to.
    let order: [Int]
    /// R above and on the diagonal, Householder's vectors below.
    private let factors: [Double]
    private let reflectors: [Double]

    enum Side: String {
        case left = "L"
        case right = "R"
    }

    init(_ matrix: [Double], rows: Int, columns: Int) throws(VolterraError) {
        rowCount = rows
        columnCount = columns
        var factors = matrix
        var reflectors = [Double](repeating: 0, count: min(rows, columns))
        var pivots = [Int32](repeating: 0, count: columns)
        if !reflectors.isEmpty {
            var status: Int32 = 0
            var work = [0.0]
            dgeqp3_([Int32(rows)], [Int32(columns)], &factors, [Int32(rows)], &pivots, &reflectors, &work, [-1], &status)
            let workCount = max(Int(work[0]), 3 * columns + 1)
            work = [Double](repeating: 0, count: workCount)
            dgeqp3_([Int32(rows)], [Int32(columns)], &factors, [Int32(rows)], &pivots, &reflectors, &work, [Int32(workCount)], &status)
            guard status == 0 else { throw VolterraError(.notConverged, "a \(rows) × \(columns) matrix could not be decomposed") }
        }
        order = pivots.map { Int($0) - 1 }
        self.factors = factors
        self.reflectors = reflectors
    }

    /// R_ij, i ≤ j
    func r(_ i: Int, _ j: Int) -> Double { factors[i + j * rowCount] }

    /// How many diagonal elements of R are above `tolerance` times the first.
    func rank(tolerance: Double) -> Int {
        let diagonal = reflectors.indices.map { abs(r($0, $0)) }
        return diagonal.prefix { $0 > tolerance * (diagonal.first ?? 0) }.count
    }

    /// Q C or Qᵀ C from the left, C Q or C Qᵀ from the right, in place; C by columns.
    func multiplyQ(_ side: Side, transposed: Bool = false, _ matrix: inout [Double], rows: Int, columns: Int) {
        guard !reflectors.isEmpty else { return }
        var status: Int32 = 0
        var work = [0.0]
        var workCount: Int32 = -1
        for _ in 0..<2 {
            dormqr_(
                side.rawValue, transposed ? "T" : "N", [Int32(rows)], [Int32(columns)], [Int32(reflectors.count)], factors,
                [Int32(rowCount)], reflectors, &matrix, [Int32(rows)], &work, [workCount], &status)
            workCount = Int32(work[0])
            work = [Double](repeating: 0, count: max(Int(workCount), 1))
        }
    }
}
