import Atoms
import Foundation
import MomentTensor

/// A force engine that is reached through an i-PI socket: it is started once for many configurations, and begins each with what it knows
/// from the one before.
public struct IPIEngine: LabellingEngine {
    /// The input of the program for the first configuration, and for every one with other elements or another cell.
    public var input: CommandEngine.Input
    public var inputName: String
    /// Files that lie beside it, by links.
    public var files: [String] = []
    /// With `{ipi}`, `{host}` and `{port}`, or `{name}` of a UNIX socket, where the address belongs.
    public var command: String
    public var usesUnixSocket = true
    /// For each configuration, and for the program to come.
    public var timeLimit: Duration?

    public init(input: CommandEngine.Input, inputName: String, command: String) {
        self.input = input
        self.inputName = inputName
        self.command = command
    }

    public func check() throws(VolterraError) {
        for file in files where !Folder.exists(file) {
            throw VolterraError(.inputOutput, "does not exist", file: file, advice: "every file of the labelling must be there")
        }
        guard ["{ipi}", "{host}", "{port}", "{name}"].contains(where: command.contains) else {
            throw VolterraError(
                .usage, "the command '\(command)' does not tell the program where the i-PI socket is",
                advice: "as in pw.x --ipi {ipi} -in input.pwi")
        }
    }

    public func makeWorker() throws(VolterraError) -> any LabellingWorker { IPIWorker(engine: self) }
}

/// Keeps a client as long as it can be used.
private final class IPIWorker: LabellingWorker {
    private let engine: IPIEngine
    private var client: Client?

    private struct Client {
        let process: ProcessGroup
        let command: ShellCommand
        let connection: IPIConnection
        /// What it was started for.
        let kinds: [Configuration.Kind]
        let cell: Cell
    }

    init(engine: IPIEngine) { self.engine = engine }

    deinit { finish() }

    func label(
        _ configuration: Configuration, in folder: String, isCancelled: @escaping @Sendable () -> Bool
    ) throws(LabellingFailure) -> Configuration {
        let answer: IPIResult
        do throws(LabellingFailure) {
            answer = try self.answer(configuration, in: folder, isCancelled)
        } catch {
            stop()
            throw error
        }
        var labelled = configuration.withoutLabels
        labelled.features = configuration.features
        labelled.energy = answer.energy
        labelled.forces = answer.forces
        labelled.virial = answer.virial
        return labelled
    }

    private func answer(
        _ configuration: Configuration, in folder: String, _ isCancelled: @escaping @Sendable () -> Bool
    ) throws(LabellingFailure) -> IPIResult {
        guard configuration.cell.isFullyPeriodic, configuration.cell.volume > 0 else {
            throw .unusable(VolterraError(.badData, "engines with an i-PI socket need cells that are periodic in three directions"))
        }
        let deadline = engine.timeLimit.map { ContinuousClock.now + $0 }
        if let client, client.kinds != configuration.kinds || client.cell != configuration.cell { finish() }
        let client: Client
        if let running = self.client { client = running } else { client = try start(configuration, in: folder, deadline, isCancelled) }
        self.client = client
        client.connection.isCancelled = isCancelled
        client.connection.deadline = deadline
        do throws(IPIConnection.Failure) {
            return try client.connection.forces(
                IPIStructure(cell: configuration.cell, positions: configuration.positions))
        } catch {
            switch error {
            case .cancelled: throw .cancelled
            case .outOfTime: throw .outOfTime(engine.timeLimit ?? .zero)
            case .malformed(let what): throw .failed("the program sends \(what)")
            case .closed:
                // Its exit status says more, once it has one.
                let ending = client.process.wait(timeLimit: .seconds(2), isCancelled: { false })
                self.client = nil
                client.connection.close()
                throw client.command.failure(ending) ?? .failed("the program closed its socket: \(tail(client.command))")
            }
        }
    }

    private func tail(_ command: ShellCommand) -> String { Folder.tail(of: command.folder + "/" + command.output) }

    private func start(
        _ configuration: Configuration, in folder: String, _ deadline: ContinuousClock.Instant?,
        _ isCancelled: @escaping @Sendable () -> Bool
    ) throws(LabellingFailure) -> Client {
        let listener: IPIListener
        let command: ShellCommand
        let process: ProcessGroup
        do throws(VolterraError) {
            let name = "volterra-\(getpid())-\(UInt32.random(in: 0 ... .max))"
            listener = try IPIListener(engine.usesUnixSocket ? .unix(name) : .inet(host: "127.0.0.1", port: 0))
            try Folder.link(engine.files, in: folder)
            try configuration.withoutLabels.write(engine.input, to: folder + "/" + engine.inputName)
            command = ShellCommand(engine.command.addressed(listener.address), in: folder, output: CommandEngine.printed)
            process = try command.start()
        } catch {
            throw .unusable(error)
        }
        while true {
            if let connection = listener.accept(isCancelled: isCancelled) {
                return Client(
                    process: process, command: command, connection: connection, kinds: configuration.kinds, cell: configuration.cell)
            }
            if let ending = process.ending() {
                throw command.failure(ending) ?? .failed("the program ended before it used its socket: \(tail(command))")
            }
            if isCancelled() || deadline.map({ .now >= $0 }) ?? false {
                process.end()
                throw isCancelled() ? .cancelled : .outOfTime(engine.timeLimit ?? .zero)
            }
        }
    }

    /// Lets the program end by itself, or ends it.
    func finish() {
        guard let client else { return }
        self.client = nil
        try? client.connection.send(header: "EXIT")
        client.connection.close()
        _ = client.process.wait(timeLimit: .seconds(5), isCancelled: { false })
    }

    private func stop() {
        guard let client else { return }
        self.client = nil
        client.connection.close()
        client.process.end()
    }
}

extension IPIConnection {
    /// Has the other side compute one structure.
    func forces(_ structure: IPIStructure) throws(Failure) -> IPIResult {
        var hasSent = false
        while true {
            try send(header: "STATUS")
            switch try receiveHeader() {
            case "NEEDINIT":
                try send(header: "INIT")
                try send(0)
                try send(1)
                try send(bytes: [UInt8(ascii: " ")])
            case "READY" where !hasSent:
                try send(structure)
                hasSent = true
            case "READY": throw .malformed("'READY' after it was sent a structure")
            case "HAVEDATA":
                try send(header: "GETFORCE")
                let header = try receiveHeader()
                guard header == "FORCEREADY" else { throw .malformed("'\(header)' instead of 'FORCEREADY'") }
                return try receiveResult(atomCount: structure.positions.count)
            case let other: throw .malformed("the status '\(other)', which the protocol does not know")
            }
        }
    }
}

extension String {
    /// A command with the address of a socket in its place.
    fileprivate func addressed(_ address: IPIAddress) -> String {
        var text = replacing("{ipi}", with: address.argument)
        switch address {
        case .unix(let name): text = text.replacing("{name}", with: name).replacing("{host}", with: name).replacing("{port}", with: "0")
        case .inet(let host, let port): text = text.replacing("{host}", with: host).replacing("{port}", with: "\(port)")
        }
        return text
    }
}
