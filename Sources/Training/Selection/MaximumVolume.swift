import COpenBLAS
import Foundation
import MomentTensor

/// A square matrix A that takes in rows of others wherever that makes |det A| larger (MaxVol), and its inverse.
///
/// It begins as a diagonal matrix of small numbers. Where the rows that were seen are linearly dependent, some of these stay: a row that does
/// not lie in the space of those seen has a grade of the order of their reciprocal.
struct MaximumVolume {
    let size: Int
    /// A, row by row.
    private(set) var matrix: [Double]
    /// A⁻¹, row by row.
    private(set) var inverse: [Double]
    /// Where the rows come from; `nil` for those it began with.
    private(set) var origins: [RowOrigin?]
    /// ln |det A|
    private(set) var logDeterminant: Double
    private(set) var exchangeCount = 0
    /// A power of two for each column, by which it is divided where the size of its elements must not matter.
    private let scales: [Double]
    private var exchangesSinceInversion = 0

    /// - Parameter diagonal: what it begins with
    init(diagonal: [Double]) {
        size = diagonal.count
        matrix = MaximumVolume.diagonalMatrix(diagonal)
        inverse = MaximumVolume.diagonalMatrix(diagonal.map { 1 / $0 })
        origins = Array(repeating: nil, count: diagonal.count)
        logDeterminant = diagonal.reduce(0) { $0 + log(abs($1)) }
        scales = diagonal.map { $0.binade }
    }

    private static func diagonalMatrix(_ diagonal: [Double]) -> [Double] {
        var matrix = [Double](repeating: 0, count: diagonal.count * diagonal.count)
        for (index, value) in diagonal.enumerated() { matrix[index * diagonal.count + index] = value }
        return matrix
    }

    /// Puts candidates in the place of rows of A, where they multiply |det A| by more than `threshold`.
    ///
    /// - Parameters:
    ///   - candidates: of which C = B A⁻¹ was worked out with the present A
    ///   - rows: B, row by row
    mutating func takeIn(_ candidates: CoefficientBlock, rows: [Double], origins newOrigins: [RowOrigin], above threshold: Double) {
        var (block, occupant, gain, count) = (candidates, [Int: Int](), 0.0, 0)
        block.exchange(above: threshold) { exchange in
            occupant[exchange.column] = exchange.row
            gain += log(exchange.factor)
            count += 1
        }
        guard count > 0 else { return }
        let exchanges = occupant.sorted { $0.key < $1.key }.map { (column: $0.key, row: $0.value) }
        for (column, row) in exchanges {
            matrix.replaceSubrange(column * size..<(column + 1) * size, with: rows[row * size..<(row + 1) * size])
            origins[column] = newOrigins[row]
        }
        exchangeCount += count
        exchangesSinceInversion += count
        logDeterminant += gain
        let isCheap = exchanges.count < size / 4 && exchangesSinceInversion < MaximumVolume.exchangesPerInversion
        if !isCheap || !update(exchanges, candidates) || residual > MaximumVolume.largestResidual { invert() }
    }

    /// Rounding piles up over updates.
    private static let exchangesPerInversion = 1000
    private static let largestResidual = 1e-7

    /// A⁻¹ works itself out anew.
    mutating func invert() {
        exchangesSinceInversion = 0
        var scaled = matrix
        for row in 0..<size {
            for column in 0..<size { scaled[row * size + column] /= scales[column] }
        }
        guard let decomposition = LUDecomposition(scaled, size: size) else { return }
        inverse = decomposition.inverse
        for row in 0..<size {
            for column in 0..<size { inverse[row * size + column] /= scales[row] }
        }
        logDeterminant = scales.reduce(decomposition.logDeterminant) { $0 + log($1) }
    }

    /// A⁻¹ after rows J of A were replaced by the candidates S, with C from before:
    ///
    ///     A⁻¹ ← A⁻¹ − A⁻¹_:J (C_SJ)⁻¹ (C_S: − 1_J:)
    ///
    /// False where C_SJ is singular to the computer.
    private mutating func update(_ exchanges: [(column: Int, row: Int)], _ candidates: CoefficientBlock) -> Bool {
        let count = exchanges.count
        var corner = [Double](repeating: 0, count: count * count)
        var changes = [Double](repeating: 0, count: count * size)
        var columns = [Double](repeating: 0, count: size * count)
        for (s, exchange) in exchanges.enumerated() {
            for (j, other) in exchanges.enumerated() { corner[s * count + j] = candidates.elements[exchange.row * size + other.column] }
            for column in 0..<size { changes[column * count + s] = candidates.elements[exchange.row * size + column] }
            changes[exchange.column * count + s] -= 1
            for row in 0..<size { columns[row * count + s] = inverse[row * size + exchange.column] }
        }
        guard let decomposition = LUDecomposition(corner, size: count) else { return false }
        let solution = decomposition.solve(changes)
        cblas_dgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, Int32(size), Int32(size), Int32(count), -1, columns, Int32(count), solution,
            Int32(count), 1, &inverse, Int32(size))
        return true
    }

    /// The largest component of A A⁻¹ u − u for u = (1, …, 1).
    private var residual: Double {
        let ones = [Double](repeating: 1, count: size)
        return times(matrix, times(inverse, ones)).reduce(0) { max($0, abs($1 - 1)) }
    }

    private func times(_ matrix: [Double], _ vector: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: size)
        cblas_dgemv(CblasRowMajor, CblasNoTrans, Int32(size), Int32(size), 1, matrix, Int32(size), vector, 1, 0, &result, 1)
        return result
    }
}
