import MomentTensor
import TestSupport
import Testing

extension LammpsTests {
    @Suite("energies, forces, virials and their shares per atom equal those of trainer evaluate")
    struct AgreementTests {
        @Test("for tungsten, on 1, 2, 3 and 4 processes", arguments: Lammps.all)
        func tungsten(_ lammps: Lammps) throws {
            let sample = Sample.crystal(try Sample.tungstenPotential(), elements: ["W"], repeats: (5, 4, 4), seed: 1)
            let expected = try sample.evaluated()
            for processes in 1...4 {
                try SinglePoint(sample, on: lammps, processes: processes).expect(equals: expected)
            }
        }

        @Test(
            "for alloys of three elements at levels 10 and 16, in the order of the script; with a radial function for every moment, too",
            arguments: Lammps.all)
        func alloys(_ lammps: Lammps) throws {
            for (level, radialFunctions, seed) in [(10, RadialFunctionSharing.shared, 2 as UInt64), (16, .shared, 3), (12, .own, 4)] {
                let potential = try Sample.randomPotential(
                    level: level, radialFunctions: radialFunctions, elements: ["Mo", "Nb", "W"], seed: seed)
                let sample = Sample.crystal(potential, elements: ["W", "Mo", "Nb"], repeats: (4, 4, 4), seed: seed)
                let expected = try sample.evaluated()
                for processes in [1, 2] { try SinglePoint(sample, on: lammps, processes: processes).expect(equals: expected) }
            }
        }

        @Test("on several threads, also of several processes", arguments: Lammps.all)
        func threads(_ lammps: Lammps) throws {
            let potential = try Sample.randomPotential(level: 8, elements: ["Mo", "W"], seed: 6)
            let sample = Sample.crystal(potential, elements: ["W", "Mo"], repeats: (4, 5, 4), seed: 7)
            let expected = try sample.evaluated()
            for (threads, processes) in [(2, 1), (3, 1), (2, 2)] {
                let style = "pair_style mtp threads \(threads)\npair_coeff * * potential.mtp W Mo"
                try SinglePoint(sample, on: lammps, style: style, processes: processes).expect(equals: expected)
            }
        }

        @Test("in mixed precision, to single precision", arguments: Lammps.all)
        func mixedPrecision(_ lammps: Lammps) throws {
            let sample = Sample.crystal(try Sample.tungstenPotential(), elements: ["W"], repeats: (4, 4, 4), seed: 8)
            let expected = try sample.evaluated()
            for threads in 1...2 {
                let style = "pair_style mtp precision mixed threads \(threads)\npair_coeff * * potential.mtp W"
                let found = try SinglePoint(sample, on: lammps, style: style)
                #expect(relativeDifference([try found.energy], [expected.energy]) < 1e-6)
                #expect(relativeDifference(try found.forces, components(expected.forces)) < 1e-4)
                #expect(relativeDifference(try found.virial, expected.virial.inLammpsOrder) < 1e-4)
            }
        }

        @Test("in triclinic cells that are smaller than the cutoff", arguments: Lammps.all)
        func smallCells(_ lammps: Lammps) throws {
            let potential = try Sample.randomPotential(level: 12, elements: ["Mo", "W"], seed: 4)
            for repeats in [(1, 1, 1), (1, 3, 2)] {
                let sample = Sample.crystal(potential, elements: ["W", "Mo"], repeats: repeats, tilt: 0.6, seed: 5)
                let expected = try sample.evaluated()
                for processes in [1, 2] { try SinglePoint(sample, on: lammps, processes: processes).expect(equals: expected) }
            }
        }
    }
}
