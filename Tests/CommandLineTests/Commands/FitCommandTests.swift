import Foundation
import MomentTensor
import Testing

@testable import trainer

@Suite("trainer fit")
struct FitCommandTests {
    /// The cells of tungsten with their labels, for a small potential and few iterations.
    private let new = [
        "--level", "6", "--radial-functions", "shared", "--species", "W", "--cutoff", "5", "--max-iterations", "6", "-q",
    ]

    private func fit(_ words: [String], in folder: TemporaryFolder) throws -> TrainerRun {
        try TrainerRun(shell: "exec \"$0\" \"$@\"", arguments: ["fit"] + words, in: folder)
    }

    private func rootMeanSquareForce(_ potential: String, _ data: String = Repository.tungsten, in folder: TemporaryFolder) throws -> Double
    {
        let run = try TrainerRun("errors", potential, data, "--species", "W", "--json", in: folder)
        let object = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let total = try #require(object["total"] as? [String: [String: Double]])
        return try #require(total["force"]?["rmse"])
    }

    @Test("a new potential is made, fitted and written, and its errors are those that 'trainer errors' finds")
    func anew() throws {
        let folder = try TemporaryFolder()
        let run = try fit(new + [Repository.tungsten, "-o", "W.mtp"], in: folder)
        #expect(run.status == 0 && run.errors == "")
        #expect(folder.fileNames == ["W.mtp"])
        #expect(run.output.hasPrefix("W.mtp: ") && run.output.contains("\ntraining, 5 configurations\n"))
        #expect(try rootMeanSquareForce("W.mtp", in: folder) < 0.4)
        let errors = try TrainerRun("errors", "W.mtp", Repository.tungsten, "--species", "W", in: folder)
        #expect(run.output.hasSuffix(errors.output))
        #expect(try TrainerRun("info", "W.mtp", in: folder).output.contains("distances             2.26 ... 5.0 Å"))
    }

    @Test("a potential from a file gets better")
    func goingOn() throws {
        let folder = try TemporaryFolder()
        let run = try fit([Repository.tungstenPotential, Repository.tungsten, "--species", "W", "-o", "W.mtp", "-q"], in: folder)
        #expect(run.status == 0)
        let before = try rootMeanSquareForce(Repository.tungstenPotential, in: folder)
        #expect(try rootMeanSquareForce("W.mtp", in: folder) < 0.95 * before)
    }

    @Test(
        "so does one with scalars that depend on each other, and it is said how many the data determine",
        .enabled(if: Repository.hasPeers), arguments: [[], ["--ridge", "1e-8"]])
    func dependentScalars(ridge: [String]) throws {
        let folder = try TemporaryFolder()
        let data = Repository.shared.appendingPathComponent("mlearn/Mo_test.xyz.gz").path
        #expect(try TrainerRun("convert", data, "-o", "Mo.xyz", "--every", "4", "-q", in: folder).status == 0)
        let peer = Repository.shared.appendingPathComponent("peers/Mo.mtp").path
        let run = try fit([peer, "Mo.xyz", "--species", "Mo", "-o", "Mo.mtp", "--max-iterations", "1", "-q"] + ridge, in: folder)
        #expect(run.status == 0 && run.errors == "")
        let report = try #require(run.output.split(separator: "\n").first { $0.contains(" scalars are independent in the data") })
        let words = report.split(separator: " ")
        let (rank, count, determined) = (try #require(Int(words[0])), try #require(Int(words[2])), try #require(Int(words[9])))
        #expect(determined < rank && rank < count)
        #expect(ridge.isEmpty || report.hasSuffix("ridge 1.0e-8"))
        let table = try TrainerRun("errors", "Mo.mtp", "Mo.xyz", "--species", "Mo", in: folder)
        #expect(run.output.hasSuffix(table.output))
    }

    @Test("labels may be missing: energies alone, forces alone, in compressed files")
    func missingLabels() throws {
        let folder = try TemporaryFolder()
        #expect(try TrainerRun("convert", Repository.tungsten, "--species", "W", "-o", "all.xyz", "-q", in: folder).status == 0)
        let text = try folder.read("all.xyz")
        try folder.write(text.replacingOccurrences(of: ":forces:R:3", with: ":other:R:3"), to: "energies.xyz")
        try folder.write(text.replacing(#/\s(energy|free_energy)=\S*/#, with: ""), to: "forces.xyz")
        #expect(try TrainerRun(shell: "gzip energies.xyz forces.xyz", in: folder).status == 0)
        for name in ["energies", "forces"] {
            let run = try fit(new + ["\(name).xyz.gz", "-o", "W.mtp"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("Energy, meV/atom: no labels") == (name == "forces"))
            #expect(run.output.contains("Force, eV/Å per component: no labels") == (name == "energies"))
        }
    }

    /// More iterations than lines fit into a pipe: a fit whose log is one does not come to its end before somebody reads.
    private let long = "--level 4 --up-to 6 --species W --cutoff 5 '\(Repository.tungsten)' --split 0.4 -q --starts 20 --max-iterations 12"

    @Test("a fit that was killed goes on with --resume, and ends with the same bytes and the same page")
    func resumption() throws {
        let folder = try TemporaryFolder()
        #expect(try TrainerRun(shell: "\"$0\" fit \(long) -o whole.mtp --report whole.html", in: folder).status == 0)
        let killed = try TrainerRun(
            shell: """
                mkfifo log
                "$0" fit \(long) -o W.mtp --log log & job=$!
                exec 3< log
                read -r line <&3
                kill -KILL $job
                """, in: folder)
        #expect(killed.status == 0)
        #expect(folder.fileNames == ["W.mtp.checkpoint", "log", "whole.html", "whole.mtp"])
        let other = try TrainerRun(shell: "\"$0\" fit \(long) -o W.mtp --ridge 1e-6 --resume", in: folder)
        #expect(other.status == 2 && other.errors.contains("W.mtp.checkpoint: belongs to a fit with other data or options"))
        let resumed = try TrainerRun(shell: "\"$0\" fit \(long) -o W.mtp --report W.html --resume", in: folder)
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try folder.read("W.mtp") == folder.read("whole.mtp"))
        let curves = try ["whole.html", "W.html"].map { name in
            try #require(folder.read(name).firstMatch(of: /(?s)<section id="learning">.*?<\/section>/)).output
        }
        #expect(curves[0] == curves[1])
        #expect(!folder.fileNames.contains("W.mtp.checkpoint"))
    }

    /// (OpenBLAS makes threads before the program can block signals, which must not receive them.)
    @Test(
        "Ctrl-C writes the best potential so far and says by the status what happened; --resume goes on",
        arguments: [("INT", 130), ("TERM", 143)])
    func interruption(signal: String, status: Int32) throws {
        let folder = try TemporaryFolder()
        let run = try TrainerRun(
            shell: """
                mkfifo log
                env --default-signal=\(signal) "$0" fit \(long) -o W.mtp --log log & job=$!
                exec 3< log
                read -r line <&3
                kill -\(signal) $job
                cat <&3 > /dev/null
                wait $job
                """, in: folder, environment: ["OPENBLAS_NUM_THREADS": "2"])
        #expect(run.status == status)
        #expect(
            run.errors == """
                stopping with the best so far; once more stops at once
                interrupted; --resume goes on from W.mtp.checkpoint

                """)
        #expect(run.output.contains("\ntraining, 3 configurations\n"))
        #expect(folder.fileNames == ["W.mtp", "W.mtp.checkpoint", "log"])
        #expect(try TrainerRun("info", "W.mtp", in: folder).output.contains("trained               yes"))
    }

    @Test("--time ends the fit with the best so far, and --resume goes on from it")
    func time() throws {
        let folder = try TemporaryFolder()
        let line = "--level 6 --species W --cutoff 5 '\(Repository.tungsten)' -q -o W.mtp"
        let run = try TrainerRun(shell: "\"$0\" fit \(line) --time 0.0001s", in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "the time is over; --resume goes on from W.mtp.checkpoint\n")
        #expect(folder.fileNames == ["W.mtp", "W.mtp.checkpoint"])
        let more = try TrainerRun(shell: "\"$0\" fit \(line) --max-iterations 3 --resume --log log", in: folder)
        #expect(more.status == 0)
        #expect(try folder.read("log").hasPrefix("{\"potential\": \"MTP6\", \"stage\": 0, \"start\": 0, \"iteration\": 1, "))
        #expect(more.output.contains("not converged after 3 iterations; a fit that begins with W.mtp goes on"))
    }

    @Test("every line of the log is a JSON object with the loss, which falls, and the errors of both sets")
    func log() throws {
        let folder = try TemporaryFolder()
        let run = try fit(new + [Repository.tungsten, "--split", "0.2", "-o", "W.mtp", "--log", "log"], in: folder)
        #expect(run.status == 0)
        let steps = try folder.read("log").split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(steps.compactMap { $0["iteration"] as? Int } == Array(0..<steps.count) && steps.count > 2)
        let losses = steps.compactMap { $0["loss"] as? Double }
        #expect(losses.count == steps.count && losses[0] > 2 * (losses.last ?? 0))
        for step in steps {
            for set in ["training", "validation"] {
                let errors = try #require(step[set] as? [String: Double])
                #expect(errors.keys.sorted() == ["energy_rmse_meV_per_atom", "force_rmse_eV_per_A", "stress_rmse_GPa"])
            }
            #expect(step["validation_loss"] is Double)
        }
    }

    /// Cells of one atom with E = κ (V − V₀)²/2, and the stress dE/dV that belongs to it, or one that is off by so many eV/Å³.
    private func strainedCells(stressOffset: Double) -> String {
        [3.10, 3.12, 3.14, 3.16, 3.18, 3.20].map { edge in
            let (stiffness, expansion) = (0.06, edge * edge * edge - 31.0)
            let stress = stiffness * expansion + stressOffset
            return """
                1
                Lattice="\(edge) 0 0 0 \(edge) 0 0 0 \(edge)" Properties=species:S:1:pos:R:3 energy=\(stiffness * expansion * expansion / 2) \
                stress="\(stress) 0 0 0 \(stress) 0 0 0 \(stress)"
                W 0 0 0

                """
        }.joined()
    }

    @Test("stresses that contradict the energies are left out unless they are asked for", arguments: [0, 0.02])
    func contradictingStresses(offset: Double) throws {
        let folder = try TemporaryFolder()
        try folder.write(strainedCells(stressOffset: offset), to: "cells.xyz")
        let words = Array(new.dropLast()) + ["cells.xyz", "-o", "W.mtp"]
        let note = "note: stresses are left out: by the energies of 15 pairs of strained cells the pressure is off by an isotropic −3.2 GPa"
        #expect(try fit(words, in: folder).errors.contains(note) == (offset > 0))
        #expect(!(try fit(words + ["--stress-weight", "0.01"], in: folder).errors.contains("left out")))
        #expect(!(try fit(words + ["--objective", "mlip"], in: folder).errors.contains("left out")))
    }

    @Test("a last stage gives every moment its own radial function, and begins with the loss of the shared ones")
    func ownFunctions() throws {
        let folder = try TemporaryFolder()
        let words = ["--level", "6", "--species", "W", "--cutoff", "5", "--max-iterations", "6", "--ridge", "1e-10", "-q"]
        #expect(try fit(words + [Repository.tungsten, "-o", "W.mtp", "--log", "log"], in: folder).status == 0)
        let steps = try folder.read("log").split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        let shared = steps.filter { $0["potential"] as? String == "MTP6" }.compactMap { $0["loss"] as? Double }
        let own = steps.filter { $0["potential"] as? String == "MTP6-own" }.compactMap { $0["loss"] as? Double }
        let (end, beginning) = (try #require(shared.last), try #require(own.first))
        #expect(abs(beginning - end) < 1e-6 * end)
        #expect(try #require(own.last) < 0.9 * end)
        #expect(try PotentialFile(path: folder.path("W.mtp")).potential.basis.radialFunctions == .own)
    }

    @Test("without --quiet there is a line for each iteration, and no terminal codes in a pipe")
    func lines() throws {
        let folder = try TemporaryFolder()
        let run = try fit(new.dropLast() + [Repository.tungsten, "-o", "W.mtp"], in: folder)
        let lines = run.errors.split(separator: "\n")
        #expect(lines[0].split(separator: " ") == ["iteration", "loss", "change", "meV/atom", "eV/Å", "GPa", "time"])
        #expect(lines.dropFirst().compactMap { Int($0.split(separator: " ")[0]) } == Array(0..<(lines.count - 1)))
        #expect(!run.errors.contains("\r") && !run.errors.contains("\u{1B}"))
    }

    @Test("--report shows both sets, how it was fitted, and the learning curve")
    func report() throws {
        let folder = try TemporaryFolder()
        let run = try fit(
            new + [Repository.tungsten, "--split", "0.4", "-o", "W.mtp", "--report", "W.html", "--species-energies", "W=-4.5"], in: folder)
        #expect(run.status == 0)
        let page = try folder.read("W.html")
        #expect(page.contains("<h1>W.mtp</h1>") && page.contains("Energy RMSE, validation") && page.contains("id=\"learning\""))
        for fact in ["random radial functions, MTP6", "-4.5 eV", "as is most probable", "scalars are independent in the data"] {
            #expect(page.contains(fact), "\(fact)")
        }
    }

    @Test("energies of isolated atoms are fitted, taken from the data, or given")
    func speciesEnergies() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "1\nLattice=\"20 0 0 0 20 0 0 0 20\" Properties=species:S:1:pos:R:3 energy=-4.25 pbc=\"T T T\"\nW 0 0 0\n", to: "atom.xyz")
        func energy(_ words: [String]) throws -> Double {
            let run = try fit(new + [Repository.tungsten] + words + ["-o", "W.mtp"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try TrainerRun("evaluate", "W.mtp", "atom.xyz", "-o", "out.xyz", "-q", in: folder).status == 0)
            let text = try folder.read("out.xyz")
            return try #require(text.firstMatch(of: /\senergy=(\S+)/).flatMap { Double($0.1) })
        }
        #expect(try energy(["--species-energies", "W=-3.5"]) == -3.5)
        #expect(try energy(["atom.xyz", "--species-energies", "isolated"]) == -4.25)
        #expect(try abs(energy([]) + 4.25) > 0.01)
        let none = try fit(new + [Repository.tungsten, "--species-energies", "isolated", "-o", "W.mtp"], in: folder)
        #expect(none.status == 3)
        #expect(
            none.errors == """
                trainer: the data have no isolated atom of W with an energy
                hint: add one, in a cell larger than the cutoff or without periodicity, or give the energies: --species-energies W=…

                """)
    }

    @Test("a configuration that cannot be used is named, and with --skip-bad the fit is that of the others")
    func bad() throws {
        let folder = try TemporaryFolder()
        #expect(try TrainerRun("convert", Repository.tungsten, "--species", "W", "-o", "good.xyz", "-q", in: folder).status == 0)
        let frame = "Lattice=\"9 0 0 0 9 0 0 0 9\" Properties=species:S:1:pos:R:3:forces:R:3 energy=1 pbc=\"T T T\""
        try folder.write("2\n\(frame)\nW 0 0 0 0 0 0\nW 0 0 0.01 0 0 0\n1\n\(frame)\nW 0 0 0 nan 0 0\n", to: "bad.xyz")
        #expect(try TrainerRun(shell: "cat bad.xyz good.xyz > all.xyz", in: folder).status == 0)
        let refused = try fit(new + ["all.xyz", "-o", "W.mtp"], in: folder)
        #expect(refused.status == 3)
        #expect(
            refused.errors == """
                trainer: all.xyz: configuration 1: atoms 1 and 2 are 0.0100 Å apart
                hint: correct it, or leave such configurations out with --skip-bad

                """)
        #expect(folder.fileNames == ["all.xyz", "bad.xyz", "good.xyz"])
        let skipped = try fit(new + ["all.xyz", "-o", "W.mtp", "--skip-bad"], in: folder)
        #expect(skipped.status == 0)
        #expect(
            skipped.errors == """
                left out: all.xyz: configuration 1: atoms 1 and 2 are 0.0100 Å apart
                left out: all.xyz:7: column 5 of atom 1 is 'nan', not a finite number
                2 of 7 configurations left out

                """)
        #expect(try fit(new + ["good.xyz", "-o", "good.mtp"], in: folder).status == 0)
        #expect(try folder.read("W.mtp") == folder.read("good.mtp"))
        #expect(
            try TrainerRun(shell: "sed 's/^ Size/ Sise/' '\(Repository.tungsten)' | cat - '\(Repository.tungsten)' > all.cfg", in: folder)
                .status == 0)
        let damaged = try fit(new + ["all.cfg", "-o", "W.mtp", "--skip-bad"], in: folder)
        #expect(damaged.status == 0 && damaged.errors.hasPrefix("left out: all.cfg:"), "\(damaged.errors)")
        #expect(try folder.read("W.mtp") == folder.read("good.mtp"))
        let nothing = try fit(new + ["bad.xyz", "-o", "none.mtp", "--skip-bad"], in: folder)
        #expect(nothing.status == 3 && nothing.errors.contains("bad.xyz: no configuration is left to fit"))
    }
}
