import Foundation
import Testing

@testable import trainer

@Suite("trainer hull and enumerate")
struct HullCommandTests {
    private func frame(_ counts: [(String, Int)], _ energy: Double, _ more: String = "") -> String {
        let atoms = counts.flatMap { Array(repeating: $0.0, count: $0.1) }
        var text = "\(atoms.count)\nLattice=\"9 0 0 0 9 0 0 0 9\" Properties=species:S:1:pos:R:3 energy=\(energy) \(more)\n"
        for (index, symbol) in atoms.enumerated() { text += "\(symbol) \(2 * index) 0 0\n" }
        return text
    }

    private func alloy(in folder: TemporaryFolder) throws {
        try folder.write(
            frame([("Al", 1)], -3) + frame([("Ni", 1)], -5) + frame([("Al", 1), ("Ni", 1)], -9, "name=B2")
                + frame([("Al", 3), ("Ni", 1)], -14.8, "name=L12") + frame([("Al", 1), ("Ni", 3)], -18.4, "relaxation=extrapolating"),
            to: "in.xyz")
    }

    @Test("says what is stable, how far the others are from it and into what they decompose")
    func table() throws {
        let folder = try TemporaryFolder()
        try alloy(in: folder)
        let run = try TrainerRun("hull", "in.xyz", "-o", "hull.html", in: folder)
        #expect(run.status == 0)
        #expect(
            run.output == """
                       structure  atoms  formation, meV/atom  above hull, meV/atom  below others, meV/atom        decomposes into
                Al      in.xyz:1      1                 0.00                stable
                Al3Ni        L12      4              -200.00                 50.00                          0.500 Al + 0.500 AlNi
                AlNi          B2      2              -500.00                stable                  366.67
                Ni      in.xyz:2      1                 0.00                stable

                """)
        #expect(
            run.errors == """
                note: 1 structure is left out, because the potential does not know them or could not be evaluated
                hull.html: 4 structures

                """)
        let page = try folder.read("hull.html")
        #expect(page.contains("<title>Convex hull of Al–Ni</title>"))
        let json = try TrainerRun("hull", "in.xyz", "--json", "-q", in: folder)
        let object = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let structures = try #require(object["structures"] as? [[String: Any]])
        #expect(
            structures.map { $0["stable"] as? Bool } == [true, true, true, false] && object["components"] as? [String] == ["Al", "Ni"])
    }

    @Test("takes references, pressures and energies of a potential")
    func energies() throws {
        let folder = try TemporaryFolder()
        try folder.write(frame([("Al", 1), ("Ni", 1)], -9), to: "in.xyz")
        let missing = try TrainerRun("hull", "in.xyz", in: folder)
        #expect(missing.status == 3 && missing.errors.contains("no structure is pure Al, which formation energies are measured from\n"))
        let given = try TrainerRun("hull", "in.xyz", "--reference", "Al=-3,Ni=-5", in: folder)
        #expect(given.status == 0 && given.output.contains("-500.00"))
        #expect(try TrainerRun("hull", "in.xyz", "--reference", "Al=-3,Al=-5", in: folder).status == 2)
        #expect(try TrainerRun("hull", "in.xyz", "--reference", "Al", in: folder).status == 2)
        #expect(try TrainerRun("hull", "in.xyz", "--precision", "mixed", in: folder).errors.contains("--precision is about a potential"))

        let potential = try TrainerRun(
            "hull", Repository.tungsten, "--potential", Repository.tungstenPotential, "--species", "W", "--json", in: folder)
        #expect(try TrainerRun("evaluate", Repository.tungstenPotential, Repository.tungsten, "-o", "e.cfg", in: folder).status == 0)
        let labels = try TrainerRun("hull", "e.cfg", "--species", "W", "--json", in: folder)
        let energies = { (run: TrainerRun) throws -> [Double] in
            let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
            return (object?["structures"] as? [[String: Any]] ?? []).compactMap { $0["energy"] as? Double }
        }
        let (one, other) = (try energies(potential), try energies(labels))
        #expect(one.count == 5 && zip(one, other).allSatisfy { abs($0 - $1) < 1e-6 }, "\(potential.errors)")
        let none = try TrainerRun("hull", Repository.tungsten, in: folder)
        #expect(none.status == 3 && none.errors.contains("an atom has a type instead of an element"))
    }

    @Test("enumerate writes every crystal once, with a name and a volume")
    func enumerate() throws {
        let folder = try TemporaryFolder()
        let run = try TrainerRun(
            "enumerate", "--species", "Ag,Pd", "--volume", "Ag=17.1,Pd=14.7", "-o", "out.xyz", "--max-atoms", "3", in: folder)
        #expect(run.status == 0 && run.errors == "out.xyz: 23 configurations\n")
        let text = try folder.read("out.xyz")
        #expect(text.contains("name=fcc-3-1") && text.contains("name=hcp-2-3") && text.contains("config_type=bcc"))
        let sc = try TrainerRun(
            "enumerate", "--species", "Ag,Pd", "--lattice", "sc", "--volume", "15", "-o", "out.xyz", "--max-atoms", "4", in: folder)
        #expect(sc.errors == "out.xyz: 35 configurations\n")
        for volume in ["Ag=17", "Ag=17,Pd=-3", "Ag=17,Pd=3,Cu=4", "0"] {
            let wrong = try TrainerRun("enumerate", "--species", "Ag,Pd", "--volume", volume, "-o", "no.xyz", in: folder)
            #expect(wrong.status == 2 && wrong.errors.contains("--volume "))
        }
        #expect(!folder.fileNames.contains("no.xyz"))
    }
}
