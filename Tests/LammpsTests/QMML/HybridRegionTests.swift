import Foundation
import TestSupport
import Testing

extension LammpsTests {
    @Suite("fix mtp/qmml: which atoms")
    struct HybridRegionTests {
        /// After each command, in which region atom 2 is.
        private func regions(_ lammps: Lammps, fix: String, _ commands: [String], processes: Int = 2) throws -> [Double] {
            let steps = commands.map { "\($0)\nrun 0 post no" }
            let script =
                "group core id 1\ngroup second id 2\ncompute vx all property/atom vx\n" + fix + HybridSample.launch
                + "\ncompute region second reduce sum f_qm[1]\nthermo_style custom step c_region\n"
            // A crystal at rest, in which atom 2 is moved about.
            return try HybridSample(displacement: 0).run(
                on: lammps, script + steps.joined(separator: "\n"), processes: processes
            ) { run, _ in
                #expect(run.succeeded, "\(run.output)")
                return try commands.indices.map { try run.last("c_region", of: $0) }
            }
        }

        @Test("an atom becomes a QM atom at one distance, and is one until another", arguments: Lammps.all)
        func release(_ lammps: Lammps) throws {
            // It is 2.741 Å from the seed at first.
            let moves = ["", "0.2 0 0", "0.3 0 0", "-0.3 0 0", "-0.3 0 0"].map {
                $0.isEmpty ? "" : "displace_atoms second move \($0) units box"
            }
            let fix = "fix qm all mtp/qmml seeds group core radius 2.8 release 2.95 buffer 4 "
            #expect(try regions(lammps, fix: fix, moves) == [2, 2, 1, 1, 2])
            #expect(try regions(lammps, fix: fix.replacingOccurrences(of: "release 2.95 ", with: ""), moves) == [2, 1, 1, 1, 2])
        }

        @Test("seeds are found by a compute, and are seeds until another value; without any, nobody is asked", arguments: Lammps.all)
        func compute(_ lammps: Lammps) throws {
            let fix = "fix qm all mtp/qmml seeds compute c_vx above 1.5 release 0.5 radius 1 buffer 4 "
            let speeds = [1.0, 2.0, 1.0, 0.4, 1.0].map { "velocity second set \($0) 0 0" }
            #expect(try regions(lammps, fix: fix, speeds) == [0, 2, 2, 0, 0])
            let below = "fix qm all mtp/qmml seeds compute c_vx below -1 release -0.5 radius 1 buffer 4 "
            #expect(try regions(lammps, fix: below, ["velocity second set -2 0 0", "velocity second set -0.6 0 0"]) == [2, 2])
        }

        @Test("only atoms of the fix's group are QM atoms", arguments: Lammps.all)
        func group(_ lammps: Lammps) throws {
            let fix = "fix qm core mtp/qmml seeds group core radius 2.8 buffer 4 "
            #expect(try regions(lammps, fix: fix, [""]) == [1])
        }
    }
}
