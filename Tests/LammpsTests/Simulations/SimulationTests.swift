import Foundation
import TestSupport
import Testing

extension LammpsTests {
    @Suite("in simulations of every kind")
    struct SimulationTests {
        @Test("a restart goes on where the first run was", arguments: Lammps.all)
        func restart(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                let whole = try lammps.run("Simulations/restart-write.lmp", tungsten(), processes: 2, in: folder)
                let second = try lammps.run("Simulations/restart-read.lmp", tungsten(), in: folder)
                #expect(try second.last("Step") == 40)
                for quantity in ["PotEng", "TotEng", "Press", "Pxy"] {
                    #expect(
                        abs(try second.last(quantity) - whole.last(quantity)) < 1e-8 * max(1, abs(try whole.last(quantity))), "\(quantity)")
                }
            }
        }

        @Test("a second system after clear knows nothing of the first", arguments: Lammps.all)
        func clear(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                // Without PLUGIN in LAMMPS, or loaded from LAMMPS_PLUGIN_PATH, the style survives clear by itself.
                let both = try lammps.run("Simulations/clear.lmp", tungsten(n: 3), in: folder)
                let alone = try lammps.run("Simulations/minimal.lmp", tungsten(n: 4), in: folder)
                #expect(both.tables.count == 2)
                #expect(try both.last("PotEng") == alone.last("PotEng"))
                #expect(try both.last("PotEng", of: 0) != alone.last("PotEng"))
            }
        }

        @Test("run every, and rerun of what was dumped", arguments: Lammps.all)
        func segments(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                let every = try lammps.run("Simulations/every.lmp", tungsten(), in: folder)
                #expect(every.results.count == 4)
                let rerun = try lammps.run("Simulations/rerun.lmp", tungsten(), processes: 2, in: folder)
                let (first, again) = (try rerun.column("PotEng", of: 0), try rerun.column("PotEng", of: 1))
                #expect(first.count == 4)
                #expect(relativeDifference(again, first) < 1e-13)
                #expect(relativeDifference(try rerun.column("c_virial[4]", of: 1), try rerun.column("c_virial[4]", of: 0)) < 1e-11)
            }
        }

        @Test("minimisation and box/relax end where forces and pressure vanish", arguments: Lammps.all)
        func minimisation(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                let run = try lammps.run("Simulations/minimize.lmp", tungsten(temperature: 1), processes: 2, in: folder)
                #expect(try run.result("force") < 1e-3)
                #expect(abs(try run.result("pressure")) < 50, "bar")
                #expect(try run.last("PotEng", of: 0) < run.column("PotEng", of: 0)[0])
                #expect(try run.last("PotEng", of: 1) < run.last("PotEng", of: 0))
            }
        }

        @Test("npt conserves what it should", arguments: Lammps.all)
        func npt(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                let conserved = try lammps.run("Simulations/npt.lmp", tungsten(), in: folder).column("Econserve")
                // A thousandth of the kinetic energy.
                #expect((conserved.max()! - conserved.min()!) / 128 < 4e-5, "eV per atom")
            }
        }

        @Test("load balancing by time moves the borders and not the physics", arguments: Lammps.all)
        func balance(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                let free = try lammps.run(
                    "Simulations/balance.lmp", tungsten(n: 5, ["method": "shift z 5 1.1", "comm": "brick"]), in: folder)
                for (method, style) in [("shift z 5 1.1", "brick"), ("rcb", "tiled")] {
                    let run = try lammps.run(
                        "Simulations/balance.lmp", tungsten(n: 5, ["method": method, "comm": style]), processes: 3, in: folder)
                    #expect(relativeDifference(try run.column("PotEng"), try free.column("PotEng")) < 1e-9)
                    #expect(try run.column("f_2").allSatisfy { $0 >= 1 && $0.isFinite })
                }
            }
        }

        @Test("groups may be empty", arguments: Lammps.all)
        func groups(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                let run = try lammps.run("Simulations/groups.lmp", tungsten(), processes: 4, in: folder)
                #expect(try run.last("c_none") == 0)
                #expect(relativeDifference([try run.last("c_everybody")], [try run.last("PotEng")]) < 1e-13)
                #expect(try run.last("c_some") > run.last("PotEng"))
            }
        }

        @Test("a nudged elastic band over partitions finds the barrier of a vacancy's jump", arguments: Lammps.all)
        func band(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                // The neighbour at (1/2, 1/2, 1/2) of the atom that is taken away moves to its place.
                try "1\n2 0.0 0.0 0.0\n".write(to: folder.appendingPathComponent("final.txt"), atomically: false, encoding: .utf8)
                let run = try lammps.run(
                    "Simulations/neb.lmp", tungsten(temperature: 1), processes: 3, options: ["-partition", "3x1"], in: folder)
                let barrier = try run.last("EBF")
                #expect(barrier > 0.3 && barrier < 5, "eV")
                #expect(abs(try run.last("EBR") - barrier) < 0.05 * barrier)
            }
        }
    }
}
