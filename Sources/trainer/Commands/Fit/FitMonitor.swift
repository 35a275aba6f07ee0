import Foundation
import MomentTensor
import Training

/// Runs a fit: shows how it goes, logs and saves it, and ends it when it is time.
final class FitMonitor {
    enum Outcome {
        case converged
        case outOfTime
        case interrupted(Int32)
    }

    private let fit: Fit
    private let checkpoint: String
    private let fingerprint: FitFingerprint
    private let isQuiet: Bool
    private let start = ContinuousClock.now
    private let deadline: ContinuousClock.Instant?
    private var log: FileHandle?

    init(_ invocation: Invocation, _ fit: Fit, checkpoint: String, fingerprint: FitFingerprint) throws(VolterraError) {
        self.fit = fit
        self.checkpoint = checkpoint
        self.fingerprint = fingerprint
        isQuiet = invocation[Options.quiet]
        deadline = invocation[Options.time].map { .now + $0 }
        if let path = invocation[Options.log] { log = try FitMonitor.openLog(path) }
    }

    /// Lines are added to what an earlier run has written.
    private static func openLog(_ path: String) throws(VolterraError) -> FileHandle {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw VolterraError(.inputOutput, "cannot be opened for writing: \(String(cString: strerror(errno)))", file: path)
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func run() throws(VolterraError) -> Outcome {
        Signals.defer()
        if !isQuiet { Console.note(FitMonitor.line(FitMonitor.columns.map(\.0)) + "\n") }
        while true {
            if let signal = Signals.deferred { return .interrupted(signal) }
            if let deadline, .now >= deadline, fit.best != nil { return .outOfTime }
            let stage = fit.progress.stage
            guard try fit.advance(isCancelled: { self.mustStop }) else { return .converged }
            guard !mustStop else { continue }
            try FitCheckpoint(fit.progress, fingerprint: fingerprint).write(to: checkpoint)
            try report(stage: stage)
        }
    }

    /// A first iteration is always completed: without it there is nothing to write.
    private var mustStop: Bool { Signals.deferred != nil || (deadline.map { .now >= $0 } ?? false) && fit.best != nil }

    private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    private static let columns = [
        ("iteration", 9), ("loss", 10), ("change", 8), ("energy meV/atom", 17), ("force eV/Å", 12), ("stress GPa", 12), ("ridge", 9), ("time", 9),
    ]

    private static func line(_ cells: [String]) -> String {
        zip(cells, columns).map { cell, column in String(repeating: " ", count: max(column.1 - cell.count, 0)) + cell }.joined()
    }

    private func report(stage: Int) throws(VolterraError) {
        guard let state = fit.progress.descent ?? nil else {
            if !isQuiet, stage < fit.progress.stage { Console.note("on to \(fit.potential.name)\n") }
            return
        }
        if !isQuiet { Console.note(FitMonitor.line(cells(state)) + "\n") }
        log?.write(Data((logLine(state, stage: stage).line + "\n").utf8))
    }

    private func cells(_ state: DescentState) -> [String] {
        let errors = [state.errors.energy, state.errors.force, state.errors.stress].map { statistics in
            statistics.rootMeanSquare.map { shortText($0) } ?? "–"
        }
        let change = state.iteration == 0 ? "" : "−\(shortText(100 * state.decrease, digits: 2)) %"
        return ["\(state.iteration)", shortText(state.loss, digits: 5), change] + errors
            + [shortText(state.ridge, digits: 2), shortText(seconds) + " s"]
    }

    private func logLine(_ state: DescentState, stage: Int) -> JSONValue {
        .object([
            ("stage", .string(fit.potential.name)), ("start", .integer(fit.progress.start)), ("iteration", .integer(state.iteration)),
            ("seconds", .number(seconds)), ("loss", .number(state.loss)), ("ridge", .number(state.ridge)),
            ("energy_rmse_meV_per_atom", .optional(state.errors.energy.rootMeanSquare)),
            ("force_rmse_eV_per_A", .optional(state.errors.force.rootMeanSquare)),
            ("stress_rmse_GPa", .optional(state.errors.stress.rootMeanSquare)),
            ("validation_loss", .optional(fit.progress.best?.validationLoss)),
        ])
    }

    /// To be called when the potential is written: a fit that has come to its end needs no checkpoint.
    func finish(_ outcome: Outcome) throws(VolterraError) {
        switch outcome {
        case .converged: unlink(checkpoint)
        case .outOfTime: Console.note("the time is over; go on with --resume\n")
        case .interrupted: Console.note("interrupted; go on with --resume\n")
        }
    }
}
