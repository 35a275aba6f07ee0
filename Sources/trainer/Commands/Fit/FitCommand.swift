import MomentTensor
import Training

/// `trainer fit`
enum FitCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let request = try FitRequest(invocation)
        try request.files.checkWritable()
        try checkCheckpoint(request)
        let (training, validation) = try request.division()
        let potentials = try request.potentials(for: training.distances)
        let unseen = validation?.samples ?? []
        let settings = try request.settings(for: training.samples + unseen, potentials[0])
        let fingerprint = FitFingerprint(potentials, training.samples, validation: unseen, options: request.planOptions, settings)
        let progress =
            invocation[Options.resume] ? try FitCheckpoint(path: request.files.checkpoint, fingerprint: fingerprint).progress : nil
        let threads = try invocation.threadCount()
        let fit = try Fit(
            potentials, training.samples, validation: unseen, options: request.planOptions, settings, threads: threads,
            progress: progress ?? FitProgress())
        let monitor = try FitMonitor(fit, request, fingerprint, isValidated: validation != nil)

        let outcome = try monitor.run()
        if Ranks.world.isFirst {
            try conclude(outcome, monitor, fit, request, training: training, validation: validation)
        }
        if case .interrupted(let signal) = outcome {
            Ranks.world.finish()
            Signals.end(as: signal)
        }
    }

    /// Writes and prints everything that is to be had of the fit.
    private static func conclude(
        _ outcome: Outcome, _ monitor: FitMonitor, _ fit: Fit, _ request: FitRequest, training: FitData,
        validation: FitData?
    ) throws(VolterraError) {
        let best = try monitor.save()
        let threads = try request.invocation.threadCount()
        let sets = try FittedSets(best, training: training, validation: validation, options: request.planOptions, threads: threads)
        let summary = FitSummary(fit, request)
        if let path = request.files.report { try FitReport(fit, request, summary).write(sets, to: path) }
        monitor.finish(outcome)
        try Console.print(summary.text(sets))
    }

    /// Better than after reading the data: is there a state to go on from, or one that is about to be lost?
    private static func checkCheckpoint(_ request: FitRequest) throws(VolterraError) {
        let path = request.files.checkpoint
        if request.invocation[Options.resume] {
            try FitCheckpoint.checkExistence(path: path)
        } else if (try? FitCheckpoint.checkExistence(path: path)) != nil {
            request.invocation.reportSuccess("note: \(path) of an interrupted fit is replaced; --resume would have gone on from it")
        }
    }
}
