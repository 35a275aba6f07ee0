import Atoms
import Foundation
import MomentTensor
import Training

/// `trainer report`
enum ReportCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let path = try invocation.required(Arguments.potential)
        let (data, training) = (invocation.all(Arguments.data), invocation[Options.trainingData] ?? [])
        let output = try invocation.outputPath(reading: [path] + data + training)
        let potential = try LoadedPotential(invocation)
        var report = PotentialReport(
            title: URL(fileURLWithPath: path).lastPathComponent, date: date, potential: potential.plan.potential,
            speciesNames: potential.elements?.map(\.symbol))
        var example: BatchEvaluator.Job?
        if !training.isEmpty {
            try add(training, "training", to: &report, invocation, potential, largest: &example)
        }
        try add(data, training.isEmpty ? "data" : "validation", to: &report, invocation, potential, largest: &example)
        try report.addPairs(potential.plan)
        if let example {
            report.cost = try CostEstimate(measuring: potential.plan, example.item.configuration, species: example.species)
        }
        let file = try AtomicFile(path: output)
        try file.write(report.html)
        try file.commit()
        let configurationCount = report.comparisons.reduce(0) { $0 + $1.configurationCount }
        invocation.reportSuccess("\(output): the comparison of \(counted(configurationCount, "configuration"))")
    }

    /// The comparison of one set of files and its distances; `largest` becomes its configuration with most atoms, if that has more.
    private static func add(
        _ files: [String], _ name: String, to report: inout PotentialReport, _ invocation: Invocation, _ potential: LoadedPotential,
        largest: inout BatchEvaluator.Job?
    ) throws(VolterraError) {
        var comparison = Comparison(name, files: files)
        var distances = PairDistances(cutoff: report.potential.radialBasis.cutoff, speciesCount: report.potential.species.count)
        try invocation.evaluateJobs(files, activity: "comparing", with: potential) { job, evaluation throws(VolterraError) in
            let configuration = job.item.configuration
            try comparison.add(
                configuration, from: .init(file: job.item.path, number: job.item.number), energy: evaluation.energy,
                forces: evaluation.forces, virial: evaluation.virial)
            try distances.add(configuration, species: job.species)
            if configuration.count > largest?.species.count ?? 0 { largest = job }
        }
        report.comparisons.append(comparison)
        report.distances.append((name, distances))
    }

    /// `2026-11-26`
    private static var date: String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        return [parts.year, parts.month, parts.day].map { $0.map { ($0 < 10 ? "0" : "") + "\($0)" } ?? "?" }.joined(separator: "-")
    }
}
