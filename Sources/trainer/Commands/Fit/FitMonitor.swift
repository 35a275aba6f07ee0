import MomentTensor
import Training

/// Runs a fit: shows how it goes, logs and saves it, and ends it when it is time.
final class FitMonitor {
    let fit: Fit
    let files: FitFiles
    private let fingerprint: FitFingerprint
    private let log: FitLog?
    private let table: FitTable
    private let live: LiveLine
    private let isQuiet: Bool
    private let ranks = Ranks.world
    private let start = ContinuousClock.now
    private let deadline: ContinuousClock.Instant?
    /// How many steps an earlier run had made.
    private let earlierStepCount: Int
    /// Whether the checkpoint holds a state of this fit.
    private(set) var hasCheckpoint: Bool

    init(_ fit: Fit, _ request: FitRequest, _ fingerprint: FitFingerprint, isValidated: Bool) throws(VolterraError) {
        self.fit = fit
        self.fingerprint = fingerprint
        files = request.files
        isQuiet = request.invocation[Options.quiet]
        hasCheckpoint = request.invocation[Options.resume]
        deadline = request.invocation[Options.time].map { .now + $0 }
        earlierStepCount = fit.progress.steps.count
        if let path = files.log, ranks.isFirst { log = try FitLog(path: path) } else { log = nil }
        table = FitTable(isValidated: isValidated)
        live = LiveLine(isQuiet: isQuiet)
    }

    /// Iterates until there is a reason to stop. Whatever goes wrong on the way, the best potential so far is written.
    func run() throws(VolterraError) -> Outcome {
        Signals.defer()
        note(table.header)
        do throws(VolterraError) {
            return try iterate()
        } catch {
            live.hide()
            throw ranks.isFirst ? rescuing(from: error) : error
        }
    }

    private func iterate() throws(VolterraError) -> Outcome {
        while true {
            // All processes of a parallel run must stop at the same place.
            let signal = ranks.maximum(Double(Signals.deferred ?? 0))
            if signal > 0 { return .interrupted(Int32(signal)) }
            if ranks.any(deadline.map { .now >= $0 } ?? false), fit.best != nil { return .outOfTime }
            let (stage, stepCount) = (fit.progress.stage, fit.progress.steps.count)
            guard try fit.advance(watch) else { return .finished }
            live.hide()
            guard fit.best != nil, ranks.isFirst else { continue }
            try FitCheckpoint(fit.progress, fingerprint: fingerprint).write(to: files.checkpoint)
            hasCheckpoint = true
            for step in fit.progress.steps[stepCount...] {
                note(table.line(step, seconds: seconds))
                try log?.add(step, of: fit.potentials[step.stage], seconds: seconds)
            }
            if fit.progress.stage > stage { note("on to \(fit.potential.name)") }
        }
    }

    private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    private func note(_ line: String) {
        if !isQuiet { Console.note(line + "\n") }
    }

    /// What stops the iteration that comes, and shows how far it is. The first one has all the time: without it there is nothing to write.
    private var watch: FitWatch {
        let deadline = fit.best == nil ? nil : deadline
        let (live, line) = (live, line)
        return FitWatch {
            Signals.deferred != nil || deadline.map { .now >= $0 } ?? false
        } report: { activity in
            live.draw { line.text(activity, now: .now, width: $0) }
        }
    }

    private var line: FitLine {
        let progress = fit.progress
        let stepCount = progress.steps.count - earlierStepCount
        let remaining = stepCount > 1 ? progress.forecast(fit.settings).remainingIterations : nil
        return FitLine(
            iteration: progress.descent == nil ? 0 : (progress.steps.last?.iteration ?? -1) + 1,
            potential: fit.potentials.count > 1 ? fit.potential.name : nil, start: start,
            expectedEnd: remaining.map { .now + .seconds(seconds / Double(stepCount) * $0) }, deadline: deadline)
    }
}
