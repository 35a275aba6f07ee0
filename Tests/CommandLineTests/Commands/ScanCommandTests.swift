import Foundation
import Testing

@Suite("trainer scan")
struct ScanCommandTests {
    private let options = ["--species", "W", "-o", "scan.json", "--max-iterations", "2", "--validate", Repository.tungsten, "-j", "1"]

    private func scan(_ more: String..., in folder: TemporaryFolder) throws -> TrainerRun {
        try TrainerRun(shell: "exec \"$0\" \"$@\"", arguments: ["scan", Repository.tungsten] + options + more, in: folder)
    }

    @Test("prints a table of all fits, draws it, keeps the potentials, and repeats nothing")
    func results() throws {
        let folder = try TemporaryFolder()
        let first = try scan("--levels", "2,4", "--cutoffs", "4.5,5", "--keep", "kept", "--svg", "scan.svg", in: folder)
        #expect(first.status == 0, "\(first.errors)")
        let lines = first.output.split(separator: "\n")
        #expect(lines.count == 5 && lines[0].contains("µs/atom") && lines.contains { $0.hasSuffix("*") })
        #expect(first.errors.split(separator: "\n").count == 4)
        #expect(folder.fileNames == ["kept", "scan.json", "scan.svg"])
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path("kept")).sorted()
        #expect(kept.count == 4 && kept[0] == "level-02-cutoff-4.5-radial-8.mtp")
        let errors = try TrainerRun("errors", "kept/level-04-cutoff-5.0-radial-8.mtp", Repository.tungsten, in: folder)
        #expect(errors.status == 0)

        let before = try folder.read("scan.json")
        let again = try scan("--levels", "4,2", "--cutoffs", "4.5,5", "--json", in: folder)
        #expect(again.status == 0 && again.errors == "4 of 4 fits found in scan.json\n" && again.output == before)
        let more = try scan("--levels", "6", "--cutoffs", "5", "-q", in: folder)
        #expect(more.status == 0 && more.errors == "" && more.output.split(separator: "\n").count == 2)
        let object = try #require(JSONSerialization.jsonObject(with: Data(try folder.read("scan.json").utf8)) as? [String: Any])
        #expect(
            (object["results"] as? [[String: Any]])?.compactMap { ($0["candidate"] as? [String: Any])?["level"] as? Int } == [
                2, 2, 4, 4, 6,
            ])
    }

    @Test("energies of isolated atoms are those that are given, in every potential")
    func speciesEnergies() throws {
        let folder = try TemporaryFolder()
        #expect(try scan("--levels", "2,4", "--species-energies", "W=-4.5", "--keep", "kept", "-q", in: folder).status == 0)
        for level in ["02", "04"] {
            #expect(try folder.read("kept/level-\(level)-cutoff-5.0-radial-8.mtp").contains("species_coeffs = {-4.5}"))
        }
        let none = try scan("--levels", "2", "--species-energies", "isolated", "-q", in: folder)
        #expect(none.status == 3 && none.errors.hasPrefix("trainer: the data have no isolated atom of W with an energy\n"))
    }

    @Test("a level that is odd, a cutoff that is too short, and results of other data are refused before anything is fitted")
    func refused() throws {
        let folder = try TemporaryFolder()
        let odd = try scan("--levels", "4,7", in: folder)
        #expect(odd.status == 2 && odd.errors == "trainer: --levels names 7, but levels are even\nhint: take 6 or 8\n")
        let short = try scan("--levels", "2", "--cutoffs", "1.2", in: folder)
        #expect(short.status == 2 && short.errors.contains("the cutoff 1.2 is not above"))
        let wide = try scan("--levels", "2", "--cutoffs", "4,5", "--zbl", "1,4.5", in: folder)
        #expect(wide.status == 2 && wide.errors.contains("--zbl reaches 4.5 Å, and the potential 4.0 Å"))
        #expect(folder.fileNames == [])
        #expect(try scan("--levels", "2", "-q", in: folder).status == 0)
        let other = try scan("--levels", "4", "--force-weight", "1", in: folder)
        #expect(other.status == 2 && other.errors.contains("scan.json: is a scan with other data, elements or settings"))
    }
}
