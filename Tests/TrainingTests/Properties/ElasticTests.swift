import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Elastic constants")
struct ElasticTests {
    private let pool: EvaluationPool

    init() throws { pool = EvaluationPool(try tungstenPlan(), threads: 2) }

    private func crystal(_ structure: CrystalStructure) throws -> Crystal {
        try #require(
            try pool.mapAll(1) { evaluator, _ throws(VolterraError) in try Crystal.lowest(structure, species: 0, with: evaluator) }[0])
    }

    @Test("the virial is minus the derivative of the energy by every strain")
    func virial() throws {
        let evaluator = SystemEvaluator(pool.plan)
        let cell = try crystal(.hcp).primitive.deformed(
            by: Matrix3(strain: SymmetricTensor(xx: 0.02, yy: -0.01, zz: 0.03, yz: 0.01, xz: 0.02, xy: -0.02)))
        let virial = try evaluator.evaluate(cell).virial.voigt
        for component in 0..<6 {
            func energy(_ size: Double) throws -> Double {
                var strain = [Double](repeating: 0, count: 6)
                strain[component] = component < 3 ? size : 0.5 * size
                return try evaluator.evaluate(cell.deformed(by: Matrix3(strain: SymmetricTensor(voigt: strain)))).energy
            }
            let slope = (try energy(1e-4) - energy(-1e-4)) / 2e-4
            #expect(abs(slope + virial[component]) < 1e-5)
        }
    }

    @Test("those from stresses are the second derivatives of the energy", arguments: [CrystalStructure.bcc, .fcc, .hcp])
    func energies(structure: CrystalStructure) throws {
        let crystal = try crystal(structure)
        let elastic = try ElasticConstants(crystal, pool)
        let evaluator = SystemEvaluator(pool.plan)
        let cell = crystal.primitive
        func energy(_ i: Int, _ x: Double, _ j: Int, _ y: Double) throws -> Double {
            var strain = [Double](repeating: 0, count: 6)
            strain[i] += i < 3 ? x : 0.5 * x
            strain[j] += j < 3 ? y : 0.5 * y
            return try evaluator.evaluate(cell.deformed(by: Matrix3(strain: SymmetricTensor(voigt: strain)))).energy
        }
        let h = 1e-3
        for i in 0..<6 {
            for j in 0...i {
                let mixed =
                    (try energy(i, h, j, h) - energy(i, h, j, -h) - energy(i, -h, j, h) + energy(i, -h, j, -h)) / (4 * h * h)
                let constant = mixed / cell.cell.volume * Units.gigapascal
                #expect(abs(constant - elastic.clamped.rows[i][j]) < 0.3, "C\(i + 1)\(j + 1)")
            }
        }
    }

    @Test("they have the symmetry of the lattice, in which the cell was not", arguments: [CrystalStructure.bcc, .fcc, .diamond])
    func cubic(structure: CrystalStructure) throws {
        let c = try ElasticConstants(try crystal(structure), pool).relaxed
        let tolerance = 1e-4 * c[1, 1]
        for (i, j) in [(2, 2), (3, 3)] { #expect(abs(c[i, j] - c[1, 1]) < tolerance) }
        for (i, j) in [(1, 3), (2, 3)] { #expect(abs(c[i, j] - c[1, 2]) < tolerance) }
        for i in 5...6 { #expect(abs(c[i, i] - c[4, 4]) < tolerance) }
        for i in 1...6 { for j in 4...6 where i != j { #expect(abs(c[i, j]) < tolerance) } }
    }

    @Test("a hexagonal crystal is isotropic in its basal plane")
    func hexagonal() throws {
        let constants = try ElasticConstants(try crystal(.hcp), pool)
        #expect(constants.hasInternalStrain)
        for c in [constants.relaxed, constants.clamped] {
            let tolerance = 1e-4 * c[1, 1]
            #expect(abs(c[1, 1] - c[2, 2]) < tolerance && abs(c[1, 3] - c[2, 3]) < tolerance && abs(c[4, 4] - c[5, 5]) < tolerance)
            #expect(abs(2 * c[6, 6] - c[1, 1] + c[1, 2]) < tolerance)
        }
        #expect(!(try ElasticConstants(try crystal(.bcc), pool)).hasInternalStrain)
    }

    private func cubic(_ c11: Double, _ c12: Double, _ c44: Double) -> ElasticTensor {
        ElasticTensor(
            (0..<6).map { i in (0..<6).map { j in i == j ? (i < 3 ? c11 : c44) : (i < 3 && j < 3 ? c12 : 0) } })
    }

    @Test("the moduli of a cubic polycrystal are those of the formulas")
    func moduli() throws {
        let (c11, c12, c44) = (287.0, 167.0, 138.0)
        let tensor = cubic(c11, c12, c44)
        #expect(agree(tensor.voigt.bulk, (c11 + 2 * c12) / 3, within: 1e-12))
        #expect(agree(tensor.voigt.shear, (c11 - c12 + 3 * c44) / 5, within: 1e-12))
        #expect(agree(try tensor.reuss().bulk, (c11 + 2 * c12) / 3, within: 1e-12))
        #expect(agree(try tensor.reuss().shear, 5 * (c11 - c12) * c44 / (4 * c44 + 3 * (c11 - c12)), within: 1e-12))
        #expect(try tensor.isStable())
        #expect(!(try cubic(100, 120, 50).isStable()))
        #expect(!(try cubic(200, 120, -1).isStable()))
    }

    @Test("an isotropic body has the same moduli by every average, and Zener ratio 1")
    func isotropic() throws {
        let tensor = cubic(300, 100, 100)
        for moduli in [tensor.voigt, try tensor.reuss(), try tensor.hill()] {
            #expect(agree(moduli.shear, 100, within: 1e-12))
            #expect(agree(moduli.young, 250, within: 1e-12))
            #expect(agree(moduli.poissonRatio, 0.25, within: 1e-12))
        }
        #expect(agree(tensor.zenerRatio, 1, within: 1e-12))
    }
}
