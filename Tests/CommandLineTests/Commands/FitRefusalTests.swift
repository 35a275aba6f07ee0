import Foundation
import Testing

@testable import trainer

@Suite("What trainer fit refuses")
struct FitRefusalTests {
    private let potential = Repository.tungstenPotential
    private let data = Repository.tungsten

    /// The status and the message, without the hint.
    private func refusal(_ words: [String], in folder: TemporaryFolder) throws -> (status: Int32, message: String) {
        let run = try TrainerRun(shell: "exec \"$0\" \"$@\"", arguments: ["fit"] + words, in: folder)
        #expect(run.output == "" && run.errors.contains("\nhint: "), "\(run.errors)")
        return (run.status, String(run.errors.dropFirst("trainer: ".count).prefix { $0 != "\n" }))
    }

    @Test("options that contradict each other")
    func contradictions() throws {
        let folder = try TemporaryFolder()
        let new = ["--level", "8", "--species", "W", "--cutoff", "5", data, "-o", "W.mtp"]
        let old = [potential, data, "-o", "W.mtp"]
        let lines: [([String], String)] = [
            (old + ["--cutoff", "5"], "--cutoff is about new potentials, and \(potential) is there already"),
            (old + ["--radial-size", "9"], "--radial-size is about new potentials, and \(potential) is there already"),
            (old + ["--starts", "2"], "--starts is about random beginnings, and \(potential) has coefficients to begin with"),
            (old + ["--level", "8"], "--level makes a new potential, and \(potential) is one already"),
            (old + ["--species", "W,Re"], "2 species are named (W, Re), the potential has 1"),
            (new + ["--up-to", "6"], "--up-to 6 is below --level 8"),
            (new + ["--validate", "a.xyz", "--split", "0.1"], "--validate and --split 0.1 both say what to validate with"),
            (new + ["--split", "1"], "--split 1.0 leaves nothing to fit"),
            (new + ["--split", "0.01"], "--split 0.01 of 5 configurations leaves nothing to validate with"),
            (new + ["--validate", data], "\(data): is fitted and validated with at the same time"),
            (new + ["--zbl", "2,1"], "--zbl needs an inner and a larger outer radius, not '2,1'"),
            (new + ["--energy-weight", "0", "--force-weight", "0", "--stress-weight", "0"], "all weights are zero"),
            (new + ["--group-weights", "liquid"], "--group-weights needs groups and factors, not 'liquid'"),
            (new + ["--species-energies", "Re=1"], "--species-energies names Re, which the potential does not know"),
            (new + ["--log", "W.mtp"], "W.mtp: is to be written twice, with different contents"),
            (
                ["--level", "7", "--species", "W", "--cutoff", "5", data, "-o", "W.mtp"],
                "level 7 is odd, but every contraction of moments has an even level"
            ),
            (["--level", "8", "--species", "W", data, "-o", "W.mtp"], "--cutoff is missing: how far the atoms of the new potential see"),
            (["--level", "8", "--cutoff", "5", data, "-o", "W.mtp"], "--species is missing: which elements the new potential knows"),
            (
                ["--level", "8", "--species", "W", "--cutoff", "2", data, "-o", "W.mtp"],
                "--cutoff 2.0 is not above 2.26 Å, the shortest distance of the data"
            ),
            ([data, "-o", "W.mtp"], "a fit needs a potential to begin with, or --level for a new one, and data"),
            (new.dropLast(2) + ["-o", "-"], "a fit cannot be written to the standard output"),
            (new.dropLast(2) + ["-o", data], "\(data): is input and output at the same time"),
        ]
        for (words, message) in lines {
            let refusal = try refusal(words, in: folder)
            #expect(refusal.message == message)
            #expect(refusal.status == 2, "\(message)")
        }
        #expect(folder.fileNames == [])
    }

    @Test("data in the place of a potential, and files that are not there")
    func wrongFiles() throws {
        let folder = try TemporaryFolder()
        let swapped = try refusal([data, data, "-o", "W.mtp"], in: folder)
        #expect(swapped.status == 3 && swapped.message.hasSuffix("is no potential file: it does not begin with a line 'MTP'"))
        let resumed = try refusal([potential, data, "-o", "W.mtp", "--resume"], in: folder)
        #expect(resumed.status == 1 && resumed.message == "W.mtp.checkpoint: does not exist: there is no fit to go on with")
        try folder.write("{}", to: "W.mtp.checkpoint")
        let damaged = try refusal([potential, data, "--species", "W", "-o", "W.mtp", "--resume"], in: folder)
        #expect(damaged.status == 3 && damaged.message == "W.mtp.checkpoint: is not a checkpoint of this version of Volterra")
    }

    @Test("files that cannot be written, before anything is computed")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        let missing = try refusal([potential, data, "-o", "missing/W.mtp"], in: folder)
        #expect(missing.status == 1 && missing.message == "missing/W.mtp: the directory missing does not exist")
        // A directory in which nobody can make a file, not even root.
        for words in [["-o", "/sys/W.mtp"], ["-o", "W.mtp", "--report", "/sys/W.html"], ["-o", "W.mtp", "--log", "/sys/log"]] {
            let run = try TrainerRun(
                shell: "exec \"$0\" \"$@\"", arguments: ["fit", potential, data, "-q", "--species", "W"] + words, in: folder)
            #expect(run.status == 1)
            #expect(run.errors.hasPrefix("trainer: \(words.last!): cannot be "), "\(run.errors)")
        }
        #expect(folder.fileNames == [])
    }

    @Test("a disk that gets full ends the fit with the best potential so far, and says where that is and how to go on")
    func fullDisk() throws {
        let folder = try TemporaryFolder()
        let line = "--level 6 --species W --cutoff 5 '\(data)' -o W.mtp -q --max-iterations 4"
        let log = try TrainerRun(shell: "\"$0\" fit \(line) --log /dev/full", in: folder)
        #expect(log.status == 1)
        #expect(
            log.errors == """
                trainer: /dev/full: cannot be written: No space left on device
                hint: the best potential so far is in W.mtp; when the cause is removed, --resume goes on from W.mtp.checkpoint

                """)
        #expect(folder.fileNames == ["W.mtp", "W.mtp.checkpoint"])
        #expect(try TrainerRun("errors", "W.mtp", data, "--species", "W", in: folder).status == 0)
        #expect(try TrainerRun(shell: "\"$0\" fit \(line) --resume", in: folder).status == 0)

        // Files of at most a block: the potential fits in, the checkpoint does not.
        let small = try TrainerRun(shell: "trap '' XFSZ; ulimit -f 4; exec \"$0\" fit \(line)", in: folder)
        #expect(small.status == 1)
        #expect(
            small.errors.hasPrefix(
                "trainer: W.mtp.checkpoint: cannot be written: File too large\nhint: the best potential so far is in W.mtp"))
    }

    @Test("where even the output cannot be written any more, the potential goes to the folder for temporary files")
    func vanishedFolder() throws {
        let folder = try TemporaryFolder()
        let scratch = try TemporaryFolder()
        let run = try TrainerRun(
            shell: """
                mkdir out
                mkfifo data.cfg
                "$0" fit --level 6 --species W --cutoff 5 data.cfg -o out/W.mtp -q & job=$!
                exec 3> data.cfg
                mv out gone
                cat '\(data)' >&3
                exec 3>&-
                wait $job
                """, in: folder, environment: ["TMPDIR": scratch.url.path])
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("trainer: out/W.mtp"))
        let rescued = scratch.path(try #require(scratch.fileNames.first { $0.hasPrefix("rescued-") && $0.hasSuffix("-W.mtp") }))
        #expect(run.errors.contains("hint: the best potential so far is in \(rescued)"), "\(run.errors)")
        #expect(try TrainerRun("info", rescued).output.contains("trained               yes"))
    }
}
