import COpenBLAS
import MomentTensor

/// A real square matrix as λ and v, which may be complex: A v_k = λ_k v_k.
struct GeneralEigensystem {
    let values: [ComplexNumber]
    /// One of unit length for each value.
    let vectors: [[ComplexNumber]]

    /// - Parameter matrix: row by row.
    init(_ matrix: [Double], size: Int) throws(VolterraError) {
        var elements = (0..<size * size).map { matrix[$0 % size * size + $0 / size] }
        let count = [Int32(size)]
        var (real, imaginary) = ([Double](repeating: 0, count: size), [Double](repeating: 0, count: size))
        var (columns, unused) = ([Double](repeating: 0, count: size * size), [0.0])
        var work = [Double](repeating: 0, count: max(8 * size, 1))
        var status: Int32 = 0
        dgeev_(
            "N", "V", count, &elements, count, &real, &imaginary, &unused, [1], &columns, count, &work, [Int32(work.count)], &status)
        guard status == 0 else { throw VolterraError(.notConverged, "the eigenvalues of a \(size) × \(size) matrix were not found") }
        values = zip(real, imaginary).map { ComplexNumber($0, $1) }
        vectors = (0..<size).map { k in
            guard imaginary[k] != 0 else { return columns[k * size..<(k + 1) * size].map { ComplexNumber($0) } }
            // The first of a pair has the positive imaginary part.
            let (first, sign) = imaginary[k] > 0 ? (k, 1.0) : (k - 1, -1.0)
            return (0..<size).map { ComplexNumber(columns[first * size + $0], sign * columns[(first + 1) * size + $0]) }
        }
    }
}
