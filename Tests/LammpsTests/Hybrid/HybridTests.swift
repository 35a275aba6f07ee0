import Atoms
import MomentTensor
import TestSupport
import Testing

extension LammpsTests {
    @Suite("beside other pair styles")
    struct HybridTests {
        private func alloy(seed: UInt64, displacement: Double = 0.15) throws -> Sample {
            let potential = try Sample.randomPotential(level: 10, elements: ["Mo", "W"], seed: seed)
            return Sample.crystal(potential, elements: ["W", "Mo"], repeats: (4, 4, 4), displacement: displacement, seed: seed)
        }

        @Test("the keyword zbl gives what hybrid/overlay with LAMMPS's pair_style zbl gives", arguments: Lammps.all)
        func zbl(_ lammps: Lammps) throws {
            let sample = try alloy(seed: 11, displacement: 0.5)
            let inside = try SinglePoint(sample, on: lammps, style: "pair_style mtp zbl 1.2 2.4\npair_coeff * * potential.mtp W Mo")
            let overlay = try SinglePoint(
                sample, on: lammps,
                style: """
                    pair_style hybrid/overlay mtp zbl 1.2 2.4
                    pair_coeff * * mtp potential.mtp W Mo
                    pair_coeff 1 1 zbl 74 74
                    pair_coeff 1 2 zbl 74 42
                    pair_coeff 2 2 zbl 42 42
                    """)
            #expect(abs(try inside.energy - sample.evaluated().energy) > 1, "no pair is close enough to test anything")
            #expect(relativeDifference([try inside.energy], [try overlay.energy]) < 1e-12)
            #expect(relativeDifference(try inside.forces, try overlay.forces) < 1e-12)
            #expect(relativeDifference(try inside.virial, try overlay.virial) < 1e-12)
            for column in ["c_energy"] + (1...6).map({ "c_stress[\($0)]" }) {
                #expect(relativeDifference(try inside.atoms.column(column), try overlay.atoms.column(column)) < 1e-12)
            }
        }

        @Test("two potentials add up in hybrid/overlay", arguments: Lammps.all)
        func twice(_ lammps: Lammps) throws {
            let sample = try alloy(seed: 12)
            let second = try Sample.randomPotential(level: 8, elements: ["W", "Mo"], cutoff: 4.1, seed: 13)
            let style = """
                pair_style hybrid/overlay mtp mtp/volterra
                pair_coeff * * mtp potential.mtp W Mo
                pair_coeff * * mtp/volterra second.mtp W Mo
                """
            for processes in [1, 2] {
                let both = try SinglePoint(sample, on: lammps, style: style, processes: processes, files: ["second.mtp": second])
                let expected = try sample.evaluated() + (try sample.with(second).evaluated())
                try both.expect(equals: expected)
            }
        }

        @Test("the same style twice needs its number in pair_coeff, and adds up", arguments: Lammps.all)
        func numbered(_ lammps: Lammps) throws {
            let sample = try alloy(seed: 14)
            let style = """
                pair_style hybrid/overlay mtp mtp
                pair_coeff * * mtp 1 potential.mtp W Mo
                pair_coeff * * mtp 2 second.mtp W NULL
                """
            let second = try Sample.randomPotential(level: 8, elements: ["W"], cutoff: 4.1, seed: 15)
            let both = try SinglePoint(sample, on: lammps, style: style, files: ["second.mtp": second])
            let expected = try sample.evaluated() + (try sample.with(second).only("W").evaluated()).spread(over: sample, of: "W")
            try both.expect(equals: expected)
        }

        @Test("atoms of type NULL are neither seen nor moved", arguments: Lammps.all)
        func null(_ lammps: Lammps) throws {
            let sample = try alloy(seed: 16)
            let style = """
                pair_style hybrid mtp lj/cut 3.0
                pair_coeff * * mtp potential.mtp W NULL
                pair_coeff 1*2 2 lj/cut 0.0 1.0
                """
            for processes in [1, 3] {
                let found = try SinglePoint(sample, on: lammps, style: style, processes: processes)
                try found.expect(equals: try sample.only("W").evaluated().spread(over: sample, of: "W"))
            }
        }

        @Test("a weighted sum of two equal potentials is that potential", arguments: Lammps.all)
        func scaled(_ lammps: Lammps) throws {
            let sample = try alloy(seed: 17)
            let style = """
                pair_style hybrid/scaled 0.25 mtp 0.75 mtp
                pair_coeff * * mtp 1 potential.mtp W Mo
                pair_coeff * * mtp 2 potential.mtp W Mo
                """
            let found = try SinglePoint(sample, on: lammps, style: style)
            let expected = try sample.evaluated()
            #expect(relativeDifference([try found.energy], [expected.energy]) < 1e-12)
            #expect(relativeDifference(try found.forces, components(expected.forces)) < 1e-12)
            #expect(relativeDifference(try found.virial, expected.virial.inLammpsOrder) < 1e-12)
            #expect(relativeDifference(try found.atoms.column("c_energy"), expected.siteEnergies) < 1e-12)
        }
    }
}
