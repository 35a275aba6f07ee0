import Atoms
import MomentTensor

/// Something that computes energy, forces and, if it can, the stress of configurations: a program for quantum mechanics, or what stands in
/// for one.
public protocol LabellingEngine: Sendable {
    /// Throws what is wrong with the settings, before anything is computed.
    func check() throws(VolterraError)
    /// One that computes one configuration after the other; several may work at the same time, each used by one thread.
    func makeWorker() throws(VolterraError) -> any LabellingWorker
}

public protocol LabellingWorker: AnyObject {
    /// The configuration with its labels. Whatever files there are lie in `folder`, which is empty before.
    func label(
        _ configuration: Configuration, in folder: String, isCancelled: @escaping @Sendable () -> Bool
    ) throws(LabellingFailure) -> Configuration
    /// Ends what it keeps running between configurations.
    func finish()
}

extension LabellingWorker {
    public func finish() {}
}

/// Why a configuration got no labels.
public enum LabellingFailure: Error, Hashable, Sendable {
    /// The program ended without a result, or with one that cannot be used; it may do better a second time.
    case failed(String)
    /// The program took longer than it may.
    case outOfTime(Duration)
    /// Nobody waits any longer.
    case cancelled
    /// It would be the same with every configuration.
    case unusable(VolterraError)
}

extension LabellingFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .failed(let reason): reason
        case .outOfTime(let limit): "took longer than \(shortText(limit / .seconds(1))) s"
        case .cancelled: "was interrupted"
        case .unusable(let error): error.description
        }
    }
}

extension ShellCommand {
    /// Runs it as one step of a labelling.
    func runForLabels(isCancelled: () -> Bool) throws(LabellingFailure) {
        let ending: Ending
        do throws(VolterraError) {
            ending = try run(isCancelled: isCancelled)
        } catch {
            throw .unusable(error)
        }
        if let failure = failure(ending) { throw failure }
    }

    /// What its end says; `nil` for a good one.
    func failure(_ ending: Ending) -> LabellingFailure? {
        let tail = Folder.tail(of: folder + "/" + output)
        switch ending {
        case .exited(0): return nil
        case .exited(let status) where status == 126 || status == 127:
            return .unusable(
                VolterraError(
                    .usage, "the command '\(line)' cannot be run: \(tail)", file: folder,
                    advice: "install the program, or correct the command of the project"))
        case .exited(let status): return .failed("exit status \(status): \(tail)")
        case .killed(let signal): return .failed("killed by signal \(signal): \(tail)")
        case .outOfTime: return .outOfTime(timeLimit ?? .zero)
        case .cancelled: return .cancelled
        }
    }
}
