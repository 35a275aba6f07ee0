import Atoms
import MomentTensor
import TestSupport
import Testing
import Training

extension LammpsTests {
    @Suite("minimisation")
    struct RelaxationTests {
        @Test("minimize with box/relax ends where 'trainer relax' does, in a tilted crystal with a vacancy", arguments: Lammps.all)
        func sameMinimum(_ lammps: Lammps) throws {
            let crystal = Sample.crystal(
                try Sample.tungstenPotential(), elements: ["W"], repeats: (3, 3, 3), displacement: 0.1, tilt: 0.08, seed: 61)
            var configuration = crystal.configuration
            configuration.positions.removeFirst()
            configuration.kinds.removeFirst()
            let sample = Sample(configuration: configuration, potential: crystal.potential, elements: crystal.elements)
            let run = try withTemporaryDirectory { folder in
                try sample.write(to: folder)
                return try lammps.run("Relaxation/relax.lmp", in: folder)
            }
            var relaxation = Relaxation()
            relaxation.forceTolerance = 1e-6
            relaxation.stressTolerance = 1e-5
            let outcome = try relaxation.run(
                AtomicSystem(
                    cell: configuration.cell, positions: configuration.positions,
                    species: Array(repeating: 0, count: configuration.count)),
                with: SystemEvaluator(try Plan(sample.potential)))
            #expect(outcome.isConverged)
            #expect(abs(try run.last("PotEng") - outcome.evaluation.energy) < 1e-6)
            #expect(relativeDifference([try run.last("Volume")], [outcome.system.cell.volume]) < 1e-6)
        }
    }
}
