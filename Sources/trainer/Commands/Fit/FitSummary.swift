import Atoms
import MomentTensor
import Training

/// What `trainer fit` prints at its end.
struct FitSummary {
    let text: String

    init(_ fit: Fit, _ potential: Potential, _ division: FitRequest.Division, _ request: FitRequest) throws(VolterraError) {
        let plan = try Plan(potential, try request.planOptions())
        let evaluator = SystemEvaluator(plan, threads: try request.invocation.threadCount())
        var text = "\(request.output): \(potential.basis.scalars.count) scalars, \(potential.parameterCount) parameters"
        if let best = fit.progress.best {
            text += ", loss \(shortText(best.loss, digits: 5))"
            if let loss = best.validationLoss { text += ", of the validation set \(shortText(loss, digits: 5))" }
        }
        if let state = fit.progress.lastDescent, state.rank > 0 {
            text += "\n\(state.rank) of \(potential.basis.scalars.count) scalars are independent in the data, "
            text += "\(Int(state.determinedCount.rounded())) determined by them; ridge \(shortText(state.ridge, digits: 2))"
        }
        text += "\n"
        for (title, samples) in [("training", division.training), ("validation", division.samples)] where !samples.isEmpty {
            var table = ErrorTable()
            for sample in samples {
                let configuration = sample.configuration
                let result = try evaluator.evaluate(cell: configuration.cell, positions: configuration.positions, species: sample.species)
                try table.add(configuration, energy: result.energy, forces: result.forces, virial: result.virial)
            }
            text += "\n\(title), \(samples.count) configurations\n\n" + table.text
        }
        self.text = text
    }
}
