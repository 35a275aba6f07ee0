import Foundation
import Testing

@testable import trainer

@Suite("trainer check")
struct CheckCommandTests {
    /// A good configuration twice, and one with two atoms on top of each other.
    private let xyz = """
        1
        Lattice="3 0 0 0 3 0 0 0 3" Properties=species:S:1:pos:R:3:forces:R:3 energy=-8.0
        W 0 0 0 0 0 0
        1
        Lattice="3 0 0 0 3 0 0 0 3" Properties=species:S:1:pos:R:3:forces:R:3 energy=-8.0
        W 0 0 0 0 0 0
        2
        Lattice="5 0 0 0 5 0 0 0 5" Properties=species:S:1:pos:R:3:forces:R:3 energy=100
        W 0 0 0 1 0 0
        W 0.1 0 0 -1 0 0

        """

    @Test("what is wrong is said for people and for programs, with the same findings, and is no failure")
    func findings() throws {
        let folder = try TemporaryFolder()
        try folder.write(xyz, to: "data.xyz")
        let text = try TrainerRun("check", "data.xyz", in: folder)
        #expect(text.status == 0)
        #expect(text.errors == "")
        #expect(text.output.hasPrefix("3 configurations, 4 atoms\n"))
        let run = try TrainerRun("check", "data.xyz", "--json", in: folder)
        #expect(run.status == 0)
        let report = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(report["configurations"] as? Int == 3)
        #expect(report["atoms"] as? Int == 4)
        let findings = try #require(report["findings"] as? [[String: Any]])
        #expect(findings.contains { $0["configurations"] as? [Int] == [3] && $0["severity"] as? String != "note" })
        for finding in findings { #expect(text.output.contains(try #require(finding["message"] as? String))) }
    }

    @Test("files are counted through, and a damaged one is named with its line")
    func files() throws {
        let folder = try TemporaryFolder()
        try folder.write(xyz, to: "good.xyz")
        try folder.write("1\nProperties=species:S:1:pos:R:3\nW 0 0 nan\n", to: "bad.xyz")
        #expect(try TrainerRun("check", "good.xyz", "good.xyz", in: folder).output.hasPrefix("6 configurations, 8 atoms\n"))
        let run = try TrainerRun("check", "good.xyz", "bad.xyz", in: folder)
        #expect(run.status == 3)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("trainer: bad.xyz:3: "))
    }
}
