import Foundation
import MomentTensor
import Testing

@testable import Training

@Suite("Equations of state")
struct EquationOfStateTests {
    @Test("points that lie on the equation give its parameters")
    func exact() throws {
        let (v0, e0, b, derivative) = (15.9, -8.2, 307.0 / 160.217_663_4, 4.3)
        let points = (-5...5).map { step in
            let v = v0 * (1.01 + 0.012 * Double(step))
            let x = pow(v0 / v, 2.0 / 3)
            return (volume: v, energy: e0 + 9 * v0 * b / 16 * (pow(x - 1, 3) * derivative + pow(x - 1, 2) * (6 - 4 * x)))
        }
        let equation = try #require(try EquationOfState(points))
        #expect(agree(equation.volume, v0, within: 1e-9))
        #expect(agree(equation.energy, e0, within: 1e-9))
        #expect(agree(equation.bulkModulus, 307, within: 1e-7))
        #expect(agree(equation.bulkModulusDerivative, derivative, within: 1e-6))
        #expect(equation.residual < 1e-9)
        for point in points { #expect(abs(equation.energy(atVolume: point.volume) - point.energy) < 1e-9) }
    }

    @Test("energies without a minimum have no equation")
    func slope() throws {
        let volumes = (0..<9).map { 15 + 0.1 * Double($0) }
        #expect(try EquationOfState(volumes.map { (volume: $0, energy: 0.1 * $0) }) == nil)
        #expect(try EquationOfState(volumes.map { (volume: $0, energy: -pow($0 - 15.4, 2)) }) == nil)
    }

    @Test("volume, energy and bulk modulus are those of the relaxed crystal", arguments: [CrystalStructure.bcc, .hcp])
    func crystal(structure: CrystalStructure) throws {
        let pool = EvaluationPool(try tungstenPlan(), threads: 2)
        let crystal = try #require(
            try pool.mapAll(1) { evaluator, _ throws(VolterraError) in try Crystal.lowest(structure, species: 0, with: evaluator) }[0])
        let equation = try #require(try EquationOfState.sampled(crystal, pool))
        #expect(agree(equation.volume, crystal.volumePerAtom, within: 1e-3))
        #expect(abs(equation.energy - crystal.energyPerAtom) < 1e-3)
        // Uniform pressure lets c/a change, as Reuss's average does.
        let bulk = try ElasticConstants(crystal, pool).relaxed.reuss().bulk
        #expect(agree(equation.bulkModulus, bulk, within: 0.03))
    }
}
