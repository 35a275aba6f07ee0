import Atoms
import Foundation
import MomentTensor
import Training

/// `trainer report`
enum ReportCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let path = try invocation.required(Arguments.potential)
        let (data, training) = (invocation.all(Arguments.data), invocation[Options.trainingData] ?? [])
        let posterior = invocation[Options.reportedPosterior]
        let output = try invocation.outputPath(reading: [path] + data + training + (posterior.map { [$0] } ?? []))
        let potential = try LoadedPotential(invocation)
        var report = PotentialReport(
            title: URL(fileURLWithPath: path).lastPathComponent, date: PotentialReport.today, potential: potential.plan.potential,
            speciesNames: potential.elements?.map(\.symbol))
        report.repulsion = potential.plan.options.repulsion
        if !training.isEmpty { report.sets.append(try set("training", training, invocation, potential)) }
        report.sets.append(try set(training.isEmpty ? "data" : "validation", data, invocation, potential))
        if let posterior { report.calibration = try calibration(posterior, data, invocation, potential) }
        try report.addPairs(potential.plan)
        try report.measureCost(potential.plan)
        try report.write(to: output)
        let configurationCount = report.sets.reduce(0) { $0 + $1.comparison.configurationCount }
        invocation.reportSuccess("\(output): the comparison of \(counted(configurationCount, "configuration"))")
    }

    /// How right the deviations of a posterior are for some files.
    private static func calibration(
        _ path: String, _ files: [String], _ invocation: Invocation, _ potential: LoadedPotential
    ) throws(VolterraError) -> Calibration {
        let posterior = try Posterior(path: path, for: potential.plan.potential)
        var samples: [FitSample] = []
        var assignment = potential.assignment
        let weighting = Weighting(energy: 1, force: 1, virial: 0)
        try invocation.forEachConfiguration(in: files, activity: "reading") { configuration throws(VolterraError) in
            samples.append(
                FitSample(
                    configuration, species: try assignment.indices(of: configuration), weights: weighting.weights(of: configuration)))
        }
        return try Calibration(
            posterior, of: potential.plan.potential, samples, options: potential.plan.options, threads: try invocation.threadCount())
    }

    /// All configurations of some files, evaluated.
    private static func set(
        _ name: String, _ files: [String], _ invocation: Invocation, _ potential: LoadedPotential
    ) throws(VolterraError) -> ReportedSet {
        var set = ReportedSet(name, files: files, potential: potential.plan.potential)
        try invocation.evaluateJobs(files, activity: "comparing", with: potential) { job, evaluation throws(VolterraError) in
            try set.add(
                job.item.configuration, species: job.species, from: .init(file: job.item.path, number: job.item.number),
                energy: evaluation.energy, forces: evaluation.forces, virial: evaluation.virial)
        }
        return set
    }
}
