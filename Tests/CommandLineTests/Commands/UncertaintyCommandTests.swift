import Foundation
import Testing

@Suite("trainer uncertainty, and what uses it")
struct UncertaintyCommandTests {
    private func run(_ arguments: String..., in folder: TemporaryFolder) throws -> TrainerRun {
        try TrainerRun(
            shell: "exec \"$0\" \"$@\"",
            arguments: ["uncertainty", Repository.tungstenPotential, Repository.tungsten, "-o", "W.posterior"] + arguments, in: folder)
    }

    @Test("prints the evidence, the noise and a table of what was expected and found, and writes the posterior")
    func text() throws {
        let folder = try TemporaryFolder()
        let result = try run("--validate", Repository.tungsten, "--pops", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(lines[0].hasPrefix("W.posterior: 10 coefficients, ") && lines[0].contains("log evidence"))
        for part in ["noise, ", "RMSE", "factor that it needs", "68.3 % expected", "bounds of the ensemble", "not what the form"] {
            #expect(result.output.contains(part), "\(part)")
        }
        #expect(folder.fileNames == ["W.posterior"])
    }

    @Test("the JSON is complete, and the file does not depend on the number of threads")
    func threads() throws {
        let files = try ["1", "3"].map { count in
            let folder = try TemporaryFolder()
            let result = try run("--split", "0.3", "--pops", "--json", "-q", "-j", count, in: folder)
            #expect(result.status == 0 && result.errors == "")
            let json = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
            #expect(json["coefficients"] as? Int == 10 && json["noise"] is [String: Any] && json["calibration"] is [String: Any])
            return try Data(contentsOf: folder.url("W.posterior"))
        }
        #expect(files[0] == files[1])
    }

    @Test("evaluate --posterior writes deviations of atoms, energies and forces: columns of extended XYZ, features of .cfg")
    func evaluate() throws {
        let folder = try TemporaryFolder()
        #expect(try run("--validate", Repository.tungsten, "-q", in: folder).status == 0)
        for output in ["out.xyz", "out.cfg"] {
            let result = try TrainerRun(
                "evaluate", Repository.tungstenPotential, Repository.tungsten, "-o", output, "--posterior", "W.posterior", "--force-std",
                "-q",
                in: folder)
            #expect(result.status == 0, "\(result.errors)")
        }
        let frame = try folder.read("out.xyz")
        #expect(frame.contains(":site_std:R:1:site_novelty:R:1:forces_std:R:3 ") && frame.contains(" energy_std="))
        let record = try folder.read("out.cfg")
        for name in ["energy_std", "site_std", "site_novelty", "forces_std"] { #expect(record.contains(" Feature   \(name)\t")) }
        #expect(try TrainerRun("errors", Repository.tungstenPotential, "out.xyz", in: folder).status == 0)
        #expect(try TrainerRun("convert", "out.cfg", "-o", "again.cfg", "-q", in: folder).status == 0)
    }

    @Test("report --posterior shows how right the deviations are")
    func report() throws {
        let folder = try TemporaryFolder()
        #expect(try run("--validate", Repository.tungsten, "-q", "--report", "first.html", in: folder).status == 0)
        let result = try TrainerRun(
            "report", Repository.tungstenPotential, Repository.tungsten, "-o", "second.html", "--posterior", "W.posterior", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        for page in ["first.html", "second.html"] { #expect(try folder.read(page).contains("<section id=\"uncertainty\">"), "\(page)") }
    }

    @Test("a posterior of another potential, a damaged one, and one that is not there are told apart by message and status")
    func refusals() throws {
        let folder = try TemporaryFolder()
        #expect(try run("--validate", Repository.tungsten, "-q", in: folder).status == 0)
        let other = try TrainerRun("new", "--level", "8", "--species", "W", "--cutoff", "5", "--random", "1", "-o", "other.mtp", in: folder)
        #expect(other.status == 0)
        func evaluate(_ potential: String, _ more: String...) throws -> TrainerRun {
            try TrainerRun(
                shell: "exec \"$0\" \"$@\"", arguments: ["evaluate", potential, Repository.tungsten, "-o", "out.xyz"] + more, in: folder)
        }
        let wrong = try evaluate("other.mtp", "--posterior", "W.posterior")
        #expect(wrong.status == 3 && wrong.errors.contains("W.posterior: belongs to another potential, or to another fit of it"))
        let missing = try evaluate(Repository.tungstenPotential, "--posterior", "none.posterior")
        #expect(missing.status == 1 && missing.errors.contains("none.posterior: cannot be read"))
        let alone = try evaluate(Repository.tungstenPotential, "--force-std")
        #expect(alone.status == 2 && alone.errors.contains("--force-std needs --posterior"))
        #expect(!folder.fileNames.contains("out.xyz"))
    }

    @Test("select --by novelty takes as many candidates as it is told, with where they come from and why")
    func select() throws {
        let folder = try TemporaryFolder()
        func select(_ more: String...) throws -> TrainerRun {
            let words = ["select", Repository.tungstenPotential, Repository.tungsten, Repository.tungsten, "-o", "new.cfg"]
            return try TrainerRun(shell: "exec \"$0\" \"$@\"", arguments: words + more, in: folder)
        }
        let result = try select("--by", "novelty", "--limit", "2", "--json")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("new.cfg: 2 configurations of 5 candidates"))
        let json = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: [[String: Any]]])
        let values = try #require(json["selected"]).compactMap { $0["novelty"] as? Double }
        #expect(values.count == 2 && values[0] >= values[1] && values[0] <= 1)
        let record = try folder.read("new.cfg")
        for name in ["selected_from", "selected_atoms", "selected_novelty"] { #expect(record.contains(" Feature   \(name)\t")) }
        let none = try select("--by", "deviation", "--above", "1000")
        #expect(none.status == 0 && none.errors.contains("0 configurations of 5 candidates"))
        #expect(try select("--by", "deviation").status == 2)
        #expect(try select("--by", "deviation", "--limit", "1", "--almtp", "W.almtp").errors.contains("--almtp is about grades"))
        #expect(try select("--above", "0.1").errors.contains("--above is about deviations and novelties"))
    }
}
