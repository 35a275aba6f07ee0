import COpenBLAS
import MomentTensor

/// A sample's rows b of the linear parameters (forces, energy, virial), and what matrices make of them. The scratch of one thread.
///
/// Columns of length `rowCount`, `stride` apart.
final class JacobianProducts {
    let jacobian = SystemJacobian()
    private let evaluator: JacobianEvaluator
    private var products: [Double] = []

    init(_ tables: JacobianTables) { evaluator = JacobianEvaluator(tables) }

    func fill(_ sample: FitSample) throws(VolterraError) { try jacobian.fill(sample, with: evaluator, .linear) }

    /// b · v of every row and each of some vectors v, one vector after the other.
    func times(vectors: [Double], count: Int) -> RowProducts {
        let (rows, size) = (jacobian.rowCount, jacobian.columnCount)
        reserve(rows * count)
        cblas_dgemm(
            CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(count), Int32(size), 1, jacobian.column(0),
            Int32(jacobian.stride), vectors, Int32(max(size, 1)), 0, &products, Int32(max(rows, 1)))
        return RowProducts(rowCount: rows, columnCount: count, elements: products)
    }

    /// bᵀL of every row; L is lower triangular, row after row.
    func times(lower factor: [Double]) -> RowProducts {
        let (rows, columns) = (jacobian.rowCount, jacobian.columnCount)
        reserve(rows * columns)
        products.withUnsafeMutableBufferPointer { products in
            for column in 0..<columns {
                products.baseAddress?.advanced(by: column * rows).update(from: jacobian.column(column), count: rows)
            }
            cblas_dtrmm(
                CblasColMajor, CblasRight, CblasUpper, CblasTrans, CblasNonUnit, Int32(rows), Int32(columns), 1, factor,
                Int32(max(columns, 1)), products.baseAddress, Int32(max(rows, 1)))
        }
        return RowProducts(rowCount: rows, columnCount: columns, elements: products)
    }

    /// Adds Σ b bᵀ/v over the rows of some kinds of labels, v being their variance.
    func addPrecision(of rows: [(kind: LabelKind, variance: Double)], to matrix: inout SymmetricMatrix) {
        for (kind, variance) in rows {
            let range = jacobian.rows(of: kind)
            let root = 1 / variance.squareRoot()
            for column in 0..<jacobian.columnCount {
                cblas_dscal(Int32(range.count), root, jacobian.column(column) + range.lowerBound, 1)
            }
            matrix.addGram(jacobian.column(0) + range.lowerBound, rows: range.count, stride: jacobian.stride)
        }
    }

    private func reserve(_ count: Int) {
        if products.count < count { products = Array(repeating: 0, count: count) }
    }
}

/// One product for each row and column, column after column.
struct RowProducts {
    let rowCount: Int
    let columnCount: Int
    /// May be followed by what means nothing.
    let elements: [Double]

    subscript(row: Int, column: Int) -> Double { elements[row + column * rowCount] }

    func row(_ row: Int) -> [Double] { (0..<columnCount).map { self[row, $0] } }

    /// The length of every row.
    var lengths: [Double] {
        var squares = [Double](repeating: 0, count: rowCount)
        for column in 0..<columnCount {
            for row in 0..<rowCount { squares[row] += self[row, column] * self[row, column] }
        }
        return squares.map { $0.squareRoot() }
    }

    /// The least and the greatest of every row, and never anything that does not enclose zero.
    var bounds: [ClosedRange<Double>] {
        var (least, greatest) = ([Double](repeating: 0, count: rowCount), [Double](repeating: 0, count: rowCount))
        for column in 0..<columnCount {
            for row in 0..<rowCount {
                least[row] = min(least[row], self[row, column])
                greatest[row] = max(greatest[row], self[row, column])
            }
        }
        return zip(least, greatest).map { $0...$1 }
    }
}
