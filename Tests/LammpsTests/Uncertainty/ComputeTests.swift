import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing

extension LammpsTests {
    @Suite("computes of grades and deviations")
    struct ComputeTests {
        /// The columns of the dump, and the largest of each, against what the core says.
        private func expect(
            _ run: LammpsRun, equals expected: Evaluation, factor: Double = 1, sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            try #require(run.succeeded, "\(run.output)", sourceLocation: sourceLocation)
            let atoms = try run.atoms("atoms.dump")
            let deviations = try #require(expected.siteDeviations).map { factor * $0 }
            let columns = [
                ("c_grade", try #require(expected.siteGrades)), ("c_std", deviations),
                ("c_relative", try #require(expected.siteRelativeDeviations)),
            ]
            for (place, (name, values)) in columns.enumerated() {
                #expect(relativeDifference(try atoms.column(name), values) < 1e-10, "\(name)", sourceLocation: sourceLocation)
                let largest = try run.last("c_largest[\(place + 1)]")
                #expect(relativeDifference([largest], [try #require(values.max())]) < 1e-10, sourceLocation: sourceLocation)
            }
        }

        @Test("give what the core computes, on one, two and four processes", arguments: Lammps.all)
        func agreement(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 61)
            let expected = try graded.evaluated()
            for processes in [1, 2, 4] {
                try graded.run("graded.lmp", on: lammps, processes: processes) { run, _ in try expect(run, equals: expected) }
            }
        }

        @Test("give it with threads, too, and in double precision when the forces are in mixed", arguments: Lammps.all)
        func execution(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 63)
            let expected = try graded.evaluated()
            let style = "pair_style mtp precision mixed threads 3\npair_coeff * * graded.almtp W Mo"
            try graded.run("graded.lmp", on: lammps, style: style) { run, _ in try expect(run, equals: expected) }
        }

        @Test("in units real deviations are in kcal/mol", arguments: Lammps.all)
        func real(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 65)
            try graded.run("graded.lmp", on: lammps, ["units": "real"]) { run, _ in
                try expect(run, equals: try graded.evaluated(), factor: 23.060549)
            }
        }

        @Test("do not change the forces", arguments: Lammps.all)
        func forces(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 67)
            let plain = try SinglePoint(graded.sample, on: lammps)
            try graded.run("graded.lmp", on: lammps) { run, _ in
                let atoms = try run.atoms("atoms.dump")
                #expect(try components(atoms.vectors("fx", "fy", "fz")) == plain.forces)
            }
        }

        @Test("are those of the potential's own atoms in hybrid, and 0 for others", arguments: Lammps.all)
        func hybrid(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 69)
            let style = """
                pair_style hybrid mtp lj/cut 3.0
                pair_coeff * * mtp graded.almtp W NULL
                pair_coeff 1*2 2 lj/cut 0.0 1.0
                """
            let ofTungsten = try graded.evaluated(graded.sample.only("W"))
            for processes in [1, 3] {
                try graded.run("graded.lmp", on: lammps, style: style, processes: processes) { run, _ in
                    let atoms = try run.atoms("atoms.dump")
                    let (types, grades) = (try atoms.column("type"), try atoms.column("c_grade"))
                    #expect(zip(types, grades).allSatisfy { $0 == 1 || $1 == 0 })
                    let found = zip(types, grades).filter { $0.0 == 1 }.map(\.1)
                    #expect(relativeDifference(found, try #require(ofTungsten.siteGrades)) < 1e-10)
                }
            }
        }

        @Test("of two potentials are told apart by their numbers", arguments: Lammps.all)
        func numbered(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 71)
            let style = """
                pair_style hybrid/overlay mtp mtp
                pair_coeff * * mtp 1 potential.mtp W Mo
                pair_coeff * * mtp 2 graded.almtp W Mo
                """
            let after = """
                uncompute largest
                uncompute grade
                uncompute std
                uncompute relative
                compute grade all mtp/grade/atom 2
                compute std all mtp/std/atom graded.posterior 2
                compute relative all mtp/std/atom graded.posterior relative 2
                compute largest all reduce max c_grade c_std c_relative
                """
            try graded.run("graded.lmp", on: lammps, style: style, after: after) { run, _ in
                try expect(run, equals: try graded.evaluated())
            }
            try graded.run("graded.lmp", on: lammps, style: style) { run, _ in
                #expect(
                    !run.succeeded && run.unwrapped.contains("compute mtp/grade/atom needs one pair style mtp; if there are several, say"))
            }
        }

        @Test("stop a run through fix halt, and compute pair counts atoms above 1", arguments: Lammps.all)
        func halt(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 73)
            let extrapolating = try #require(graded.evaluated().siteGrades).filter { $0 > 1 }.count
            try #require(extrapolating > 0)
            let after = """
                compute grade all mtp/grade/atom
                compute largest all reduce max c_grade
                compute pairs all pair mtp
                variable largest equal c_largest
                fix stop all halt 2 v_largest > 1 error continue
                thermo_style custom step pe c_pairs[1]
                """
            for processes in [1, 2] {
                try graded.run("moving.lmp", on: lammps, ["steps": "5"], after: after, processes: processes) { run, _ in
                    #expect(run.succeeded, "\(run.output)")
                    let (steps, counts) = (try run.column("Step", of: 0), try run.column("c_pairs[1]", of: 0))
                    #expect(steps.last == 2)
                    #expect(counts.first == Double(extrapolating))
                }
            }
        }

        /// fix pair came after 23Jun2022.
        @Test("are also to be had from fix pair", arguments: Lammps.all.filter { !["29Sep2021", "23Jun2022"].contains($0.name) })
        func fixPair(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 75)
            let after = """
                fix gamma all pair 1 mtp gamma 1
                compute gammas all reduce max f_gamma
                """
            for processes in [1, 2] {
                try graded.run(
                    "graded.lmp", on: lammps, after: after + "\ndump more all custom 1 more.dump id f_gamma", processes: processes
                ) {
                    run, folder in
                    #expect(run.succeeded, "\(run.output)")
                    let gamma = try run.atoms("more.dump").column("f_gamma")
                    #expect(relativeDifference(gamma, try #require(graded.evaluated().siteGrades)) < 1e-4)
                }
            }
        }

        @Test("say what is missing", arguments: Lammps.all)
        func messages(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 77)
            let other = GradedSample(try GradedSample.alloy(seed: 79).sample, mode: .configuration, seed: 80)
            func message(_ style: String, files: (URL) throws -> Void = { _ in }) throws -> String {
                try graded.run("graded.lmp", on: lammps, style: style, files: files) { run, _ in
                    #expect(!run.succeeded)
                    return run.unwrapped
                }
            }
            #expect(
                try message("pair_style mtp\npair_coeff * * potential.mtp W Mo").contains(
                    "compute mtp/grade/atom: potential.mtp has no active set, which grades are measured against; make one: trainer select"))
            #expect(
                try message("pair_style zero 5.0\npair_coeff * *").contains("compute mtp/grade/atom needs one pair style mtp"))
            let byConfiguration = try message("pair_style mtp\npair_coeff * * other.almtp W Mo") { folder in
                let file = PotentialFile(potential: other.sample.potential, activeSet: other.activeSet)
                try file.write(to: folder.appendingPathComponent("other.almtp").path)
            }
            #expect(byConfiguration.contains("the active set of other.almtp was selected by configurations"))
            let otherPosterior = try message(graded.style) { folder in
                try other.posterior.write(to: folder.appendingPathComponent("graded.posterior").path, for: other.sample.potential)
            }
            #expect(otherPosterior.contains("compute mtp/std/atom: graded.posterior: belongs to another potential"), "\(otherPosterior)")
        }
    }
}
