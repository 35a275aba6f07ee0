import COpenBLAS
import MomentTensor

/// Eigenvalues, smallest first, and eigenvectors of a symmetric matrix.
public struct Eigensystem: Sendable {
    public let values: [Double]
    /// By columns.
    private let vectors: [Double]

    public init(_ matrix: SymmetricMatrix) throws(VolterraError) {
        let size = Int32(matrix.size)
        var vectors = matrix.elements
        var values = [Double](repeating: 0, count: matrix.size)
        var (work, integers) = ([0.0], [Int32(0)])
        var (workCount, integerCount, status) = (Int32(-1), Int32(-1), Int32(0))
        for _ in 0..<2 {
            dsyevd_(
                "V", "U", [size], &vectors, [max(size, 1)], &values, &work, [workCount], &integers, [integerCount], &status)
            guard workCount < 0 else { break }
            (workCount, integerCount) = (Int32(work[0]), integers[0])
            work = [Double](repeating: 0, count: Int(workCount))
            integers = [Int32](repeating: 0, count: Int(integerCount))
        }
        guard status == 0 else { throw VolterraError(.notConverged, "the eigenvalues of a matrix did not converge") }
        self.values = values
        self.vectors = vectors
    }

    /// Vᵀ b
    public func components(of b: [Double]) -> [Double] { multiply(b, transposed: true) }

    /// V b
    public func sum(_ b: [Double]) -> [Double] { multiply(b, transposed: false) }

    private func multiply(_ b: [Double], transposed: Bool) -> [Double] {
        let size = Int32(values.count)
        var result = [Double](repeating: 0, count: values.count)
        cblas_dgemv(
            CblasColMajor, transposed ? CblasTrans : CblasNoTrans, size, size, 1, vectors, max(size, 1), b, 1, 0, &result, 1)
        return result
    }
}
