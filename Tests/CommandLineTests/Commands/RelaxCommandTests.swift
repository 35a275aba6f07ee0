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
}
