import Atoms
import Foundation
import MomentTensor

/// One round of a project: a folder, in which a file for each stage appears, complete, when the stage is done.
///
///     explored.json, preselected.xyz   what the simulations came to, and their frames with grades that are too high
///     candidates.json, relaxed.xyz     what became of the structures that are relaxed, each with a line of its own
///     selected.xyz, selection.json     those that are to be labelled
///     labelled.xyz, labels.json        those that were
///     potential.mtp, fit.json          fitted to all that has labels
///     potential.almtp                  the same with its active set; before it, potential.posterior where novelty counts
struct Round {
    let number: Int
    let folder: String

    /// Number 0 is the first fit, before anything was explored.
    init(_ number: Int, of project: String) {
        self.number = number
        let text = String(number)
        folder = project + "/rounds/" + String(repeating: "0", count: max(0, 3 - text.count)) + text
    }

    enum File: String {
        case initial = "initial.xyz"
        case explored = "explored.json"
        case preselected = "preselected.xyz"
        case candidates = "candidates.json"
        case relaxed = "relaxed.xyz"
        case selected = "selected.xyz"
        case selection = "selection.json"
        case labelled = "labelled.xyz"
        case labels = "labels.json"
        case fitted = "potential.mtp"
        case fit = "fit.json"
        case checkpoint = "fit.checkpoint"
        case graded = "potential.almtp"
        case posterior = "potential.posterior"
    }

    func path(_ file: File) -> String { folder + "/" + file.rawValue }

    func has(_ file: File) -> Bool { Folder.exists(path(file)) }

    func configurations(_ file: File) throws(VolterraError) -> [Configuration] {
        guard has(file) else { return [] }
        return try readConfigurations(path: path(file), format: .extendedXYZ)
    }

    func write(_ configurations: [Configuration], to file: File) throws(VolterraError) {
        try configurations.writeExtendedXYZ(to: path(file))
    }

    func record<Record: Decodable>(_ type: Record.Type, _ file: File) throws(VolterraError) -> Record? {
        has(file) ? try Record(recordAt: path(file)) : nil
    }

    func write(_ record: some Encodable, to file: File) throws(VolterraError) { try record.writeJSON(to: path(file)) }
}

extension [Configuration] {
    /// Complete or not at all.
    func writeExtendedXYZ(to path: String) throws(VolterraError) {
        let writer = try ConfigurationFormat.extendedXYZ.makeWriter(path: path)
        for configuration in self { try writer.write(configuration) }
        try writer.finish()
    }
}

extension Encodable {
    /// Complete or not at all.
    func writeJSON(to path: String) throws(VolterraError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { throw VolterraError(.badData, "holds a number that is not finite", file: path) }
        try AtomicFile.write(String(decoding: data, as: UTF8.self) + "\n", to: path)
    }
}

extension Decodable {
    /// A record that `writeJSON` wrote.
    init(recordAt path: String) throws(VolterraError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: FileManager.default.contents(atPath: path) ?? Data())
        } catch {
            throw VolterraError(
                .badData, "is no record of a round of this version of Volterra", file: path,
                advice: "remove it, and the stage is done again")
        }
    }
}
