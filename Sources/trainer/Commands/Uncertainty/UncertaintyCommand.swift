import Foundation
import MomentTensor
import Training

/// `trainer uncertainty`
enum UncertaintyCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let request = try UncertaintyRequest(invocation)
        let (training, validation) = try request.division()
        let threads = try invocation.threadCount()
        var fit = try BayesianFit(request.potential, training.samples, options: request.planOptions, threads: threads)
        let judged = request.hasValidationData ? request.potential : fit.mean
        if invocation[Options.pops], let coefficients = judged.coefficients {
            try fit.addMembers(around: coefficients, seed: invocation[Options.seed] ?? 1, threads: threads)
        }
        let calibration = try Calibration(fit, errorsOf: judged, validation.samples, threads: threads)
        fit.posterior.calibration = calibration.factors
        try fit.posterior.write(to: request.output, for: request.potential)
        if let path = invocation[Options.uncertaintyReport] {
            try report(fit, calibration, judged, training, validation, request).write(to: path)
        }
        let result = UncertaintyResult(fit: fit, calibration: calibration, output: request.output, scaling: request.weighting.scaling)
        try Console.print(invocation[Options.json] ? result.json.text : result.text(isOfMean: !request.hasValidationData))
    }

    /// The page that `--report` asks for.
    private static func report(
        _ fit: BayesianFit, _ calibration: Calibration, _ judged: Potential, _ training: FitData, _ validation: FitData,
        _ request: UncertaintyRequest
    ) throws(VolterraError) -> PotentialReport {
        let sets = try FittedSets(
            judged, training: training, validation: validation, options: request.planOptions,
            threads: try request.invocation.threadCount())
        var report = PotentialReport(
            title: URL(fileURLWithPath: request.path).lastPathComponent, date: PotentialReport.today, potential: sets.plan.potential)
        report.repulsion = request.planOptions.repulsion
        report.sets = sets.sets
        report.calibration = calibration
        try report.addPairs(sets.plan)
        try report.measureCost(sets.plan)
        return report
    }
}
