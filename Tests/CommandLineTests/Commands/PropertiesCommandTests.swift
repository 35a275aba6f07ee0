import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@testable import trainer

@Suite("trainer properties")
struct PropertiesCommandTests {
    private func properties(_ line: String, in folder: TemporaryFolder? = nil) throws -> TrainerRun {
        try TrainerRun(shell: "exec \"$0\" properties \(Repository.tungstenPotential) \(line)", in: folder)
    }

    private func elements(_ run: TrainerRun) throws -> [[String: Any]] {
        let object = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        return try #require(object["elements"] as? [[String: Any]])
    }

    @Test("tungsten is bcc, and everything is computed and drawn")
    func everything() throws {
        let folder = try TemporaryFolder()
        let run = try properties("--species W --svg plots", in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "plots: 4 plots\n")
        #expect(run.output.hasPrefix("W, bcc\n"))
        let plots = try FileManager.default.contentsOfDirectory(atPath: folder.path("plots")).sorted()
        #expect(plots == ["W-eos.svg", "W-faults.svg", "W-migration.svg", "W-phonons.svg"])
        for plot in plots { #expect(XMLParser(data: try Data(contentsOf: folder.url("plots/\(plot)"))).parse(), "\(plot)") }
    }

    @Test("the numbers do not depend on the number of threads")
    func threads() throws {
        let runs = try [1, 2, 3].map { try properties("--species W --json --threads \($0)") }
        #expect(runs[0].status == 0)
        #expect(runs[0].output == runs[1].output && runs[0].output == runs[2].output)
    }

    @Test("what was not asked for is not computed")
    func only() throws {
        let run = try properties("--only elastic,eos --json")
        #expect(run.status == 0)
        let element = try #require(try elements(run).first)
        #expect(element["element"] as? String == "type 0")
        #expect(element["elastic"] is [String: Any] && element["equation_of_state"] is [String: Any])
        #expect(element["vacancy"] is NSNull && element["phonons"] is NSNull)
        #expect((element["surfaces"] as? [Any])?.isEmpty == true && (element["stacking_faults"] as? [Any])?.isEmpty == true)
        #expect(try #require(element["structures"] as? [Any]).count == 4)
    }

    @Test("another structure than the lowest can be asked for")
    func structure() throws {
        let run = try properties("--structure fcc --only elastic")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("type 0, fcc\n"))
        #expect(run.output.contains("warning: fcc is "))
    }

    @Test("words that are no property or structure are refused, with those that are")
    func usage() throws {
        let run = try properties("--only elastic,magnetism")
        #expect(run.status == 2)
        #expect(
            run.errors.hasPrefix(
                "trainer: --only needs some of lattice, elastic, eos, vacancy, surfaces, phonons, faults, not 'elastic,magnetism'\n"))
        #expect(try properties("--structure cubic").status == 2)
    }

    @Test("a potential without any bound crystal is told; in an alloy the other elements are still computed")
    func unbound() throws {
        let folder = try TemporaryFolder()
        func new(_ line: String) throws -> Int32 { try TrainerRun(shell: "exec \"$0\" new --cutoff 5 \(line)", in: folder).status }
        #expect(try new("--level 2 --species W --random 3 -o W.mtp") == 0)
        let run = try TrainerRun("properties", "W.mtp", in: folder)
        #expect(run.status == 4 && run.output == "")
        #expect(
            run.errors == """
                trainer: W has no bound crystal with neighbours between 2.00 and 5.00 Å
                hint: was the potential trained on crystals of this element?

                """)
        #expect(try new("--level 8 --species W,Re --random 3 -o WRe.mtp") == 0)
        let both = try TrainerRun("properties", "WRe.mtp", "--structure", "bcc", "--only", "elastic", in: folder)
        #expect(both.status == 4)
        #expect(both.output.contains("Re, bcc\n") && both.output.contains("W has no bound bcc with neighbours between 2.00 and 5.00 Å\n"))
    }

    @Test("plots cannot go where a file is")
    func folder() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "plots")
        let run = try properties("--only eos --svg plots", in: folder)
        #expect(run.status == 2)
        #expect(run.errors == "trainer: plots: is no folder\nhint: give --svg another name\n")
    }
}
