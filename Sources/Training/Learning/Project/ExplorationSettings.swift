import Foundation
import MomentTensor

/// The section [explore]: which simulations and relaxations look for atoms that the potential does not know.
public struct ExplorationSettings: Sendable {
    /// Structures that are relaxed.
    public var candidates: CandidateSettings
    /// Scripts for LAMMPS, or whatever the command takes; none if there are only relaxations.
    public var scripts: [String]
    /// K; none if the scripts have no use for them.
    public var temperatures: [Double]
    public var structures: [String]
    /// How many runs there are of each kind, with different random numbers.
    public var repeats: Int
    /// With `{script}` and `{variables}`.
    public var command: String
    /// More variables, as `name=value`.
    public var variables: [String]
    /// A file of frames that each run leaves, which are graded afterwards; `nil` where the pair style saves what it does not know.
    public var frames: String?
    /// How many run at the same time.
    public var parallel: Int
    public var timeLimit: Duration?
    public var seed: Int
    /// Why nothing can be explored. It may still be asked what was done.
    let lack: VolterraError?

    static let defaultCommand = "lmp-mtp -in {script} -log log.lammps -screen none {variables}"

    /// - Parameter files: structures to relax instead of everything that the section names.
    init(_ section: ProjectSection, candidates files: [String] = []) throws(VolterraError) {
        candidates = try CandidateSettings(section)
        scripts = try section.files("script")
        if !files.isEmpty { (candidates.files, scripts) = (files, []) }
        let isEmpty = scripts.isEmpty && candidates.files.isEmpty
        lack = isEmpty ? section.missing("script", "what to simulate, for LAMMPS, or 'relax', which structures to relax") : nil
        temperatures = try section.numbers("temperatures")
        structures = try section.files("structures")
        repeats = try section.integer("repeats", atLeast: 1) ?? 1
        command = section.text("command") ?? ExplorationSettings.defaultCommand
        variables = try section.list("variables")
        if let word = variables.first(where: { !$0.dropFirst().contains("=") }) {
            throw section.error("'\(word)' is no variable", "variables", advice: "write them as name=value, separated by commas")
        }
        frames = section.text("frames")
        parallel = try section.integer("parallel", atLeast: 1) ?? 1
        timeLimit = try section.duration("time-limit")
        seed = try section.integer("seed", atLeast: 1) ?? 1
        try section.finish()
        var names: Set<String> = []
        for run in runs where !names.insert(run.name).inserted {
            throw section.error("two simulations would both be called \(run.name)", "script", advice: "give their files different names")
        }
    }

    /// All that a round runs.
    var runs: [ExplorationRun] {
        var runs: [ExplorationRun] = []
        for script in scripts {
            for structure in structures.isEmpty ? [nil] : structures.map(Optional.some) {
                for temperature in temperatures.isEmpty ? [nil] : temperatures.map(Optional.some) {
                    for number in 1...repeats {
                        runs.append(
                            ExplorationRun(
                                index: runs.count, script: script, structure: structure, temperature: temperature,
                                number: repeats > 1 ? number : nil, hasSiblings: scripts.count > 1))
                    }
                }
            }
        }
        return runs
    }

    /// Different where other runs would be made.
    var fingerprint: String {
        var hash = Fingerprint()
        for run in runs { hash.add("\(run.name) \(run.script) \(run.structure ?? "")".utf8) }
        for path in scripts + structures { hash.add(FileManager.default.contents(atPath: path) ?? Data()) }
        hash.add("\(command) \(variables) \(frames ?? "")".utf8)
        if !candidates.files.isEmpty { hash.add(candidates.fingerprint.utf8) }
        return hash.text
    }
}

/// One simulation of a round.
public struct ExplorationRun: Sendable {
    let index: Int
    let script: String
    let structure: String?
    let temperature: Double?
    /// Among those that differ in their random numbers only.
    let number: Int?
    /// Whether there is another script.
    let hasSiblings: Bool

    /// As it is written in the project.
    var temperatureText: String? {
        temperature.map { $0 == $0.rounded() && $0 < 1e9 ? "\(Int($0))" : "\($0)" }
    }

    /// What tells it from the others of its round, as the name of a folder.
    public var name: String {
        var parts: [String] = []
        if hasSiblings { parts.append(ExplorationRun.stem(script)) }
        if let structure { parts.append(ExplorationRun.stem(structure)) }
        if let temperatureText { parts.append(temperatureText + "K") }
        if let number { parts.append("\(number)") }
        return parts.isEmpty ? ExplorationRun.stem(script) : parts.joined(separator: "-")
    }

    private static func stem(_ path: String) -> String {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let stem = name.hasPrefix("in.") ? String(name.dropFirst(3)) : URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent
        return stem.isEmpty ? name : stem
    }
}
