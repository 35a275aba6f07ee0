import Foundation
import Testing

/// A potential that was fitted with `--zbl` is evaluated with it.
@Suite("--zbl")
struct RepulsionTests {
    private let zbl = ["--zbl", "1.5,2.9"]

    private func run(_ words: [String], in folder: TemporaryFolder) throws -> TrainerRun {
        try TrainerRun(shell: "exec \"$0\" \"$@\"", arguments: words, in: folder)
    }

    private func fitted(in folder: TemporaryFolder) throws -> TrainerRun {
        let words = [
            "fit", "--level", "6", "--radial-functions", "shared", "--species", "W", "--cutoff", "5", "--max-iterations", "4", "-q",
            Repository.tungsten, "-o", "W.mtp",
        ]
        return try run(words + zbl, in: folder)
    }

    @Test("errors, evaluate, report, relax and properties see what the fit saw, and something else without it")
    func agreement() throws {
        let folder = try TemporaryFolder()
        let fit = try fitted(in: folder)
        #expect(fit.status == 0)
        #expect(
            fit.output.contains(
                "\nthe ZBL repulsion is not in the file: in LAMMPS, pair_style mtp zbl 1.5 2.9; here, --zbl 1.5,2.9\n"))
        let errors = ["errors", "W.mtp", Repository.tungsten, "-q"]
        #expect(fit.output.hasSuffix(try run(errors + zbl, in: folder).output))
        #expect(!fit.output.hasSuffix(try run(errors, in: folder).output))

        #expect(try run(["evaluate", "W.mtp", Repository.tungsten, "-o", "labelled.xyz", "-q"] + zbl, in: folder).status == 0)
        let exact = try run(["errors", "W.mtp", "labelled.xyz", "--json"] + zbl, in: folder)
        let object = try #require(JSONSerialization.jsonObject(with: Data(exact.output.utf8)) as? [String: Any])
        let total = try #require(object["total"] as? [String: [String: Double]])
        #expect(try #require(total["energy"]?["max"]) < 1e-6)

        #expect(try run(["report", "W.mtp", Repository.tungsten, "-o", "W.html", "-q"] + zbl, in: folder).status == 0)
        #expect(try folder.read("W.html").contains("<dt>ZBL repulsion</dt><dd>led to zero from 1.5 to 2.9 Å</dd>"))

        // Without a step, what is written are the labels.
        let relax = ["relax", "W.mtp", Repository.tungsten, "-o", "relaxed.xyz", "--max-steps", "0", "-q"]
        #expect(try run(relax + zbl, in: folder).status == 4)
        #expect(try folder.read("relaxed.xyz") == folder.read("labelled.xyz"))
        let properties = ["properties", "W.mtp", "--only", "eos", "--structure", "bcc", "-q"]
        #expect(try run(properties + zbl, in: folder).output != run(properties, in: folder).output)
    }

    @Test("what cannot be is refused before data are read", arguments: ["errors", "evaluate"])
    func refused(command: String) throws {
        let folder = try TemporaryFolder()
        let words = [command, Repository.tungstenPotential, "missing.xyz"] + (command == "evaluate" ? ["-o", "out.xyz"] : [])
        for (value, message) in [
            ("2,1", "--zbl needs an inner and a larger outer radius, not '2,1'"), ("1,9", "--zbl reaches 9.0 Å, and the potential 5.0 Å"),
            ("1,2", "--zbl needs to know the elements, and the potential does not name them"),
        ] {
            let run = try run(words + ["--zbl", value], in: folder)
            #expect(run.status == 2 && run.errors.contains(message), "\(run.errors)")
        }
    }
}
