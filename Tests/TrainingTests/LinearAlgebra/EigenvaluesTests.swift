import MomentTensor
import Testing

@testable import Training

@Suite("Eigenvalues (seed 73)")
struct EigenvaluesTests {
    private var generator = SplitMix64(seed: 73)

    @Test("a symmetric matrix is the sum of its eigenvectors' squares times the eigenvalues")
    mutating func symmetric() throws {
        let size = 7
        var matrix = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                matrix[row * size + column] = Double.random(in: -1...1, using: &generator)
                matrix[column * size + row] = matrix[row * size + column]
            }
        }
        let system = try SymmetricEigensystem(matrix, size: size)
        #expect(zip(system.values, system.values.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(zip(system.function { $0 }, matrix).allSatisfy { abs($0 - $1) < 1e-12 })
        let inverse = system.function { 1 / $0 }
        for row in 0..<size {
            for column in 0..<size {
                let product = (0..<size).reduce(0) { $0 + matrix[row * size + $1] * inverse[$1 * size + column] }
                #expect(abs(product - (row == column ? 1 : 0)) < 1e-10)
            }
        }
    }

    @Test("the eigenvalues of a Hermitian matrix with imaginary parts are those that are known")
    func hermitian() throws {
        // σ_y has the eigenvalues ±1; so has σ_y with 3 added, 2 and 4.
        let values = try hermitianEigenvalues([SIMD2(3, 0), SIMD2(0, -1), SIMD2(0, 1), SIMD2(3, 0)], size: 2)
        #expect(abs(values[0] - 2) < 1e-14 && abs(values[1] - 4) < 1e-14)
    }

    @Test("a cubic polynomial is found through its points")
    func polynomial() throws {
        let points = (-5...5).map { step -> (x: Double, y: Double) in
            let x = 0.01 * Double(step)
            return (x, 2 - 3e2 * x + 5e4 * x * x)
        }
        let fit = try PolynomialFit(points, degree: 3)
        #expect(agree(fit.coefficients[0], 2, within: 1e-9))
        #expect(agree(fit.coefficients[1], -3e2, within: 1e-9))
        #expect(agree(fit.coefficients[2], 5e4, within: 1e-9))
        #expect(abs(fit.coefficients[3]) < 1e-2)
    }
}
