import Atoms
import Foundation
import MomentTensor

/// The section [label]: what computes the labels.
public struct LabellingSettings: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case command, ase, ipi, lammps
    }

    public var kind: Kind
    public var engine: any LabellingEngine
    /// How many configurations are computed at the same time.
    public var parallel: Int
    /// How often one is tried before it is set aside.
    public var attempts: Int
    /// eV/Å; a force above it is a failure.
    public var largestForce: Double
    /// eV/atom by which an energy may differ from those that are known.
    public var energyWindow: Double
    /// Whether the files of good calculations are kept, too.
    public var keepsFiles: Bool

    init(_ section: ProjectSection, elements: [Element]) throws(VolterraError) {
        guard let kind = try section.choice("engine", of: Kind.self) else {
            throw section.missing("engine", "one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.kind = kind
        let timeLimit = try section.duration("time-limit")
        switch kind {
        case .command: engine = try CommandEngine(section, timeLimit)
        case .ase:
            guard let calculator = try section.file("calculator") else {
                throw section.missing("calculator", "a Python file that defines 'calculator'")
            }
            var ase = ASEEngine.make(calculator: calculator, python: section.text("python") ?? "python3")
            ase.files += try section.files("files")
            ase.timeLimit = timeLimit
            engine = ase
        case .ipi: engine = try IPIEngine(section, timeLimit)
        case .lammps:
            guard let pair = try section.file("pair") else {
                throw section.missing("pair", "a file with the pair_style and pair_coeff commands of what is the truth")
            }
            var lammps = LammpsEngine(pair: pair, elements: elements)
            if let command = section.text("command") { lammps.command = command }
            lammps.timeLimit = timeLimit
            engine = lammps
        }
        parallel = try section.integer("parallel", atLeast: 1) ?? 1
        attempts = try section.integer("attempts", atLeast: 1) ?? 2
        largestForce = try section.number("largest-force", above: 0) ?? 100
        energyWindow = try section.number("energy-window", above: 0) ?? 10
        keepsFiles = try section.flag("keep-files") ?? false
        try section.finish()
        try engine.check()
    }
}

extension CommandEngine.Input {
    /// From the key `template`, or `format` for those that a writer knows; with the name of the input file.
    fileprivate static func read(_ section: ProjectSection) throws(VolterraError) -> (input: Self, name: String) {
        if let template = try section.file("template") {
            let name = section.text("input") ?? URL(fileURLWithPath: template).lastPathComponent
            return (.template(try InputTemplate(path: template)), name)
        }
        guard let word = section.text("format") else {
            throw section.missing("template", "the input with {positions} in it, or 'format': one that can be written, such as poscar")
        }
        let format: ConfigurationFormat
        do throws(VolterraError) {
            format = try ConfigurationFormat(name: word)
        } catch {
            throw section.error(error.message, "format", advice: error.advice)
        }
        guard format.isWritable else { throw section.expectation("format", "a format that can be written, such as poscar or extxyz") }
        return (.format(format), try section.text("input", required: "the name of the input file, such as POSCAR"))
    }
}

extension CommandEngine {
    fileprivate init(_ section: ProjectSection, _ timeLimit: Duration?) throws(VolterraError) {
        let (input, name) = try Input.read(section)
        self.init(
            input: input, inputName: name, command: try section.text("command", required: "the command that computes"),
            output: section.text("output") ?? CommandEngine.printed)
        if let word = section.text("output-format") {
            do throws(VolterraError) {
                outputFormat = try ConfigurationFormat(name: word)
            } catch {
                throw section.error(error.message, "output-format", advice: error.advice)
            }
        }
        files = try section.files("files")
        energy = try section.choice("energy", of: EnergyChoice.self) ?? .asRead
        self.timeLimit = timeLimit
    }
}

extension IPIEngine {
    fileprivate init(_ section: ProjectSection, _ timeLimit: Duration?) throws(VolterraError) {
        let (input, name) = try CommandEngine.Input.read(section)
        self.init(
            input: input, inputName: name,
            command: try section.text("command", required: "the command that starts the program, such as pw.x --ipi {ipi} -in input.pwi"))
        files = try section.files("files")
        if let word = section.text("socket") {
            guard ["unix", "inet"].contains(word) else { throw section.expectation("socket", "unix or inet") }
            usesUnixSocket = word == "unix"
        }
        self.timeLimit = timeLimit
    }
}
