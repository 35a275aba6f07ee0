import Foundation
import TestSupport
import Testing

extension LammpsTests {
    @Suite("when a simulation goes wrong")
    struct FailureTests {
        private func attempt(_ script: String, _ lammps: Lammps, processes: Int = 1, _ more: [String: String] = [:]) throws -> LammpsRun {
            try withTemporaryDirectory { folder in
                try lammps.attempt(
                    script, ["potential": Sample.tungstenFile].merging(more) { $1 }, processes: processes, in: folder)
            }
        }

        @Test("atoms in the same place are named by their IDs, and so are the step and the process", arguments: Lammps.all)
        func overlap(_ lammps: Lammps) throws {
            for (processes, rank) in [(1, 0), (2, 1)] {
                let run = try attempt("Failures/overlap.lmp", lammps, processes: processes)
                #expect(!run.succeeded)
                #expect(run.unwrapped.contains("W-08.mtp), step 0, process \(rank): the energy of atom"), "\(run.output)")
                // The last atom was created in the place of one of the first 256.
                #expect(run.unwrapped.contains("atom 257"), "\(run.output)")
            }
        }

        @Test("a coordinate that is not a number stops the run", arguments: Lammps.all)
        func infinite(_ lammps: Lammps) throws {
            let run = try attempt("Failures/infinite.lmp", lammps, processes: 2)
            #expect(!run.succeeded)
            #expect(run.unwrapped.contains("atom 17"), "\(run.output)")
            #expect(run.unwrapped.contains("not finite"), "\(run.output)")
        }

        @Test("lost atoms are LAMMPS's error, and nothing else", arguments: Lammps.all)
        func lost(_ lammps: Lammps) throws {
            for processes in [1, 2] {
                let run = try attempt("Failures/lost.lmp", lammps, processes: processes)
                #expect(!run.succeeded)
                #expect(run.unwrapped.contains("Lost atoms"), "\(run.output)")
                #expect(!run.output.contains("Segmentation"), "\(run.output)")
            }
        }

        @Test("special_bonds that take pairs away are refused", arguments: Lammps.all)
        func specialBonds(_ lammps: Lammps) throws {
            let refused = try attempt("Failures/special-bonds.lmp", lammps, ["factors": "0 1 1"])
            #expect(!refused.succeeded && refused.unwrapped.contains("write 'special_bonds lj 1 1 1'"), "\(refused.output)")
            let accepted = try attempt("Failures/special-bonds.lmp", lammps, ["factors": "1 1 1"])
            #expect(accepted.succeeded, "\(accepted.output)")
        }
    }
}
