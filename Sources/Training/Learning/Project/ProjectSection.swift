import Atoms
import Foundation
import MomentTensor

/// A section of a project file while it is being read. It remembers what was asked for, so that what nobody asks for can be refused.
final class ProjectSection {
    private let name: String
    private let path: String
    private let folder: String
    private let line: Int?
    private let entries: [String: ProjectText.Entry]
    private var known: [String] = []

    /// - Parameter folder: what the names of files are relative to.
    init(_ name: String, of text: ProjectText, folder: String) {
        self.name = name
        path = text.path
        self.folder = folder
        line = text.sections[name]?.line
        entries = text.sections[name]?.entries ?? [:]
    }

    /// Throws if there is a key that was not asked for.
    func finish() throws(VolterraError) {
        let unknown = entries.filter { !known.contains($0.key) }.min { $0.value.line < $1.value.line }
        guard let unknown else { return }
        throw error(
            "[\(name)] has no key '\(unknown.key)'", line: unknown.value.line, advice: "its keys are \(known.joined(separator: ", "))")
    }

    func has(_ key: String) -> Bool {
        if !known.contains(key) { known.append(key) }
        return entries[key] != nil
    }

    func text(_ key: String) -> String? { has(key) ? entries[key]?.value : nil }

    func text(_ key: String, required purpose: String) throws(VolterraError) -> String {
        guard let text = text(key), !text.isEmpty else { throw missing(key, purpose) }
        return text
    }

    func missing(_ key: String, _ purpose: String) -> VolterraError {
        error("[\(name)] needs '\(key)': \(purpose)", line: line, advice: "add a line '\(key) = …' to the section [\(name)]")
    }

    /// Words separated by commas.
    func list(_ key: String) throws(VolterraError) -> [String] {
        guard let text = text(key) else { return [] }
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        guard !words.contains("") else { throw expectation(key, "words separated by commas") }
        return words
    }

    func number(_ key: String, above bound: Double = -.infinity, orEqual: Bool = false) throws(VolterraError) -> Double? {
        guard let text = text(key) else { return nil }
        guard let number = Double(text), number.isFinite, number > bound || (orEqual && number == bound) else {
            let least = bound == -.infinity ? "" : orEqual ? " of at least \(bound)" : " above \(bound)"
            throw expectation(key, "a number" + least)
        }
        return number
    }

    func numbers(_ key: String) throws(VolterraError) -> [Double] {
        let words = try list(key)
        let numbers = words.compactMap { Double($0) }.filter { $0.isFinite && $0 > 0 }
        guard numbers.count == words.count else { throw expectation(key, "numbers above 0 separated by commas") }
        return numbers
    }

    func integer(_ key: String, atLeast bound: Int) throws(VolterraError) -> Int? {
        guard let text = text(key) else { return nil }
        guard let number = Int(text), number >= bound else { throw expectation(key, "an integer of at least \(bound)") }
        return number
    }

    func flag(_ key: String) throws(VolterraError) -> Bool? {
        guard let text = text(key) else { return nil }
        guard ["yes", "no"].contains(text) else { throw expectation(key, "yes or no") }
        return text == "yes"
    }

    func duration(_ key: String) throws(VolterraError) -> Duration? {
        guard let text = text(key) else { return nil }
        guard let duration = Duration(humanText: text) else { throw expectation(key, "a time such as 90s, 10m or 2h") }
        return duration
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, of type: Choice.Type) throws(VolterraError) -> Choice?
    where Choice.RawValue == String {
        guard let text = text(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw expectation(key, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    func elements(_ key: String) throws(VolterraError) -> [Element]? {
        guard has(key) else { return nil }
        let words = try list(key)
        let elements = words.compactMap { Element(symbol: $0) }
        guard elements.count == words.count, !elements.isEmpty else { throw expectation(key, "chemical symbols such as W, Re") }
        return elements
    }

    /// Names of files that must be there, relative to the project.
    func files(_ key: String) throws(VolterraError) -> [String] {
        var paths: [String] = []
        for word in try list(key) {
            let path = inProject(word)
            guard Folder.exists(path) else {
                throw error("there is no file \(word)", key, advice: "names are relative to the project's folder")
            }
            paths.append(path)
        }
        return paths
    }

    func file(_ key: String) throws(VolterraError) -> String? {
        let paths = try files(key)
        guard paths.count < 2 else { throw expectation(key, "the name of one file") }
        return paths.first
    }

    func inProject(_ name: String) -> String { name.hasPrefix("/") ? name : folder + "/" + name }

    func expectation(_ key: String, _ expectation: String) -> VolterraError {
        error("'\(key)' needs \(expectation), not '\(entries[key]?.value ?? "")'", key)
    }

    func error(_ message: String, _ key: String, advice: String? = nil) -> VolterraError {
        error(message, line: entries[key]?.line ?? line, advice: advice)
    }

    private func error(_ message: String, line: Int?, advice: String?) -> VolterraError {
        VolterraError(.badData, message, file: path, line: line, advice: advice)
    }
}

extension Duration {
    /// A number with s, m or h behind it; without, seconds.
    public init?(humanText text: String) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        let unit = text.last.flatMap { units[$0] }
        guard let number = Double(unit == nil ? text[...] : text.dropLast()), number.isFinite, number > 0 else { return nil }
        self = .seconds(number * (unit ?? 1))
    }
}
