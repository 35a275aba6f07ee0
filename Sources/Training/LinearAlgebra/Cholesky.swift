import COpenBLAS
import Foundation

/// A symmetric positive definite matrix, decomposed: A = UᵀU.
public struct Cholesky: Sendable {
    private let size: Int
    private let factor: [Double]

    /// `nil` if the matrix is not positive definite.
    public init?(_ matrix: SymmetricMatrix) {
        size = matrix.size
        var factor = matrix.elements
        var status: Int32 = 0
        dpotrf_("U", [Int32(size)], &factor, [Int32(max(size, 1))], &status)
        guard status == 0 else { return nil }
        self.factor = factor
    }

    /// A⁻¹ b
    public func solve(_ b: [Double]) -> [Double] {
        var x = b
        var status: Int32 = 0
        dpotrs_("U", [Int32(size)], [1], factor, [Int32(max(size, 1))], &x, [Int32(max(size, 1))], &status)
        return x
    }

    /// A⁻¹
    public var inverse: SymmetricMatrix {
        var inverse = SymmetricMatrix(size: size)
        inverse.elements = factor
        var status: Int32 = 0
        dpotri_("U", [Int32(size)], &inverse.elements, [Int32(max(size, 1))], &status)
        return inverse
    }

    /// ln |A|
    var logDeterminant: Double { (0..<size).reduce(0) { $0 + 2 * log(factor[$1 * (size + 1)]) } }
}

extension SymmetricMatrix {
    /// The lower triangular L, row after row, with A⁻¹ = L Lᵀ; `nil` if the matrix is not positive definite.
    ///
    /// With the order of rows and columns turned around, A = UᵀU and A⁻¹ = U⁻¹U⁻ᵀ; turned back, U⁻¹ is lower triangular. No inverse is
    /// multiplied out, so that Lᵀb is as accurate as the solution of equations, however small the smallest eigenvalues are.
    func lowerFactorOfInverse() -> [Double]? {
        let count = size
        guard count > 0 else { return [] }
        var factor = [Double](repeating: 0, count: count * count)
        for j in 0..<count {
            for i in 0...j { factor[i + j * count] = self[count - 1 - i, count - 1 - j] }
        }
        var status: Int32 = 0
        dpotrf_("U", [Int32(count)], &factor, [Int32(count)], &status)
        guard status == 0 else { return nil }
        dtrtri_("U", "N", [Int32(count)], &factor, [Int32(count)], &status)
        guard status == 0 else { return nil }
        var lower = [Double](repeating: 0, count: count * count)
        for i in 0..<count {
            for j in 0...i { lower[i * count + j] = factor[count - 1 - i + (count - 1 - j) * count] }
        }
        return lower
    }

    /// tr(A B)
    func traceOfProduct(with other: SymmetricMatrix) -> Double {
        var sum = 0.0
        for j in 0..<size {
            for i in 0..<j { sum += 2 * elements[i + j * size] * other.elements[i + j * size] }
            sum += elements[j + j * size] * other.elements[j + j * size]
        }
        return sum
    }

    static func += (sum: inout SymmetricMatrix, term: (factor: Double, matrix: SymmetricMatrix)) {
        for index in sum.elements.indices { sum.elements[index] += term.factor * term.matrix.elements[index] }
    }
}
