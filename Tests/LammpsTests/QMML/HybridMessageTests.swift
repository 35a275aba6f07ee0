import Foundation
import TestSupport
import Testing

extension LammpsTests {
    @Suite("fix mtp/qmml: what cannot be done is said")
    struct HybridMessageTests {
        /// The words of the fix, and what LAMMPS must say of them.
        static let words: [(String, String)] = [
            (
                "radius 3 buffer 4 launch {ipi}",
                "say around which atoms the QM region is: seeds group ID, or seeds compute c_ID above VALUE"
            ),
            ("seeds group core buffer 4 launch {ipi}", "say how far from the seeds QM atoms are: radius DISTANCE"),
            ("seeds group core radius 3 launch {ipi}", "say how far around the QM atoms the engine sees atoms: buffer DISTANCE"),
            (
                "seeds group core radius 3 buffer 4",
                "say who computes the QM forces: launch \"command\", or ipi HOST:PORT, or ipi unix:NAME"
            ),
            (
                "seeds group core radius 3 buffer 4 launch pw.x",
                "launch: the command does not tell the engine where the i-PI socket is; write {ipi}, {port} or {name} there"
            ),
            ("seeds group nobody radius 3 buffer 4 launch {ipi}", "there is no group 'nobody' for the seeds"),
            ("seeds atoms core", "seeds needs 'group ID' or 'compute c_ID above VALUE', not 'atoms'"),
            ("seeds compute vx above 1", "seeds compute needs c_ID or c_ID[N], not 'vx'"),
            ("seeds compute c_vx at 1", "seeds compute c_ID needs 'above' or 'below', not 'at'"),
            ("seeds compute c_vx above 1 release 2", "'release' belongs on the other side of the value"),
            ("seeds compute c_none above 1 radius 3 buffer 4 launch {ipi}", "there is no compute 'none' for the seeds"),
            ("seeds compute c_vx[2] above 1 radius 3 buffer 4 launch {ipi}", "compute vx has no value number 2 for each atom"),
            ("radius three", "radius needs a distance, not 'three'"), ("radius", "radius needs a distance behind it"),
            ("radius 3 release 2", "radius needs a 'release' that is not smaller"),
            ("seeds group core radius 3 release 4 buffer 4 blend smooth 1 launch {ipi}", "'radius' has no 'release'"),
            ("blend linear", "blend needs 'abrupt' or 'smooth WIDTH', not 'linear'"),
            ("periodic w", "periodic needs 'auto', 'none', or some of x, y and z, such as 'xz', not 'w'"),
            ("net-force zero", "net-force needs 'keep' or 'remove', not 'zero'"),
            ("every 0", "every needs a whole number of steps, not '0'"),
            ("time-limit soon", "time-limit needs a time, such as 90s, 30m or 2h, or 'none', not 'soon'"),
            ("ipi here", "ipi needs HOST:PORT or unix:NAME, not 'here'"), ("ipi unix:a/b", "'a/b' cannot be such a name"),
            ("speed high", "there is no keyword 'speed'"),
            (
                "seeds group core radius 3 buffer 4 periodic none launch {ipi}",
                "go all around the box along x; add x to 'periodic', or make the box larger"
            ),
        ]

        @Test("words that make no sense", arguments: Lammps.all)
        func wrongWords(_ lammps: Lammps) throws {
            let hybrid = try HybridSample(repeats: (4, 4, 4))
            for (words, message) in HybridMessageTests.words {
                let commands = "group core id 1\ncompute vx all property/atom vx\nfix qm all mtp/qmml \(words)\nrun 0"
                try hybrid.run(on: lammps, commands) { run, _ in
                    #expect(!run.succeeded)
                    #expect(run.unwrapped.contains("fix mtp/qmml: ") && run.unwrapped.contains(message), "\(words): \(run.output)")
                }
            }
        }

        /// Commands around the fix.
        static let surroundings: [(before: String, after: String, message: String)] = [
            (
                "fix hold core setforce 0 0 0", "run 0",
                "fix hold (setforce) may change forces, and then they would be replaced; write it behind fix qm"
            ),
            (
                "", "min_style cg\nminimize 0 1e-3 10 10",
                "min_style cg goes by the energy, which knows nothing of the QM forces; use min_style fire or quickmin"
            ),
            ("", "run_style respa 2 2 pair 1\nrun 0", "does not work with run_style respa; use run_style verlet"),
        ]

        @Test("what does not go together with other commands", arguments: Lammps.all)
        func wrongSurroundings(_ lammps: Lammps) throws {
            let hybrid = try HybridSample(repeats: (4, 4, 4))
            for (before, after, message) in HybridMessageTests.surroundings {
                let fix = "fix qm all mtp/qmml seeds group core radius 3 buffer 4 \(HybridSample.launch)"
                try hybrid.run(on: lammps, "group core id 1\n\(before)\n\(fix)\n\(after)") { run, _ in
                    #expect(!run.succeeded)
                    #expect(run.unwrapped.contains(message), "\(run.output)")
                }
            }
        }
    }
}
