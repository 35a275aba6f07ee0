import Foundation
import MomentTensor
import Testing

@testable import trainer

@Suite("trainer mindist")
struct MinimumDistanceCommandTests {
    private let xyz = """
        2
        Properties=species:S:1:pos:R:3
        W 0 0 0
        Re 0 0 2.5
        2
        Lattice="3 0 0 0 3.1 0 0 0 3.2" Properties=species:S:1:pos:R:3
        W 0 0 0
        W 1.5 1.55 1.6

        """

    @Test("the shortest distance of every pair, and where")
    func table() throws {
        let folder = try TemporaryFolder()
        try folder.write(xyz, to: "data.xyz")
        let run = try TrainerRun("mindist", "data.xyz", in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.output.contains("W-Re"))
        #expect(run.output.contains("2.5000"))
        #expect(run.output.contains("2.6856"))
    }

    @Test("JSON says the same to programs")
    func json() throws {
        let folder = try TemporaryFolder()
        try folder.write(xyz, to: "data.xyz")
        let run = try TrainerRun("mindist", "data.xyz", "--json", in: folder)
        let object = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let shortest = try #require(object["shortest"] as? [String: Any])
        #expect(shortest["distance"] as? Double == 2.5)
        #expect(shortest["configuration"] as? Int == 1)
        let pairs = try #require(object["pairs"] as? [String: [String: Any]])
        let halfDiagonal = SIMD3(1.5, 1.55, 1.6).length
        let distance = try #require(pairs["W-W"]?["distance"] as? Double)
        #expect(abs(distance - halfDiagonal) < 1e-12)
    }

    @Test("types get the names of elements")
    func species() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "BEGIN_CFG\n Size\n 2\n AtomData: id type cartes_x cartes_y cartes_z\n 1 0 0 0 0\n 2 1 0 0 2\nEND_CFG\n", to: "data.cfg")
        #expect(try TrainerRun("mindist", "data.cfg", "--species", "W,Re", in: folder).output.contains("W-Re"))
        let tooFew = try TrainerRun("mindist", "data.cfg", "--species", "W", in: folder)
        #expect(tooFew.status == 3)
        #expect(tooFew.errors.hasPrefix("trainer: data.cfg:"))
    }

    @Test("a missing file is named")
    func missing() throws {
        let run = try TrainerRun("mindist", "missing.xyz")
        #expect(run.status == 1)
        #expect(run.errors == "trainer: missing.xyz: cannot be opened: No such file or directory\n")
    }
}
