import Atoms
import MomentTensor
import TestSupport
import Testing

extension LammpsTests {
    @Suite("in every kind of box, cut up in every way")
    struct BoundaryTests {
        private func sample(periodic: (Bool, Bool, Bool) = (true, true, true), tilt: Double = 0, seed: UInt64) throws -> Sample {
            let potential = try Sample.randomPotential(level: 8, elements: ["Mo", "W"], seed: seed)
            return Sample.crystal(
                potential, elements: ["W", "Mo"], repeats: (4, 5, 3), tilt: tilt, periodic: periodic, seed: seed)
        }

        @Test("boundaries p, f, s and m", arguments: Lammps.all)
        func boundaries(_ lammps: Lammps) throws {
            for (flags, periodic) in [
                ("f f f", (false, false, false)), ("s s s", (false, false, false)), ("m m m", (false, false, false)),
                ("p p f", (true, true, false)), ("p s p", (true, false, true)), ("fs p p", (false, true, true)),
            ] {
                let sample = try sample(periodic: periodic, seed: 21)
                try SinglePoint(sample, on: lammps, before: "boundary \(flags)", processes: 2).expectForces(equal: try sample.evaluated())
            }
        }

        @Test("every grid of processes, bricks and tiles", arguments: Lammps.all)
        func grids(_ lammps: Lammps) throws {
            let sample = try sample(tilt: 0.4, seed: 22)
            let expected = try sample.evaluated()
            for (processes, grid) in [(2, "1 2 1"), (3, "3 1 1"), (4, "1 2 2"), (4, "4 1 1"), (6, "1 3 2")] {
                try SinglePoint(sample, on: lammps, before: "processors \(grid)", processes: processes).expect(equals: expected)
            }
            let orthogonal = try self.sample(seed: 23)
            try SinglePoint(
                orthogonal, on: lammps, before: "comm_style tiled", after: "balance 1.0 rcb", processes: 4
            ).expect(equals: try orthogonal.evaluated())
        }

        @Test("processes without atoms", arguments: Lammps.all)
        func emptyProcesses(_ lammps: Lammps) throws {
            var crystal = try sample(seed: 24)
            var cluster = crystal.configuration
            cluster.cell = Cell(SIMD3(40, 0, 0), SIMD3(0, 40, 0), SIMD3(0, 0, 40))
            crystal = Sample(configuration: cluster, potential: crystal.potential, elements: crystal.elements)
            let expected = try crystal.evaluated()
            for grid in ["4 1 1", "1 2 2"] {
                try SinglePoint(crystal, on: lammps, before: "processors \(grid)", processes: 4).expect(equals: expected)
            }
        }

        @Test("a box without a single atom has no energy", arguments: Lammps.all)
        func noAtoms(_ lammps: Lammps) throws {
            var empty = try sample(seed: 25)
            empty = Sample(
                configuration: Configuration(cell: empty.configuration.cell), potential: empty.potential, elements: empty.elements)
            for processes in [1, 2] { #expect(try SinglePoint(empty, on: lammps, processes: processes).energy == 0) }
        }

        @Test("neigh_modify exclude makes two kinds of atoms blind for each other", arguments: Lammps.all)
        func exclusion(_ lammps: Lammps) throws {
            let sample = try sample(seed: 26)
            let expected =
                try sample.only("W").evaluated().spread(over: sample, of: "W")
                + (try sample.only("Mo").evaluated().spread(over: sample, of: "Mo"))
            try SinglePoint(sample, on: lammps, after: "neigh_modify exclude type 1 2", processes: 2).expect(equals: expected)
        }

        @Test("suffixes of accelerated styles change nothing", arguments: Lammps.all)
        func suffixes(_ lammps: Lammps) throws {
            let sample = try sample(seed: 27)
            let expected = try sample.evaluated()
            // Debian's LAMMPS has no package OPENMP.
            for suffix in lammps.isLaunched ? ["opt"] : ["opt", "omp"] {
                try SinglePoint(sample, on: lammps, options: ["-sf", suffix]).expect(equals: expected)
            }
        }
    }
}
