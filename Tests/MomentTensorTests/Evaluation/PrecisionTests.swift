import Atoms
import MomentTensor
import TestSupport
import Testing

@Suite("Mixed precision (seeds 900 … 939)")
struct PrecisionTests {
    @Test("energies, forces and virials are close to those of double precision, and not the same", arguments: [8, 12, 16, 20], 1...3)
    func closeness(level: Int, speciesCount: Int) throws {
        let potential = try RandomPotential.make(level: level, speciesCount: speciesCount, seed: 900 + UInt64(level))
        let evaluators = try Evaluators(potential)
        for system in RandomSystem.everyCell(speciesCount: speciesCount, seed: 930) {
            let (double, mixed) = try evaluators.evaluate(system.cell, system.positions, system.species)
            let scale = double.siteEnergies.map(abs).max()!
            #expect(zip(mixed.siteEnergies, double.siteEnergies).allSatisfy { abs($0 - $1) < 2e-5 * max(scale, 1) })
            let difference = relativeDifference(components(mixed.forces), components(double.forces))
            #expect(difference < 2e-5)
            #expect(difference > 0)
            #expect(relativeDifference(mixed.virial.voigt, double.virial.voigt) < 2e-5)
        }
    }

    @Test("lists and structures give the same numbers, to the precision of the sums")
    func lists() throws {
        let plan = try Plan(try RandomPotential.make(level: 16, speciesCount: 2, seed: 901), PlanOptions(precision: .mixed))
        for system in RandomSystem.everyCell(speciesCount: 2, seed: 931) {
            let expected = try SystemEvaluator(plan).evaluate(cell: system.cell, positions: system.positions, species: system.species)
            let list = try GhostList(system, cutoff: plan.potential.radialBasis.cutoff, skin: 0.7)
            let sums = try list.evaluate(NeighbourListEvaluator(plan))
            #expect(relativeDifference([sums.energy], [expected.energy]) < 1e-5)
            #expect(relativeDifference(list.folded(sums.forces, 3), components(expected.forces)) < 2e-5)
        }
    }

    @Test("forces sum to zero as in double precision: what one atom exerts, the other feels")
    func newton() throws {
        let plan = try Plan(try RandomPotential.make(level: 16, speciesCount: 1, seed: 902), PlanOptions(precision: .mixed))
        for system in RandomSystem.everyCell(speciesCount: 1, seed: 932) {
            let forces = try SystemEvaluator(plan).evaluate(cell: system.cell, positions: system.positions, species: system.species).forces
            let largest = components(forces).map(abs).max()!
            #expect(components([forces.reduce(.zero, +)]).allSatisfy { abs($0) <= 1e-13 * Double(forces.count) * largest })
        }
    }

    @Test("gradients with respect to the parameters, and the energy that comes with them, are in double precision")
    func parameterGradient() throws {
        let evaluators = try Evaluators(try RandomPotential.make(level: 12, speciesCount: 2, seed: 903))
        let system = RandomSystem(atoms: 9, cell: RandomSystem.cells[3], speciesCount: 2, seed: 933)
        let (double, mixed) = try evaluators.evaluate(system.cell, system.positions, system.species, [.parameterGradient])
        #expect(double.parameterGradient == mixed.parameterGradient)
        #expect(double.energy == mixed.energy)
    }

    struct RealPotential: CustomTestStringConvertible, Sendable {
        var potential: String
        var configurations: String
        /// eV/Å, root mean square
        var limit: Double
        var testDescription: String { potential }
    }

    /// The published potential of silicon has large coefficients of dependent scalars, which cancel.
    static let realPotentials = [
        RealPotential(potential: "golden/W-08/pot.mtp", configurations: "golden/W-08/efs.cfg", limit: 1e-5),
        RealPotential(potential: "peers/Mo.mtp", configurations: "mlearn/Mo_test.xyz.gz", limit: 1e-5),
        RealPotential(potential: "peers/Ni.mtp", configurations: "mlearn/Ni_test.xyz.gz", limit: 1e-5),
        RealPotential(potential: "peers/Si.mtp", configurations: "mlearn/Si_test.xyz.gz", limit: 1.5e-5),
    ]

    @Test(
        "the error of a force is small on real potentials and configurations", .enabled(if: SharedData.isPresent, "needs ../shared/data"),
        arguments: realPotentials)
    func realForces(real: RealPotential) throws {
        let evaluators = try Evaluators(try PotentialFile(path: SharedData.path(real.potential)).potential)
        var squares = 0.0
        var count = 0
        for configuration in try readConfigurations(path: SharedData.path(real.configurations)) {
            let species = [Int](repeating: 0, count: configuration.positions.count)
            let (double, mixed) = try evaluators.evaluate(configuration.cell, configuration.positions, species)
            for (a, b) in zip(components(double.forces), components(mixed.forces)) { squares += (a - b) * (a - b) }
            count += 3 * species.count
        }
        let error = (squares / Double(max(count, 1))).squareRoot()
        #expect(error > 0)
        #expect(error < real.limit)
    }

    /// The same potential in both precisions.
    private struct Evaluators {
        let double: SystemEvaluator
        let mixed: SystemEvaluator

        init(_ potential: Potential) throws {
            double = SystemEvaluator(try Plan(potential))
            mixed = SystemEvaluator(try Plan(potential, PlanOptions(precision: .mixed)))
        }

        func evaluate(
            _ cell: Cell, _ positions: [SIMD3<Double>], _ species: [Int], _ options: EvaluationOptions = []
        ) throws -> (double: Evaluation, mixed: Evaluation) {
            (
                try double.evaluate(cell: cell, positions: positions, species: species, options: options),
                try mixed.evaluate(cell: cell, positions: positions, species: species, options: options)
            )
        }
    }
}
