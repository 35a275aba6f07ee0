import COpenBLAS
import Foundation

/// A general square matrix by rows, decomposed: A = L U P.
///
/// Rows are columns to LAPACK, so it is Aᵀ that is decomposed, and columns of A that change places.
struct LUDecomposition {
    let size: Int
    private let factors: [Double]
    private let pivots: [Int32]

    /// `nil` if the matrix is singular.
    init?(_ matrix: [Double], size: Int) {
        self.size = size
        var factors = matrix
        var pivots = [Int32](repeating: 0, count: size)
        var status: Int32 = 0
        dgetrf_([Int32(size)], [Int32(size)], &factors, [Int32(max(size, 1))], &pivots, &status)
        guard status == 0 else { return nil }
        self.factors = factors
        self.pivots = pivots
    }

    /// ln |det A|
    var logDeterminant: Double { (0..<size).reduce(0) { $0 + log(abs(factors[$1 * size + $1])) } }

    /// A⁻¹ by rows.
    var inverse: [Double] {
        var inverse = factors
        var status: Int32 = 0
        var wanted = [0.0]
        dgetri_([Int32(size)], &inverse, [Int32(max(size, 1))], pivots, &wanted, [-1], &status)
        var work = [Double](repeating: 0, count: max(Int(wanted[0]), 1))
        dgetri_([Int32(size)], &inverse, [Int32(max(size, 1))], pivots, &work, [Int32(work.count)], &status)
        return inverse
    }

    /// A⁻¹ B for a matrix by columns.
    func solve(_ columns: [Double]) -> [Double] {
        guard size > 0 else { return columns }
        var solution = columns
        var status: Int32 = 0
        dgetrs_("T", [Int32(size)], [Int32(columns.count / size)], factors, [Int32(size)], pivots, &solution, [Int32(size)], &status)
        return solution
    }
}
