import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing

@testable import Training

@Suite("Project files")
struct ProjectTests {
    /// A project that makes sense, with lines replaced.
    private func project(_ changes: [String: String] = [:], adding more: String = "") throws -> LearningProject {
        let folder = try ScratchFolder()
        for name in ["initial.xyz", "explore.lmp", "truth.lmp", "other.lmp"] { try folder.write("", to: name) }
        var text = """
            # A comment
            [potential]
            species = W, Re   # two of them
            level = 6
            cutoff = 5
            [data]
            initial = initial.xyz
            [explore]
            script = explore.lmp
            temperatures = 300,
             600
            variables = steps=10, name=a#b
            [select]
            [label]
            engine = lammps
            pair = truth.lmp
            [fit]

            """
        for (line, replacement) in changes { text = text.replacing(line, with: replacement) }
        try folder.write(text + more, to: "learn.conf")
        return try LearningProject(folder: folder.path)
    }

    private func message(_ changes: [String: String] = [:], adding more: String = "") -> String? {
        do { _ = try project(changes, adding: more) } catch let error as VolterraError {
            let line = error.line.map { "\($0): " } ?? ""
            return line + error.message + (error.advice.map { "; " + $0 } ?? "")
        } catch {}
        return nil
    }

    @Test("say what to do, with defaults for the rest")
    func values() throws {
        let project = try project()
        guard case .form(let form) = project.potential else { throw VolterraError(.usage, "not a new potential") }
        #expect(form.elements == ["W", "Re"] && form.levels == [6] && form.cutoff == 5 && form.radialSize == 8)
        #expect(project.exploration.temperatures == [300, 600])
        #expect(project.exploration.variables == ["steps=10", "name=a#b"])
        #expect(project.exploration.runs.map(\.name) == ["300K", "600K"])
        #expect(project.selection.save == 2 && project.selection.stop == 10 && project.selection.limit == nil)
        #expect(project.labelling.kind == .lammps && project.labelling.attempts == 2 && project.roundLimit == 50)
    }

    @Test("with several scripts, temperatures and repeats name a simulation after each")
    func runs() throws {
        let project = try project(["script = explore.lmp": "script = explore.lmp, other.lmp\nrepeats = 2"])
        #expect(
            project.exploration.runs.map(\.name) == [
                "explore-300K-1", "explore-300K-2", "explore-600K-1", "explore-600K-2", "other-300K-1", "other-300K-2", "other-600K-1",
                "other-600K-2",
            ])
    }

    @Test("that make no sense are refused, with the line and what to do")
    func refusals() {
        #expect(
            message(["level = 6": "lvel = 6"])
                == "2: [potential] needs 'level': that of the new potential; add a line 'level = …' to the section [potential]")
        #expect(
            message(["level = 6": "level = 6\nlvel = 7"])?.hasPrefix(
                "5: [potential] has no key 'lvel'; its keys are start, species, level, cutoff") == true)
        #expect(message(["cutoff = 5": "cutoff = wide"]) == "5: 'cutoff' needs a number above 0.0, not 'wide'")
        #expect(message(["level = 6": "level = 7"])?.hasPrefix("4: ") == true)
        #expect(message(["engine = lammps": "engine = vasp"]) == "15: 'engine' needs one of command, ase, ipi, lammps, not 'vasp'")
        #expect(message(["initial.xyz": "nothing.xyz"]) == "7: there is no file nothing.xyz; names are relative to the project's folder")
        #expect(message(["W, Re": "W, Xx"])?.hasPrefix("3: 'species' needs chemical symbols") == true)
        #expect(
            message(["[fit]": "[fits]"])
                == "17: there is no section [fits]; the sections are [potential], [data], [explore], [select], [label], [fit], [loop]")
        #expect(message(["[fit]": "[data]"]) == "17: the section [data] is there twice; make one of the two")
        #expect(message(["cutoff = 5": "level = 8"]) == "5: level is there twice in [potential]; leave out one of them")
        #expect(message(["cutoff = 5": "cutoff 5"]) == "5: 'cutoff 5' is no line of a project; lines are like: key = value")
        #expect(
            message(["[select]": "[select]\nsave = 12"])
                == "14: 'break' needs a number above that of 'save', 12.0, not ''".replacing("14", with: "13"))
        #expect(message(adding: "energy-weight = 0\nforce-weight = 0\nstress-weight = 0\n")?.hasPrefix("18: all weights are zero") == true)
        #expect(message(["script = explore.lmp": "script = explore.lmp\nvariables = 3"]) != nil)
    }

    @Test("of all engines are written complete, and can be read once there are data", arguments: LabellingSettings.Kind.allCases)
    func template(_ engine: LabellingSettings.Kind) throws {
        let folder = try ScratchFolder()
        let names = try ProjectTemplate(engine).write(to: folder.path("new"))
        #expect(names.prefix(2) == ["learn.conf", "explore.lmp"] && names.count == 3)
        try folder.write("", to: "new/initial.xyz")
        let project = try LearningProject(folder: folder.path("new"))
        #expect(project.labelling.kind == engine && project.exploration.temperatures == [300, 600, 900])
        #expect(throws: VolterraError.self) { try ProjectTemplate(engine).write(to: folder.path("new")) }
        // Every key that is commented out exists, and what is said to be its default is a value that it may have.
        var text = try folder.read("new/learn.conf")
        for line in text.split(separator: "\n") where line.hasPrefix("# ") && line.contains(" = ") && !line.contains("files") {
            let key = line.dropFirst(2).prefix { $0 != " " }
            let excluded = ["start", "test", "structures", "format", "input", "frames", "relax"]
            if !excluded.contains(String(key)), !line.hasPrefix("# A project") { text = text.replacing(line, with: line.dropFirst(2)) }
        }
        try folder.write(text, to: "new/learn.conf")
        _ = try LearningProject(folder: folder.path("new"))
    }

    @Test("with a potential that is there take its species from it")
    func start() throws {
        let folder = try ScratchFolder()
        try FitTestData(speciesCount: 2, count: 0, seed: 1).teacher.write(to: folder.path("WRe.mtp"))
        for name in ["initial.xyz", "explore.lmp", "truth.lmp"] { try folder.write("", to: name) }
        let text = """
            [potential]
            start = WRe.mtp
            [data]
            initial = initial.xyz
            [explore]
            script = explore.lmp
            [label]
            engine = lammps
            pair = truth.lmp
            """
        try folder.write(text, to: "learn.conf")
        let project = try LearningProject(folder: folder.path)
        #expect(try project.potential.elements().map(\.symbol) == ["W", "Re"])
        try folder.write(text.replacing("start = WRe.mtp", with: "start = WRe.mtp\nlevel = 8"), to: "learn.conf")
        let error = try #require(throws: VolterraError.self) { try LearningProject(folder: folder.path) }
        #expect(error.line == 3 && error.message == "[potential] has no key 'level'")
    }
}
