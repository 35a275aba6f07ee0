import Atoms
import Foundation
import MomentTensor

/// Any program: an input file is written, a command run, and its output read.
public struct CommandEngine: LabellingEngine {
    /// How the input file is made.
    public enum Input: Sendable {
        case template(InputTemplate)
        /// Written by the writer of a format.
        case format(ConfigurationFormat)
    }

    public var input: Input
    /// The name of the input file.
    public var inputName: String
    /// Files that lie beside it, by links.
    public var files: [String] = []
    /// Texts that are written beside it, by name.
    var scripts: [String: String] = [:]
    public var command: String
    /// The name of the file to read the result from; what the command prints is in `stdout`.
    public var output: String
    public var outputFormat: ConfigurationFormat?
    public var energy = EnergyChoice.asRead
    public var timeLimit: Duration?

    public static let printed = "stdout"

    public init(input: Input, inputName: String, command: String, output: String) {
        self.input = input
        self.inputName = inputName
        self.command = command
        self.output = output
    }

    public func check() throws(VolterraError) {
        for file in files where !Folder.exists(file) {
            throw VolterraError(.inputOutput, "does not exist", file: file, advice: "every file of the labelling must be there")
        }
    }

    public func makeWorker() throws(VolterraError) -> any LabellingWorker { CommandWorker(engine: self) }
}

/// Which of the energies of a metal counts.
public enum EnergyChoice: String, CaseIterable, Sendable {
    /// The one that our reader takes: without the entropy of the electrons.
    case asRead = "internal"
    /// That of which the forces are the derivatives, if the output tells it.
    case free

    func apply(to configuration: inout Configuration) {
        guard self == .free, let text = configuration.feature("free_energy"), let energy = Double(text) else { return }
        configuration.energy = energy
    }
}

private final class CommandWorker: LabellingWorker {
    private let engine: CommandEngine

    init(engine: CommandEngine) { self.engine = engine }

    func label(
        _ configuration: Configuration, in folder: String, isCancelled: @escaping @Sendable () -> Bool
    ) throws(LabellingFailure) -> Configuration {
        do throws(VolterraError) {
            try prepare(configuration, in: folder)
        } catch {
            throw .unusable(error)
        }
        try ShellCommand(engine.command, in: folder, output: CommandEngine.printed, timeLimit: engine.timeLimit).runForLabels(
            isCancelled: isCancelled)
        return try LabelTransfer(configuration: configuration).labels(from: try result(in: folder))
    }

    private func prepare(_ configuration: Configuration, in folder: String) throws(VolterraError) {
        try Folder.link(engine.files, in: folder)
        for (name, text) in engine.scripts { try AtomicFile.write(text, to: folder + "/" + name) }
        try configuration.withoutLabels.write(engine.input, to: folder + "/" + engine.inputName)
    }

    /// The last configuration of the output.
    private func result(in folder: String) throws(LabellingFailure) -> Configuration {
        let path = folder + "/" + engine.output
        var last: Configuration?
        do throws(VolterraError) {
            last = try readConfigurations(path: path, format: engine.outputFormat).last
        } catch {
            throw .failed("the output cannot be used: \(error)")
        }
        guard var last else { throw .failed("\(engine.output) holds no configuration") }
        guard last.feature("scf_converged") != "F" else { throw .failed("the electronic loop did not converge") }
        engine.energy.apply(to: &last)
        return last
    }
}

extension Configuration {
    func write(_ input: CommandEngine.Input, to path: String) throws(VolterraError) {
        switch input {
        case .template(let template):
            try AtomicFile.write(try template.filled(with: self), to: path)
        case .format(let format):
            let writer = try format.makeWriter(path: path)
            try writer.write(self)
            try writer.finish()
        }
    }

    /// Cell and atoms only.
    public var withoutLabels: Configuration { Configuration(cell: cell, positions: positions, kinds: kinds) }
}
