import Atoms
import Foundation
import Testing

@testable import trainer

@Suite("trainer retrain")
struct RetrainCommandTests {
    /// Forces that the potential has but for 0.1 eV/Å on the first atom, which is the only QM atom; and the frames without labels.
    private func makeData(in folder: TemporaryFolder) throws {
        let run = try TrainerRun("evaluate", Repository.tungstenPotential, Repository.tungsten, "-o", "exact.xyz", "-q", in: folder)
        #expect(run.status == 0)
        var text = ""
        for configuration in try readConfigurations(path: folder.path("exact.xyz")).prefix(4) {
            let cell = configuration.cell.vectors.flatMap { [$0.x, $0.y, $0.z] }.map(\.description).joined(separator: " ")
            text += "\(configuration.count)\nLattice=\"\(cell)\" Properties=species:S:1:pos:R:3:forces:R:3:region:S:1\n"
            for (atom, position) in configuration.positions.enumerated() {
                var force = configuration.forces?[atom] ?? .zero
                if atom == 0 { force.x += 0.1 }
                let numbers = [position, force].flatMap { [$0.x, $0.y, $0.z] }.map(\.description).joined(separator: " ")
                text += "W \(numbers) \(atom == 0 ? "QM" : "MM")\n"
            }
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path("qmml.xyz")))
    }

    private func retrain(_ more: String..., in folder: TemporaryFolder) throws -> TrainerRun {
        try TrainerRun(
            shell: "exec \"$0\" \"$@\"",
            arguments: ["retrain", Repository.tungstenPotential, "--species", "W", "--targets", "qmml.xyz", "-o", "new.mtp"] + more,
            in: folder)
    }

    @Test("meets the forces of the atoms of the mask better, holds the energies of the hard file, and says so")
    func result() throws {
        let folder = try TemporaryFolder()
        try makeData(in: folder)
        let run = try retrain(
            "--force-mask", "region=QM", "--hard", "exact.xyz", "--soft", "exact.xyz", "--extend", "14", "--report", "page.html", "--json",
            "-q", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try String(contentsOfFile: folder.path("page.html"), encoding: .utf8).contains("Singular values of the constraints"))
        let report = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let forces = try #require(report["forces"] as? [[String: Any]])
        let target = try #require(forces.first { $0["target"] as? Bool == true })
        #expect(target["atoms"] as? Int == 4)
        let (before, after) = (try #require(target["rms_before"] as? Double), try #require(target["rms_after"] as? Double))
        #expect(abs(before - 0.1 / 3.0.squareRoot()) < 1e-3 && after < before)
        let constraint = try #require((report["constraints"] as? [[String: Any]])?.first)
        #expect(try #require(constraint["largest_drift"] as? Double) < 1e-10)
        let energies = try ["exact.xyz", "again.xyz"].map { file in
            if file == "again.xyz" {
                #expect(try TrainerRun("evaluate", "new.mtp", "exact.xyz", "-o", file, "-q", in: folder).status == 0)
            }
            return try readConfigurations(path: folder.path(file)).map { ($0.energy ?? .nan) / Double($0.count) }
        }
        for (one, other) in zip(energies[0], energies[1]) { #expect(abs(one - other) < 1e-9) }
    }

    @Test("what cannot be is refused with what to do about it")
    func refusals() throws {
        let folder = try TemporaryFolder()
        try makeData(in: folder)
        let property = try retrain("--preserve", "colour", in: folder)
        #expect(property.status == 2 && property.errors.contains("lattice, volumes, elastic, vacancy"))
        let constant = try retrain("--set", "C77=1", in: folder)
        #expect(constant.status == 2 && constant.errors.contains("--set C11=520,C44=160"))
        let mask = try retrain("--force-mask", "zone=QM", in: folder)
        #expect(mask.status == 3 && mask.errors.contains("no frame has the column 'zone'"))
        let nothing = try retrain("--force-mask", "region=XX", in: folder)
        #expect(nothing.status == 3 && nothing.errors.contains("no target has forces"))
        let extended = try retrain("--extend", "big", in: folder)
        #expect(extended.status == 2 && extended.errors.contains("a level, such as 20, or pairs"))
        #expect(!folder.fileNames.contains("new.mtp"))
    }
}
