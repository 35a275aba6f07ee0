import Atoms
import Foundation
import MomentTensor
import Testing

@testable import trainer

@Suite("trainer relax")
struct RelaxCommandTests {
    private func relax(_ line: String, in folder: TemporaryFolder) throws -> TrainerRun {
        try TrainerRun(shell: "exec \"$0\" relax \(Repository.tungstenPotential) \(line)", in: folder)
    }

    @Test("every configuration is written relaxed, with labels that 'trainer evaluate' confirms")
    func labels() throws {
        let folder = try TemporaryFolder()
        let run = try relax("\(Repository.tungsten) -o out.cfg", in: folder)
        #expect(run.status == 0)
        #expect(run.output.split(separator: "\n").count == 6)
        #expect(run.errors.hasPrefix("out.cfg: 5 configurations, 270 atoms, "))
        let relaxed = try readConfigurations(path: folder.path("out.cfg"))
        #expect(relaxed.count == 5)
        for configuration in relaxed {
            let forces = try #require(configuration.forces)
            #expect(forces.allSatisfy { max(abs($0.x), abs($0.y), abs($0.z)) < 1e-4 })
            let stress = try #require(configuration.virial) * (Units.gigapascal / configuration.cell.volume)
            #expect(stress.voigt.allSatisfy { abs($0) < 1e-3 })
        }
        #expect(try TrainerRun("evaluate", Repository.tungstenPotential, "out.cfg", "-o", "again.cfg", in: folder).status == 0)
        for (one, other) in zip(relaxed, try readConfigurations(path: folder.path("again.cfg"))) {
            #expect(abs(try #require(one.energy) - (try #require(other.energy))) < 1e-9)
        }
    }

    @Test("neither the file nor the table depends on the number of threads")
    func threads() throws {
        let folder = try TemporaryFolder()
        let runs = try [1, 2, 3].map { try relax("\(Repository.tungsten) -o out\($0).cfg --threads \($0)", in: folder) }
        #expect(runs[0].output == runs[1].output && runs[0].output == runs[2].output)
        #expect(try folder.read("out1.cfg") == folder.read("out2.cfg") && folder.read("out1.cfg") == folder.read("out3.cfg"))
    }

    @Test("a pressure is reached, and a fixed cell is kept")
    func cell() throws {
        let folder = try TemporaryFolder()
        #expect(try relax("\(Repository.tungsten) -o p.cfg --pressure 20 -q", in: folder).status == 0)
        for configuration in try readConfigurations(path: folder.path("p.cfg")) {
            let pressure = try #require(configuration.virial).trace / 3 * Units.gigapascal / configuration.cell.volume
            #expect(abs(pressure - 20) < 1e-3)
        }
        #expect(try relax("\(Repository.tungsten) -o f.cfg --fixed-cell -q", in: folder).status == 0)
        let before = try readConfigurations(path: Repository.tungsten)
        for (one, other) in zip(before, try readConfigurations(path: folder.path("f.cfg"))) { #expect(one.cell == other.cell) }
    }

    @Test("what did not converge is written, named, and told by the exit status")
    func unconverged() throws {
        let folder = try TemporaryFolder()
        let run = try relax("\(Repository.tungsten) -o out.cfg --max-steps 2 -q", in: folder)
        #expect(run.status == 4)
        #expect(
            run.errors == """
                trainer: out.cfg: 5 of 5 configurations did not converge within 2 steps: 1, 2, 3, 4, 5
                hint: continue from there, allow more steps with --max-steps, or larger tolerances

                """)
        #expect(run.output.contains("not converged"))
        #expect(try readConfigurations(path: folder.path("out.cfg")).count == 5)
    }

    @Test("JSON has one entry per configuration")
    func json() throws {
        let folder = try TemporaryFolder()
        let run = try relax("\(Repository.tungsten) -o out.cfg --json -q", in: folder)
        let object = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let entries = try #require(object["configurations"] as? [[String: Any]])
        #expect(entries.count == 5)
        for entry in entries {
            #expect(entry["converged"] as? Bool == true && entry["atoms"] as? Int == 54)
            let (before, after) = (entry["initial_energy"] as? Double, entry["energy"] as? Double)
            #expect(try #require(before) > (try #require(after)))
        }
    }

    @Test("the standard output takes the configurations alone")
    func standardOutput() throws {
        let folder = try TemporaryFolder()
        let run = try relax("\(Repository.tungsten) -o - --output-format cfg -q", in: folder)
        #expect(run.status == 0 && run.output.hasPrefix("BEGIN_CFG"))
        let both = try relax("\(Repository.tungsten) -o - --output-format cfg --json", in: folder)
        #expect(both.status == 2)
        #expect(both.errors.hasPrefix("trainer: the configurations and JSON cannot both go to the standard output\n"))
    }

    @Test("a molecule keeps its empty surroundings, which is said")
    func molecule() throws {
        let folder = try TemporaryFolder()
        try folder.write("3\nProperties=species:S:1:pos:R:3\nW 0 0 0\nW 0 0 2.6\nW 0 2.2 1.3\n", to: "in.xyz")
        let run = try relax("in.xyz -o out.xyz", in: folder)
        #expect(run.status == 0)
        #expect(run.errors.contains("note: 1 configuration not periodic in three directions kept the cell, whatever the pressure\n"))
    }

    @Test("contradictory options are refused")
    func usage() throws {
        let folder = try TemporaryFolder()
        let run = try relax("\(Repository.tungsten) -o out.cfg --fixed-cell --pressure 3", in: folder)
        #expect(run.status == 2)
        #expect(run.errors == "trainer: --pressure has no meaning with --fixed-cell\nhint: leave out one of them\n")
        #expect(try relax("\(Repository.tungsten) -o out.cfg --pressure much", in: folder).status == 2)
        #expect(folder.fileNames == [])
    }

    // MARK: Grades

    /// The potential with an active set of its own configurations.
    private func graded(in folder: TemporaryFolder) throws {
        let run = try TrainerRun(
            "select", Repository.tungstenPotential, Repository.tungsten, "--almtp", "W.almtp", "--threshold", "1.1", "-q", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        // A crystal that it knows, one that it does not, and one that is far from both.
        let frame = { (edge: Double, more: String) in
            "\(more.isEmpty ? 2 : 3)\nLattice=\"\(edge) 0 0 0 \(edge) 0 0 0 \(edge)\" Properties=species:S:1:pos:R:3\nW 0 0 0\n"
                + "W \(edge / 2) \(edge / 2) \(edge / 2)\n\(more)"
        }
        try folder.write(frame(3.2, "") + frame(4.6, "W 2.2 2.1 0.1\n") + frame(3.15, ""), to: "in.xyz")
    }

    @Test("what has high grades is kept in a file of its own, and a relaxation that goes too far ends, by the status 4")
    func grades() throws {
        let folder = try TemporaryFolder()
        try graded(in: folder)
        let line = "exec \"$0\" relax W.almtp in.xyz -o out.xyz --save-grade 5 --break-grade 20 --preselected new.xyz"
        let run = try TrainerRun(shell: line, in: folder)
        #expect(run.status == 4)
        #expect(run.errors.contains("trainer: out.xyz: 1 of 3 configurations came to grades that are too high: 2\n"))
        #expect(run.errors.contains("hint: have what --preselected collects labelled, and fit to it, or let --learn do both\n"))
        let rows = run.output.split(separator: "\n")
        #expect(rows.count == 4 && rows[0].hasSuffix("grade  highest") && rows[2].hasSuffix("  extrapolating"))
        let kept = try readConfigurations(path: folder.path("new.xyz"))
        #expect(run.errors.contains("new.xyz: \(kept.count) configuration"))
        #expect(!kept.isEmpty && kept.allSatisfy { $0.energy == nil && $0.feature("relaxed_from") == "in.xyz:2" })
        #expect(try kept.allSatisfy { try #require($0.feature("MV_grade").flatMap { Double($0) }) > 5 })
        let endings = try readConfigurations(path: folder.path("out.xyz")).map { $0.feature("relaxation") }
        #expect(endings == ["converged", "extrapolating", "converged"])
        // The same with every number of threads, and as JSON.
        let again = try TrainerRun(shell: line.replacing("out.", with: "b.").replacing("new.", with: "c.") + " --json -j 3", in: folder)
        #expect(try folder.read("b.xyz") == folder.read("out.xyz") && folder.read("c.xyz") == folder.read("new.xyz"))
        let object = try #require(JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any])
        let entries = try #require(object["configurations"] as? [[String: Any]])
        #expect(entries.map { $0["extrapolating"] as? Bool } == [false, true, false])
        #expect(try #require(entries[1]["highest_grade"] as? Double) > 20)
    }

    @Test("grades need an active set, a file, and thresholds that go together")
    func gradeUsage() throws {
        let folder = try TemporaryFolder()
        let none = try relax("\(Repository.tungsten) -o out.cfg --break-grade 10", in: folder)
        #expect(none.status == 3 && none.errors.contains("has no active set, which grades refer to"))
        let noFile = try relax("\(Repository.tungsten) -o out.cfg --break-grade 10 --save-grade 2", in: folder)
        #expect(noFile.status == 2 && noFile.errors.contains("--save-grade needs a file to save into"))
        let alone = try relax("\(Repository.tungsten) -o out.cfg --save-grade 2", in: folder)
        #expect(alone.status == 2 && alone.errors.contains("--save-grade has no meaning alone"))
        let order = try relax("\(Repository.tungsten) -o out.cfg --break-grade 2 --save-grade 3 --preselected a.cfg", in: folder)
        #expect(order.status == 2 && order.errors.contains("--break-grade 2.0 is below --save-grade 3.0"))
        let same = try relax("\(Repository.tungsten) -o out.cfg --preselected out.cfg", in: folder)
        #expect(same.status == 2 && same.errors.contains("--preselected needs a file of its own"))
        let single = try TrainerRun("relax", "in.cfg", "-o", "out.cfg", in: folder)
        #expect(single.status == 2 && single.errors.contains("a relaxation needs a potential and configurations, and there is only in.cfg"))
        #expect(folder.fileNames == [])
    }
}
