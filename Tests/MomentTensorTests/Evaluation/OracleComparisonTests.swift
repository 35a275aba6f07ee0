import MomentTensor
import TestSupport
import Testing

@Suite("The kernels against the formulas written as plain loops (seeds 100 … 129)")
struct OracleComparisonTests {
    @Test(
        "site energies are those of the formulas, for every radial basis, 1 to 4 species and every kind of cell",
        arguments: RandomPotential.kinds, 1...4)
    func siteEnergies(kind: RadialBasis.Kind, speciesCount: Int) throws {
        let level = [6, 8, 12, 16][speciesCount - 1]
        let potential = try RandomPotential.make(level: level, speciesCount: speciesCount, kind: kind, seed: 100 + UInt64(speciesCount))
        let oracle = Oracle(potential: potential)
        let evaluator = SystemEvaluator(try Plan(potential))
        for system in RandomSystem.everyCell(speciesCount: speciesCount, seed: 110) {
            let evaluation = try evaluator.evaluate(cell: system.cell, positions: system.positions, species: system.species)
            let expected = oracle.siteEnergies(cell: system.cell, positions: system.positions, species: system.species)
            #expect(relativeDifference(evaluation.siteEnergies, expected) < 1e-12)
        }
    }

    @Test("levels 2 to 24 are evaluated as their tables say", arguments: Array(stride(from: 2, through: 24, by: 2)))
    func levels(level: Int) throws {
        let potential = try RandomPotential.make(level: level, speciesCount: 2, seed: 120)
        let system = RandomSystem(atoms: 6, cell: RandomSystem.cells[3], speciesCount: 2, seed: 121)
        let evaluation = try SystemEvaluator(try Plan(potential)).evaluate(
            cell: system.cell, positions: system.positions, species: system.species)
        let expected = Oracle(potential: potential).siteEnergies(cell: system.cell, positions: system.positions, species: system.species)
        #expect(relativeDifference(evaluation.siteEnergies, expected) < 1e-12)
    }

    @Test("below the minimal distance the Chebyshev functions are extrapolated, and the repulsive basis repels")
    func shortDistances() throws {
        for kind in [RadialBasis.Kind.chebyshev, .chebyshevRepulsive] {
            let potential = try RandomPotential.make(level: 8, speciesCount: 1, kind: kind, minimumDistance: 2, seed: 122)
            let oracle = Oracle(potential: potential)
            let evaluator = SystemEvaluator(try Plan(potential))
            for distance in [0.5, 1.2, 1.999, 2, 2.001] {
                let positions = [SIMD3<Double>.zero, SIMD3(distance, 0, 0), SIMD3(distance + 2.3, 1, 0)]
                let energy = try evaluator.evaluate(cell: .none, positions: positions, species: [0, 0, 0]).energy
                #expect(relativeDifference([energy], [oracle.energy(cell: .none, positions: positions, species: [0, 0, 0])]) < 1e-12)
            }
        }
    }

    @Test("an isolated atom has the energy of its species, and nothing has none")
    func fewAtoms() throws {
        let potential = try RandomPotential.make(level: 8, speciesCount: 2, seed: 123)
        let evaluator = SystemEvaluator(try Plan(potential))
        let atom = try evaluator.evaluate(cell: .none, positions: [SIMD3(1, 2, 3)], species: [1])
        #expect(atom.energy == potential.coefficients!.species[1])
        #expect(atom.forces == [.zero])
        #expect(atom.virial == .zero)
        let nothing = try evaluator.evaluate(
            cell: .none, positions: [], species: [], options: [.siteVirials, .siteVirialTensors, .parameterGradient])
        #expect(nothing.energy == 0)
        #expect(nothing.forces.isEmpty)
        #expect(nothing.parameterGradient == Array(repeating: 0, count: potential.parameterCount))
    }
}
