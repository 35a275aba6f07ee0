import Foundation
import MomentTensor
import Training

/// The page that `--report` asks for.
struct FitReport {
    private let fit: Fit
    private let request: FitRequest
    private let summary: FitSummary

    init(_ fit: Fit, _ request: FitRequest, _ summary: FitSummary) {
        self.fit = fit
        self.request = request
        self.summary = summary
    }

    func write(_ sets: FittedSets, to path: String) throws(VolterraError) {
        var report = PotentialReport(
            title: URL(fileURLWithPath: request.files.output).lastPathComponent, date: PotentialReport.today,
            potential: sets.plan.potential)
        report.repulsion = sets.plan.options.repulsion
        report.sets = sets.sets
        report.settings = facts
        report.learningCurve = fit.progress.learningCurve
        try report.addPairs(sets.plan)
        try report.measureCost(sets.plan)
        try report.write(to: path)
    }

    private var facts: [PotentialReport.Fact] {
        let weighting = request.weighting
        var facts = [
            PotentialReport.Fact("begins with", beginning),
            PotentialReport.Fact("weight of energies", "\(weighting.energy) /eV²"),
            PotentialReport.Fact("weight of forces", "\(weighting.force) Å²/eV²"),
            PotentialReport.Fact("weight of virials", "\(weighting.virial) /eV²"),
            PotentialReport.Fact("weights by size", weighting.scaling.rawValue),
        ]
        for (group, factor) in weighting.groups.sorted(by: { $0.key < $1.key }) {
            facts.append(.init("weight of \(group)", "times \(factor)"))
        }
        facts.append(.init("species energies", request.speciesEnergies.text))
        facts.append(.init("ridge", fit.settings.ridge.map { "\($0)" } ?? "as is most probable"))
        if let determined = summary.determined { facts.append(.init("coefficients", determined)) }
        facts.append(.init("seed", "\(fit.settings.seed)"))
        facts.append(.init("iterations", "\(fit.progress.steps.count { $0.iteration > 0 })" + (summary.ending.map { "; \($0)" } ?? "")))
        return facts
    }

    private var beginning: String {
        if let start = request.files.start { return start }
        let names = fit.potentials.map(\.name).joined(separator: ", then ")
        let starts = fit.settings.starts
        return starts > 1 ? "\(starts) sets of random radial functions, \(names)" : "random radial functions, \(names)"
    }
}
