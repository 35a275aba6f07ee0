import Foundation
import MomentTensor
import Training

/// Runs the fits of a scan: shows how they go, saves what is found, and stops when it is time.
final class ScanMonitor {
    private let scan: Scan
    private let output: String
    private let folder: String?
    private let isQuiet: Bool
    private let deadline: ContinuousClock.Instant?
    private let timePerFit: Duration?

    init(_ invocation: Invocation, _ scan: Scan, output: String, folder: String?) {
        self.scan = scan
        self.output = output
        self.folder = folder
        isQuiet = invocation[Options.quiet]
        deadline = invocation[Options.scanTime].map { .now + $0 }
        timePerFit = invocation[Options.timePerFit]
    }

    private var checkpoint: String { output + ".checkpoint" }

    func run() throws(VolterraError) -> FitMonitor.Outcome {
        Signals.defer()
        for result in scan.results { try keep(result) }
        let remaining = scan.remaining
        if !isQuiet, remaining.count < scan.candidates.count {
            Console.note("\(scan.candidates.count - remaining.count) of \(counted(scan.candidates.count, "fit")) found in \(output)\n")
        }
        for candidate in remaining {
            let outcome = try run(candidate)
            guard outcome == .finished else { return outcome }
        }
        return .finished
    }

    /// One fit, to its end or that of its time: that counts as finished here.
    private func run(_ candidate: ScanCandidate) throws(VolterraError) -> FitMonitor.Outcome {
        let start = ContinuousClock.now
        let fingerprint = try scan.fingerprint(candidate)
        let progress = (try? FitCheckpoint(path: checkpoint, fingerprint: fingerprint))?.progress ?? FitProgress()
        let fit = try scan.fit(candidate, progress: progress)
        let end = timePerFit.map { start + $0 }
        while true {
            if let outcome { return outcome }
            // Without a first iteration there is no result.
            let limits = [deadline, fit.progress.best == nil ? nil : end].compactMap(\.self)
            if fit.progress.best != nil, let end, .now >= end { break }
            let watch = FitWatch(isCancelled: { Signals.deferred != nil || limits.contains { .now >= $0 } })
            guard try fit.advance(watch) else { break }
            try FitCheckpoint(fit.progress, fingerprint: fingerprint).write(to: checkpoint)
        }
        try scan.add(fit, of: candidate, seconds: (ContinuousClock.now - start) / .seconds(1))
        try scan.record.write(to: output)
        unlink(checkpoint)
        if let result = scan.record[candidate] {
            try keep(result)
            report(result)
        }
        return .finished
    }

    /// Why to stop now; `nil` as long as there is no reason.
    private var outcome: FitMonitor.Outcome? {
        if let signal = Signals.deferred { return .interrupted(signal) }
        if let deadline, .now >= deadline { return .outOfTime }
        return nil
    }

    private func keep(_ result: ScanResult) throws(VolterraError) {
        guard let folder else { return }
        try scan.potential(result).write(to: "\(folder)/\(result.candidate.name).mtp")
    }

    private func report(_ result: ScanResult) {
        guard !isQuiet else { return }
        let candidate = result.candidate
        Console.note(
            """
            level \(candidate.level), cutoff \(candidate.cutoff) Å, radial size \(candidate.radialSize): \
            validation loss \(shortText(result.validationLoss, digits: 4)), \(shortText(result.microsecondsPerAtom)) µs/atom, \
            \(counted(result.iterations, "iteration")) in \(shortText(result.seconds)) s\n
            """)
    }
}
