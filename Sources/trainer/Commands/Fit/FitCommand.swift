import Atoms
import MomentTensor
import Training

/// `trainer fit`
enum FitCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let request = try FitRequest(invocation)
        let samples = try request.samples(in: request.data)
        let validation = try request.validation(besides: samples)
        let potentials = try request.potentials(for: samples.distances)
        let settings = try request.settings()
        let fingerprint = FitFingerprint(potentials, validation.training, validation: validation.samples, settings)
        let checkpoint = request.output + ".checkpoint"
        let progress =
            invocation[Options.resume]
            ? try FitCheckpoint(path: checkpoint, fingerprint: fingerprint).progress : FitProgress()
        let fit = try Fit(
            potentials, validation.training, validation: validation.samples, options: try request.planOptions(), settings,
            threads: try invocation.threadCount(), progress: progress)
        let monitor = try FitMonitor(invocation, fit, checkpoint: checkpoint, fingerprint: fingerprint)
        let outcome = try monitor.run()
        guard let best = fit.best else {
            throw VolterraError(.notConverged, "the fit was stopped before its first iteration was complete", advice: "give it more time")
        }
        try best.write(to: request.output)
        try monitor.finish(outcome)
        try Console.print(try FitSummary(fit, best, validation, request).text)
        if case .interrupted(let signal) = outcome { Signals.end(as: signal) }
    }
}
