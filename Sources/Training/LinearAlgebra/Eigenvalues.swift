import COpenBLAS
import MomentTensor

/// A real symmetric matrix as λ and v: A v_k = λ_k v_k, λ ascending.
struct SymmetricEigensystem {
    let values: [Double]
    /// The vectors, each of unit length, one after the other.
    private let elements: [Double]

    /// - Parameter matrix: row by row; of each pair of elements that must be equal, one is read.
    init(_ matrix: [Double], size: Int) throws(VolterraError) {
        var elements = matrix
        var integers = [Int32](repeating: 0, count: 5 * size + 3)
        values = try Lapack.eigenvalues(size) { work, workCount, values, status in
            dsyevd_(
                "V", "U", [Int32(size)], &elements, [Int32(max(size, 1))], values, work, workCount, &integers,
                workCount[0] < 0 ? [-1] : [Int32(integers.count)], status)
        }
        self.elements = elements
    }

    init(_ matrix: SymmetricMatrix) throws(VolterraError) { try self.init(matrix.elements, size: matrix.size) }

    /// One of unit length for each value.
    var vectors: [[Double]] {
        let size = values.count
        return (0..<size).map { Array(elements[$0 * size..<($0 + 1) * size]) }
    }

    /// v_k · b for each k.
    func components(of b: [Double]) -> [Double] {
        let size = Int32(values.count)
        var result = [Double](repeating: 0, count: values.count)
        cblas_dgemv(CblasColMajor, CblasTrans, size, size, 1, elements, max(size, 1), b, 1, 0, &result, 1)
        return result
    }

    /// Σ_k f(λ_k) v_k v_kᵀ, row by row.
    func function(_ f: (Double) -> Double) -> [Double] {
        let size = values.count
        var result = [Double](repeating: 0, count: size * size)
        for (value, vector) in zip(values, vectors) {
            let weight = f(value)
            for row in 0..<size {
                for column in 0..<size { result[row * size + column] += weight * vector[row] * vector[column] }
            }
        }
        return result
    }
}

/// The eigenvalues of a Hermitian matrix, ascending.
///
/// - Parameter matrix: row by row, (real, imaginary).
func hermitianEigenvalues(_ matrix: [SIMD2<Double>], size: Int) throws(VolterraError) -> [Double] {
    // Columns instead of rows make the conjugate matrix, which has the same eigenvalues.
    var elements = matrix.flatMap { [$0.x, $0.y] }
    var realWork = [Double](repeating: 0, count: max(3 * size - 2, 1))
    return try Lapack.eigenvalues(size, elementsPerNumber: 2) { work, workCount, values, status in
        elements.withUnsafeMutableBytes { bytes in
            zheev_(
                "N", "U", [Int32(size)], bytes.baseAddress, [Int32(size)], values, UnsafeMutableRawPointer(work), workCount, &realWork,
                status)
        }
    }
}

private enum Lapack {
    /// Calls a routine twice: for the work space that it wants, and with it.
    static func eigenvalues(
        _ size: Int, elementsPerNumber: Int = 1,
        _ routine: (UnsafeMutablePointer<Double>, [Int32], UnsafeMutablePointer<Double>, UnsafeMutablePointer<Int32>) -> Void
    ) throws(VolterraError) -> [Double] {
        var values = [Double](repeating: 0, count: size)
        var work = [Double](repeating: 0, count: elementsPerNumber)
        var status: Int32 = 0
        routine(&work, [-1], &values, &status)
        let workCount = max(Int(work[0]), 1)
        work = [Double](repeating: 0, count: elementsPerNumber * workCount)
        routine(&work, [Int32(workCount)], &values, &status)
        guard status == 0 else { throw VolterraError(.notConverged, "the eigenvalues of a \(size) × \(size) matrix were not found") }
        return values
    }
}
