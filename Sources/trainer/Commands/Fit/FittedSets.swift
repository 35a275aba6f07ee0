import Atoms
import MomentTensor
import Training

/// The data of a fit, compared with what the fitted potential says of them.
struct FittedSets {
    private(set) var sets: [ReportedSet] = []
    let plan: Plan

    init(
        _ potential: Potential, training: FitData, validation: FitData?, options: PlanOptions, threads: Int
    ) throws(VolterraError) {
        plan = try Plan(potential, options)
        sets.append(try set("training", training, threads))
        if let validation { sets.append(try set("validation", validation, threads)) }
    }

    private func set(_ name: String, _ data: FitData, _ threads: Int) throws(VolterraError) -> ReportedSet {
        let evaluator = SystemEvaluator(plan, threads: threads)
        var set = ReportedSet(name, files: data.files, potential: plan.potential)
        for (sample, source) in zip(data.samples, data.sources) {
            let configuration = sample.configuration
            let evaluation = try evaluator.evaluate(
                cell: configuration.cell, positions: configuration.positions, species: sample.species)
            try set.add(
                configuration, species: sample.species, from: source, energy: evaluation.energy, forces: evaluation.forces,
                virial: evaluation.virial)
        }
        return set
    }
}
