import Atoms
import Foundation
import MomentTensor

/// What the file `learn.conf` of a project asks for.
public struct LearningProject: Sendable {
    /// The folder that holds all of it.
    public let folder: String
    public var potential: Beginning
    /// Configurations to begin with; those without labels are labelled first.
    public var initialFiles: [String]
    /// Labelled configurations that are never fitted.
    public var testFiles: [String]
    public var exploration: ExplorationSettings
    public var selection: SelectionSettings
    public var labelling: LabellingSettings
    public var fit: LearningFitSettings
    /// The most rounds, besides the first fit.
    public var roundLimit: Int

    /// The potential of the first round.
    public enum Beginning: Sendable {
        case file(String)
        case form(PotentialForm)
    }

    public static let fileName = "learn.conf"

    /// That of its folder.
    var name: String { folder.split(separator: "/").last.map(String.init) ?? folder }

    /// Reads the project in a folder; throws at the first thing in it that makes no sense.
    ///
    /// - Parameter candidates: files of structures to relax, instead of everything that it explores otherwise.
    public init(folder: String, candidates: [String] = []) throws(VolterraError) {
        let path = folder + "/" + LearningProject.fileName
        guard Folder.exists(path) else {
            throw VolterraError(
                .inputOutput, "does not exist: there is no project in \(folder)", file: path,
                advice: "make one with: trainer learn --new \(folder)")
        }
        try self.init(
            try ProjectText(path: path), folder: URL(fileURLWithPath: folder).standardizedFileURL.path,
            candidates: candidates.map { URL(fileURLWithPath: $0).standardizedFileURL.path })
    }

    init(_ text: ProjectText, folder: String, candidates: [String]) throws(VolterraError) {
        let names = ["potential", "data", "explore", "select", "label", "fit", "loop"]
        if let unknown = text.sections.filter({ !names.contains($0.key) }).min(by: { $0.value.line < $1.value.line }) {
            throw VolterraError(
                .badData, "there is no section [\(unknown.key)]", file: text.path, line: unknown.value.line,
                advice: "the sections are \(names.map { "[\($0)]" }.joined(separator: ", "))")
        }
        func section(_ name: String) -> ProjectSection { ProjectSection(name, of: text, folder: folder) }
        self.folder = folder
        potential = try Beginning(section("potential"))
        let data = section("data")
        initialFiles = try data.files("initial")
        testFiles = try data.files("test")
        if initialFiles.isEmpty { throw data.missing("initial", "the configurations to begin with") }
        try data.finish()
        exploration = try ExplorationSettings(section("explore"), candidates: candidates)
        let select = section("select")
        selection = try SelectionSettings(select)
        if selection.method == .novelty, exploration.frames == nil, !exploration.scripts.isEmpty {
            throw select.error(
                "the pair style saves by grades, not by novelty", "method",
                advice: "have the simulations write all frames, and name their file in [explore]: frames = trajectory.dump")
        }
        labelling = try LabellingSettings(section("label"), elements: try potential.elements())
        fit = try LearningFitSettings(section("fit"))
        let loop = section("loop")
        roundLimit = try loop.integer("rounds", atLeast: 0) ?? 50
        try loop.finish()
    }
}

extension LearningProject.Beginning {
    fileprivate init(_ section: ProjectSection) throws(VolterraError) {
        if let path = try section.file("start") {
            try section.finish()
            self = .file(path)
            return
        }
        guard let elements = try section.elements("species") else {
            throw section.missing("species", "the elements of the new potential, or 'start': a potential that is there")
        }
        guard let level = try section.integer("level", atLeast: 2) else { throw section.missing("level", "that of the new potential") }
        guard let cutoff = try section.number("cutoff", above: 0) else {
            throw section.missing("cutoff", "how far the atoms of the new potential see, in Å")
        }
        var form = PotentialForm(levels: [level], elements: elements.map(\.symbol), cutoff: cutoff)
        form.radialSize = try section.integer("radial-size", atLeast: 1) ?? 8
        form.radialFunctions = try section.choice("radial-functions", of: RadialFunctionSharing.self) ?? .shared
        form.maximumFactors = try section.integer("max-factors", atLeast: 1) ?? form.maximumFactors
        form.minimumDistance = try section.number("min-distance", above: 0)
        if let minimum = form.minimumDistance, minimum >= cutoff {
            throw section.expectation("min-distance", "a distance below the cutoff")
        }
        try section.finish()
        do throws(VolterraError) {
            _ = try form.stages()
        } catch {
            throw section.error(error.message, "level", advice: error.advice)
        }
        self = .form(form)
    }

    /// The elements of its types 0, 1, …
    public func elements() throws(VolterraError) -> [Element] {
        switch self {
        case .form(let form): return form.elements.compactMap { Element(symbol: $0) }
        case .file(let path):
            let potential = try PotentialFile(path: path).potential
            let elements = potential.species.compactMap { $0.element.flatMap { Element(symbol: $0) } }
            guard elements.count == potential.species.count else {
                throw VolterraError(
                    .badData, "does not name its species", file: path,
                    advice: "name them: trainer fit or trainer prune with --species write potentials that do")
            }
            return elements
        }
    }
}
