import MomentTensor
import Training

/// `trainer retrain`
enum RetrainCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let request = try RetrainRequest(invocation)
        let threads = try invocation.threadCount()
        let targets = try request.targets()
        let soft = try request.soft()
        let potential = try request.extendedPotential()
        var hard = try request.hard(for: potential)
        try hard.add(
            request.preserved, elasticTargets: request.elasticTargets, of: potential, options: request.planOptions, threads: threads)
        let retraining = Retraining(potential, options: request.planOptions, request.settings, threads: threads)
        let distorted = try request.distorted(for: potential, threads: threads)
        let result = try retraining.run(targets: targets.map(\.sample), soft: soft.map(\.sample), distorted: distorted, hard: hard)
        let report = try RetrainingReport(
            result, before: potential, targets: targets, soft: soft + distorted.map { ("distorted crystals", $0) }, hard: hard,
            options: request.planOptions, threads: threads)
        try result.potential.write(to: request.output)
        if let path = request.report {
            try AtomicFile.write(report.html(name: request.output, date: PotentialReport.today), to: path)
        }
        try Console.print(invocation[Options.json] ? report.json.text : report.text)
        invocation.reportSuccess("\(request.output): \(counted(result.potential.basis.scalars.count, "scalar"))")
    }
}
