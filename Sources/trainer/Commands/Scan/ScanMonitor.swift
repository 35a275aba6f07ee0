import Foundation
import MomentTensor
import Training

/// Runs the fits of a scan: shows how they go, saves what is found, and stops when it is time.
final class ScanMonitor {
    private let scan: Scan
    private let output: String
    private let folder: String?
    private let isQuiet: Bool
    private let limit: RunLimit
    private let timePerFit: Duration?

    init(_ invocation: Invocation, _ scan: Scan, output: String, folder: String?) {
        self.scan = scan
        self.output = output
        self.folder = folder
        isQuiet = invocation[Options.quiet]
        limit = RunLimit(invocation[Options.scanTime])
        timePerFit = invocation[Options.timePerFit]
    }

    private var checkpoint: String { output + ".checkpoint" }

    func run() throws(VolterraError) -> Outcome {
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
    private func run(_ candidate: ScanCandidate) throws(VolterraError) -> Outcome {
        let start = ContinuousClock.now
        let fingerprint = try scan.fingerprint(candidate)
        let progress = (try? FitCheckpoint(path: checkpoint, fingerprint: fingerprint))?.progress ?? FitProgress()
        let fit = try scan.fit(candidate, progress: progress)
        let end = timePerFit.map { start + $0 }
        while true {
            if let outcome = limit.outcome { return outcome }
            // Without a first iteration there is no result.
            let end = fit.progress.best == nil ? nil : end
            if let end, .now >= end { break }
            let watch = FitWatch { [limit] in limit.outcome != nil || end.map { .now >= $0 } ?? false }
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
