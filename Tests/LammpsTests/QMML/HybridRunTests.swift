import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing

extension LammpsTests {
    @Suite("fix mtp/qmml: in runs")
    struct HybridRunTests {
        private static let fix = """
            group core id 1
            fix qm all mtp/qmml seeds group core radius 3.0 release 3.5 buffer 5 release 6 net-force remove \(HybridSample.launch)
            fix_modify qm energy yes
            fix move all nve
            thermo_style custom step pe ke etotal f_qm f_qm[1] f_qm[2] f_qm[3] f_qm[5] f_qm[7]
            thermo 5

            """
        private static let heat = "velocity all create 900 4711 loop geom\n"

        @Test("a trajectory is the same on one, two and three processes, while atoms come and go", arguments: Lammps.all)
        func processes(_ lammps: Lammps) throws {
            let hybrid = try HybridSample()
            let tables = try [1, 2, 3].map {
                try hybrid.atoms(on: lammps, HybridRunTests.fix + HybridRunTests.heat + "run 40 post no\n", processes: $0)
            }
            for table in tables.dropFirst() {
                #expect(try table.region == tables[0].region)
                let (found, expected) = (try table.vectors("x", "y", "z"), try tables[0].vectors("x", "y", "z"))
                #expect(relativeDifference(components(found), components(expected)) < 1e-8)
                #expect(relativeDifference(components(try table.forces), components(try tables[0].forces)) < 1e-6)
            }
        }

        @Test("with the work of the added forces the energy is conserved, and without it is not", arguments: Lammps.all)
        func energy(_ lammps: Lammps) throws {
            let commands = HybridRunTests.fix + HybridRunTests.heat + "timestep 0.0002\nrun 200 post no\n"
            try HybridSample().run(on: lammps, commands, processes: 2) { run, _ in
                #expect(run.succeeded, "\(run.output)")
                let (total, work) = (try run.column("TotEng", of: 0), try run.column("f_qm", of: 0))
                let uncorrected = zip(total, work).map { $0 - $1 }
                func spread(_ values: [Double]) -> Double { values.max()! - values.min()! }
                #expect(spread(work) > 2e-3, "eV")
                #expect(spread(total) < 0.05 * spread(uncorrected))
            }
        }

        @Test("with 'every' the engine is asked less often, and its forces stay in between", arguments: Lammps.all)
        func every(_ lammps: Lammps) throws {
            let fix = HybridRunTests.fix.replacingOccurrences(of: "net-force", with: "every 4 net-force")
            try HybridSample().run(on: lammps, fix + HybridRunTests.heat + "timestep 0.0002\nrun 20 post no\n") { run, _ in
                #expect(run.succeeded, "\(run.output)")
                #expect(try run.last("f_qm[3]", of: 0) == 6)
                let total = try run.column("TotEng", of: 0)
                // What is not counted yet is the work since the last call; step 20 has one.
                #expect(abs(total.last! - total[0]) < 2e-3, "eV")
            }
        }

        @Test("a run goes on from a restart file with its regions and its work", arguments: Lammps.all)
        func restart(_ lammps: Lammps) throws {
            let whole = HybridRunTests.fix + HybridRunTests.heat + "run 10 post no\nwrite_restart half.restart\nrun 20 post no\n"
            try HybridSample().run(on: lammps, whole, processes: 2) { run, folder in
                #expect(run.succeeded, "\(run.output)")
                let first = try run.atoms("atoms.dump")
                try writeScripts(["commands": HybridRunTests.fix + "run 20 post no\n"], to: folder)
                let second = try lammps.run("QMML/continue.lmp", processes: 1, in: folder)
                let again = try second.atoms("atoms.dump")
                #expect(try again.region == first.region)
                #expect(relativeDifference(components(try again.forces), components(try first.forces)) < 1e-6)
                #expect(abs(try second.last("f_qm[7]", of: 0) - run.last("f_qm[7]", of: 1)) < 1e-7)
            }
        }

        @Test("the hybrid minimum around a vacancy tends to that of the engine as the region grows", arguments: Lammps.all)
        func minimum(_ lammps: Lammps) throws {
            let crystal = try HybridSample(repeats: (6, 6, 6), displacement: 0)
            let minimize = "min_style fire\nminimize 0 1e-5 2000 4000\n"
            // The atom that is missing is between its neighbours 1 and 2.
            let vacancy =
                "region hole sphere $(x[1]) $(y[1]) $(z[1]) 3.0\ngroup core region hole\ngroup gone id 1\ndelete_atoms group gone compress no\n"
            func places(_ fix: String) throws -> [SIMD3<Double>] {
                try crystal.atoms(on: lammps, vacancy + fix + minimize, processes: 2).vectors("x", "y", "z")
            }
            func fix(_ radius: Double) -> String {
                "fix qm all mtp/qmml seeds group core radius \(radius) buffer 10 release 11 \(HybridSample.launch)\n"
            }
            let nowhere = "group nobody empty\nfix qm all mtp/qmml seeds group nobody radius 0 buffer 0 \(HybridSample.launch)\n"
            let other = HybridSample(crystal.sample.with(crystal.engine), engine: crystal.engine)
            let exact = try other.atoms(on: lammps, vacancy + nowhere + minimize).vectors("x", "y", "z")
            // The potentials want other lattice constants, so that a small QM region is a strained inclusion.
            func error(_ places: [SIMD3<Double>]) -> Double { zip(places, exact).map { ($0 - $1).length }.max()! }
            let (near, far, everywhere) = (error(try places(fix(0))), error(try places(fix(5))), error(try places(fix(20))))
            #expect(near > 0.1 && far < 0.2 * near, "\(near) \(far)")
            #expect(everywhere < 1e-4, "\(everywhere)")
        }
    }
}

extension HybridSample {
    fileprivate init(_ sample: Sample, engine: Potential) {
        self.sample = sample
        self.engine = engine
    }
}
