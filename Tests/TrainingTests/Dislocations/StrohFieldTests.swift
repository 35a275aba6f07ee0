import Foundation
import MomentTensor
import Testing

@testable import Training

@Suite("The elastic field of a dislocation")
struct StrohFieldTests {
    private static let tungsten = ElasticTensor.cubic(c11: 513.1, c12: 201, c44: 144.9)
    /// Far from isotropic: lithium.
    private static let lithium = ElasticTensor.cubic(c11: 14.8, c12: 12.5, c44: 10.8)

    private static func isotropicCrystal(shear: Double, poissonRatio: Double) -> ElasticTensor {
        let lambda = 2 * shear * poissonRatio / (1 - 2 * poissonRatio)
        return .cubic(c11: lambda + 2 * shear, c12: lambda, c44: shear)
    }

    /// Axes in which a cubic crystal has no symmetry left.
    private static let skew = Matrix3(
        SIMD3(2, 1, -2) / 3, SIMD3(1, 2, 2) / 3, SIMD3(2, -2, 1) / 3)

    private func displacement(_ field: StrohField, _ x: Double, _ y: Double) -> SIMD3<Double> {
        field.sum { p in ComplexNumber(x + p.real * y, p.imaginary * y).logarithm }
    }

    @Test("of an isotropic crystal is that of the books, though its eigenvectors coincide")
    func isotropic() throws {
        let (shear, nu, b) = (80.0, 0.31, 2.5)
        let edge = try StrohField(Self.isotropicCrystal(shear: shear, poissonRatio: nu), burgers: SIMD3(b, 0, 0))
        #expect(abs(edge.energyFactor - shear / (1 - nu)) < 1e-6 * shear)
        func expected(_ x: Double, _ y: Double) -> SIMD3<Double> {
            let square = x * x + y * y
            let along = atan2(y, x) + x * y / (2 * (1 - nu) * square)
            let aside = -((1 - 2 * nu) / (4 * (1 - nu)) * log(square) + (x * x - y * y) / (4 * (1 - nu) * square))
            return b / (2 * .pi) * SIMD3(along, aside, 0)
        }
        let origin = displacement(edge, 1, 1) - expected(1, 1)
        for (x, y) in [(3.0, 2.0), (-4, 0.5), (-1, -6), (0.3, -2), (20, 50)] {
            #expect((displacement(edge, x, y) - expected(x, y) - origin).length < 1e-7)
        }
        let screw = try StrohField(Self.isotropicCrystal(shear: shear, poissonRatio: nu), burgers: SIMD3(0, 0, b))
        #expect(abs(screw.energyFactor - shear) < 1e-6 * shear)
        #expect((displacement(screw, -3, 2) - SIMD3(0, 0, b * atan2(2, -3) / (2 * .pi))).length < 1e-9)
    }

    @Test("grows by the Burgers vector round the line", arguments: [tungsten, lithium, isotropicCrystal(shear: 50, poissonRatio: 0.2)])
    func circuit(elasticity: ElasticTensor) throws {
        let b = SIMD3(1.3, 0, -2.1)
        let field = try StrohField(elasticity.rotated(to: Self.skew), burgers: b)
        #expect((displacement(field, -5, 1e-9) - displacement(field, -5, -1e-9) - b).length < 1e-7)
    }

    @Test("is in equilibrium: the forces of its stresses vanish", arguments: [tungsten, lithium])
    func equilibrium(elasticity: ElasticTensor) throws {
        let stiff = elasticity.rotated(to: Self.skew)
        let field = try StrohField(stiff, burgers: SIMD3(2.1, 0.4, 1.7))
        let h = 1e-3
        for (x, y) in [(2.0, 1.0), (-1.5, 2.2), (0.7, -1.9)] {
            var second = [[SIMD3<Double>]](repeating: [.zero, .zero], count: 2)
            let here = displacement(field, x, y)
            second[0][0] = (displacement(field, x + h, y) + displacement(field, x - h, y) - 2 * here) / (h * h)
            second[1][1] = (displacement(field, x, y + h) + displacement(field, x, y - h) - 2 * here) / (h * h)
            let diagonal = displacement(field, x + h, y + h) + displacement(field, x - h, y - h)
            second[0][1] = (diagonal - displacement(field, x + h, y - h) - displacement(field, x - h, y + h)) / (4 * h * h)
            second[1][0] = second[0][1]
            for i in 0..<3 {
                var (force, size) = (0.0, 0.0)
                for j in 0..<2 {
                    for k in 0..<3 {
                        for l in 0..<2 {
                            let term = stiff.stiffness(i, j, k, l) * second[j][l][k]
                            force += term
                            size += abs(term)
                        }
                    }
                }
                #expect(abs(force) < 1e-4 * size)
            }
        }
    }

    /// B = ∮ [(mm) − (mn)(nn)⁻¹(nm)] dω / 8π² with directions m, n turning round the line (Barnett and Lothe 1973): W = b·B·b ln(R/r).
    private func energyFactorByIntegral(_ elasticity: ElasticTensor, _ b: SIMD3<Double>) -> Double {
        let steps = 720
        var sum = 0.0
        for step in 0..<steps {
            let angle = 2 * Double.pi * Double(step) / Double(steps)
            let (m, n) = ([cos(angle), sin(angle), 0], [-sin(angle), cos(angle), 0])
            func product(_ u: [Double], _ v: [Double]) -> Matrix3 {
                Matrix3(
                    (0..<3).map { j in
                        var row = SIMD3<Double>.zero
                        for k in 0..<3 {
                            for i in 0..<3 { for l in 0..<3 { row[k] += u[i] * elasticity.stiffness(i, j, k, l) * v[l] } }
                        }
                        return row
                    })
            }
            let inner = product(m, n) * (product(n, n).inverse * product(n, m))
            sum += b.dot(product(m, m) * b) - b.dot(inner * b)
        }
        return 4 * .pi * sum * 2 * .pi / Double(steps) / (8 * .pi * .pi) / b.dot(b)
    }

    @Test("has the energy that the integral over all directions gives", arguments: [tungsten, lithium])
    func energy(elasticity: ElasticTensor) throws {
        let stiff = elasticity.rotated(to: Self.skew)
        for b in [SIMD3(1.0, 0, 0), SIMD3(0, 0, 2), SIMD3(1, -2, 0.5)] {
            let factor = try StrohField(stiff, burgers: b).energyFactor
            #expect(abs(factor / energyFactorByIntegral(stiff, b) - 1) < 1e-9)
        }
    }

    @Test("rotations of the axes there and back leave the stiffnesses as they are")
    func rotation() {
        let back = Self.tungsten.rotated(to: Self.skew).rotated(to: Self.skew.transposed)
        for i in 1...6 { for j in 1...6 { #expect(abs(back[i, j] - Self.tungsten[i, j]) < 1e-10) } }
        #expect(abs(Self.tungsten.rotated(to: Self.skew)[1, 1] - 513.1) > 1)
    }

    @Test("of a row of dislocations is the sum over many single ones")
    func row() throws {
        let elasticity = Self.lithium.rotated(to: Self.skew)
        let line = try DislocationLine(at: SIMD2(1, -2), burgers: SIMD3(2, 0, 1), elasticity)
        let spacing = 12.0
        let row = DislocationField(lines: [line], spacing: spacing)
        let many = DislocationField(lines: (-20_000...20_000).map { line.moved(by: SIMD2(Double($0) * spacing, 0)) })
        let (one, other) = (SIMD2(3.0, 4.0), SIMD2(-2.5, -5.0))
        for (first, second) in [(one, SIMD2(5.0, 2.5)), (other, SIMD2(-4.0, -3.0))] {
            let single = row.displacement(at: first, reference: first) - row.displacement(at: second, reference: second)
            let summed = many.displacement(at: first, reference: first) - many.displacement(at: second, reference: second)
            #expect((single - summed).length < 1e-3)
        }
    }

    @Test("of a crystal that is no crystal is refused")
    func unstable() {
        #expect(throws: VolterraError.self) { try StrohField(.cubic(c11: 100, c12: 150, c44: 50), burgers: SIMD3(0, 0, 1)) }
        #expect(throws: VolterraError.self) { try StrohField(.cubic(c11: 200, c12: 100, c44: -1), burgers: SIMD3(0, 0, 1)) }
    }
}
