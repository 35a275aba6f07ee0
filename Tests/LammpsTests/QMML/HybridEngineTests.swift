import Foundation
import TestSupport
import Testing

extension LammpsTests {
    @Suite("fix mtp/qmml: engines")
    struct HybridEngineTests {
        private static let region = "group core id 1\nfix qm all mtp/qmml seeds group core radius 3 buffer 4 "

        /// What becomes of a run with an engine that is started like this; on two processes, which have to stop both.
        private func ending(_ lammps: Lammps, _ engine: String) throws -> LammpsRun {
            try HybridSample().run(on: lammps, HybridEngineTests.region + engine, processes: 2) { run, _ in run }
        }

        @Test("engines that do not work stop the run, and the reason is told", arguments: Lammps.all)
        func failures(_ lammps: Lammps) throws {
            let failures = [
                (
                    "launch \"echo bad luck; exit 3; : {ipi}\" retries 1",
                    "no QM forces after 2 attempts: the engine ended with status 3; qm.qmml.log ends with: bad luck bad luck"
                ),
                ("launch \"no-such-engine {ipi}\" retries 0", "no QM forces after 1 attempt: the engine ended with status 127"),
                ("launch \"sleep 600; : {ipi}\" retries 0 time-limit 1s", "no engine connected within the time-limit of 1 s"),
                (
                    "launch \"\(HybridSample.trainer) serve engine.mtp --ipi {ipi} --template atoms.data --species W\" retries 0",
                    "the engine ended with status 3; qm.qmml.log ends with:"
                ),
            ]
            for (engine, message) in failures {
                let run = try ending(lammps, engine)
                #expect(!run.succeeded)
                #expect(run.unwrapped.contains("fix mtp/qmml: ") && run.unwrapped.contains(message), "\(run.output)")
            }
        }

        @Test("an engine that ends is started again, with a word about it", arguments: Lammps.all)
        func retries(_ lammps: Lammps) throws {
            // The first one fails, the second one is killed between two runs.
            let script = """
                if [ ! -e tried ]; then touch tried; exit 3; fi
                \(HybridSample.trainer) serve engine.mtp --ipi $1 --template $2 -j 1 &
                if [ ! -e killed ]; then while [ ! -e kill ]; do sleep 0.05; done; kill -9 $!; wait $!; touch killed; exit 4; fi
                wait $!
                """
            let commands = """
                \(HybridEngineTests.region) launch "sh engine.sh {ipi} {structure}" time-limit 300s
                run 0 post no
                shell "touch kill; while [ ! -e killed ]; do sleep 0.05; done"
                """
            try HybridSample().run(on: lammps, commands, processes: 2, files: ["engine.sh": script]) { run, _ in
                #expect(run.succeeded, "\(run.output)")
                #expect(run.unwrapped.contains("fix mtp/qmml: the engine ended with status 3; trying again"), "\(run.output)")
                #expect(run.unwrapped.contains("trying again fix mtp/qmml: started"), "\(run.output)")
                let region = try run.atoms("atoms.dump").region
                #expect(region.filter { $0 == 2 }.count == 9)
            }
        }

        @Test("an engine that the user starts serves the cluster it was started for, and no other", arguments: Lammps.all)
        func userStarts(_ lammps: Lammps) throws {
            let name = "volterra-test-\(UInt32.random(in: 0 ... .max))"
            let client =
                "while [ ! -e qm.qmml.xyz ]; do sleep 0.05; done; "
                // Not as one of LAMMPS's processes.
                + "env -i \(HybridSample.trainer) serve engine.mtp --ipi unix:\(name) --template qm.qmml.xyz -j 1 >served.txt 2>&1"
            let commands = """
                shell "(\(client)) &"
                \(HybridEngineTests.region) ipi unix:\(name) time-limit 300s
                run 0 post no
                print "result atoms $(f_qm[2])"
                group two id 2
                displace_atoms two move 8 0 0 units box
                """
            try HybridSample().run(on: lammps, commands, processes: 2) { run, folder in
                #expect(!run.succeeded && run.results["atoms"] != nil)
                #expect(run.unwrapped.contains("waiting for an engine at \(name):UNIX that computes the"), "\(run.output)")
                #expect(
                    run.unwrapped.contains("an engine keeps those that it has begun with; let the fix start the engine"), "\(run.output)")
            }
        }
    }
}
