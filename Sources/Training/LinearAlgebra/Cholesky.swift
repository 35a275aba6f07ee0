import COpenBLAS

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
}
