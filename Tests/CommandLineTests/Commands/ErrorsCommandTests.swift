import Atoms
import Foundation
import Testing

@testable import trainer

@Suite("trainer errors")
struct ErrorsCommandTests {
    /// Two configurations with labels of the potential itself, of which the second was changed by 30 meV in all and has another group.
    private func makeData(in folder: TemporaryFolder) throws {
        let source = try readConfigurations(path: Repository.tungsten).prefix(2)
        let writer = try ConfigurationFormat.cfg.makeWriter(path: folder.path("plain.cfg"))
        for configuration in source { try writer.write(configuration) }
        try writer.finish()
        let run = try TrainerRun("evaluate", Repository.tungstenPotential, "plain.cfg", "-o", "exact.cfg", "-q", in: folder)
        #expect(run.status == 0)
        let changed = try ConfigurationFormat.cfg.makeWriter(path: folder.path("data.cfg"))
        for (index, exact) in try readConfigurations(path: folder.path("exact.cfg")).enumerated() {
            var configuration = exact
            configuration.features.removeAll { $0.name == "config_type" }
            configuration.features.append(.init(name: "config_type", value: index == 0 ? "exact" : "shifted"))
            if index == 1 { configuration.energy! += 0.03 }
            try changed.write(configuration)
        }
        try changed.finish()
    }

    @Test("JSON has the numbers of every group and of all, in meV/atom, eV/Å and GPa")
    func json() throws {
        let folder = try TemporaryFolder()
        try makeData(in: folder)
        let counts = try readConfigurations(path: folder.path("data.cfg")).map { Double($0.count) }
        let run = try TrainerRun("errors", Repository.tungstenPotential, "data.cfg", "--json", in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "")
        let object = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let groups = try #require(object["groups"] as? [String: [String: [String: Double]]])
        let total = try #require(object["total"] as? [String: [String: Double]])
        #expect(Set(object.keys) == ["total", "groups"])
        #expect(Set(groups.keys) == ["exact", "shifted"])
        let shift = 30 / counts[1]
        for key in ["mae", "rmse", "max"] {
            #expect(abs(try #require(groups["shifted"]?["energy"]?[key]) - shift) < 1e-9)
            for quantity in ["energy", "force", "stress"] { #expect(try #require(groups["exact"]?[quantity]?[key]) < 1e-9) }
            for quantity in ["force", "stress"] { #expect(try #require(total[quantity]?[key]) < 1e-9) }
        }
        #expect(abs(try #require(total["energy"]?["mae"]) - shift / 2) < 1e-9)
        #expect(abs(try #require(total["energy"]?["rmse"]) - shift / 2.0.squareRoot()) < 1e-9)
        #expect(abs(try #require(total["energy"]?["max"]) - shift) < 1e-9)
    }

    @Test("the table has a line per group and one for the total, for every quantity")
    func table() throws {
        let folder = try TemporaryFolder()
        try makeData(in: folder)
        let run = try TrainerRun("errors", Repository.tungstenPotential, "data.cfg", in: folder)
        #expect(run.status == 0)
        let firstWords = run.output.split(separator: "\n").map { $0.prefix { $0 != " " && $0 != "," } }
        #expect(
            firstWords == [
                "Energy", "exact", "shifted", "total", "Force", "exact", "shifted", "total", "Stress", "exact", "shifted", "total",
            ])
    }

    @Test("published errors are found again", .enabled(if: Repository.hasGoldenData))
    func published() throws {
        let data = Repository.golden.deletingLastPathComponent()
        let run = try TrainerRun(
            "errors", data.appendingPathComponent("peers/Ni.mtp").path, data.appendingPathComponent("mlearn/Ni_test.xyz.gz").path,
            "--species",
            "Ni", "--json")
        #expect(run.status == 0)
        let object = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let total = try #require(object["total"] as? [String: [String: Double]])
        #expect(abs(try #require(total["energy"]?["rmse"]) - 0.75) < 0.005)
        #expect(abs(try #require(total["energy"]?["mae"]) - 0.48) < 0.005)
        #expect(abs(try #require(total["force"]?["rmse"]) - 0.0269) < 0.00005)
        #expect(abs(try #require(total["force"]?["mae"]) - 0.0140) < 0.00005)
    }

    @Test("the numbers do not depend on the number of threads")
    func threads() throws {
        let runs = try [1, 2, 5].map { threads in
            try TrainerRun("errors", Repository.tungstenPotential, Repository.tungsten, "--json", "-j", "\(threads)")
        }
        #expect(runs.allSatisfy { $0.status == 0 })
        #expect(Set(runs.map(\.output)).count == 1)
    }

    @Test("labels of double precision show the error of mixed precision")
    func precision() throws {
        let folder = try TemporaryFolder()
        let (potential, data) = (Repository.tungstenPotential, Repository.tungsten)
        #expect(try TrainerRun("evaluate", potential, data, "-o", "exact.cfg", "-q", in: folder).status == 0)
        let run = try TrainerRun("errors", potential, "exact.cfg", "--precision", "mixed", "--json", in: folder)
        #expect(run.status == 0)
        let object = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let total = try #require(object["total"] as? [String: [String: Double]])
        #expect(try #require(total["energy"]?["max"]) < 0.1)
        #expect(try #require(total["force"]?["rmse"]) < 1e-5)
        #expect(try #require(total["stress"]?["rmse"]) < 1e-3)
    }

    @Test("data without labels, or without configurations, has no errors to show")
    func nothing() throws {
        let folder = try TemporaryFolder()
        try folder.write("1\nProperties=species:S:1:pos:R:3\nW 0 0 0\n", to: "unlabelled.xyz")
        try folder.write("", to: "empty.xyz")
        let unlabelled = try TrainerRun("errors", Repository.tungstenPotential, "unlabelled.xyz", "--species", "W", in: folder)
        #expect(unlabelled.status == 0)
        #expect(unlabelled.output.contains("Energy, meV/atom: no labels\n"))
        let empty = try TrainerRun("errors", Repository.tungstenPotential, "empty.xyz", in: folder)
        #expect(empty.status == 3)
        #expect(empty.errors == "trainer: empty.xyz: holds no configuration\n")
    }
}
