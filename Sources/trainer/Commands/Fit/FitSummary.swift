import MomentTensor
import Training

/// What `trainer fit` says at its end.
struct FitSummary {
    private let fit: Fit
    private let request: FitRequest

    init(_ fit: Fit, _ request: FitRequest) {
        self.fit = fit
        self.request = request
    }

    /// What was fitted, and how well.
    func text(_ sets: FittedSets) -> String {
        let potential = sets.plan.potential
        let scalarCount = potential.basis.scalars.count
        var lines = ["\(request.files.output): \(scalarCount) scalars, \(potential.parameterCount) parameters, \(losses)"]
        if let determined { lines.append(determined) }
        if let ending { lines.append(ending) }
        if let repulsion = request.planOptions.repulsion {
            let radii = [repulsion.inner, repulsion.outer].map { "\($0)" }
            lines.append(
                "the ZBL repulsion is not in the file: in LAMMPS, pair_style mtp zbl \(radii.joined(separator: " ")); "
                    + "here, \(Options.repulsion.spelling) \(radii.joined(separator: ","))")
        }
        let tables = sets.sets.map { set in
            "\n\(set.comparison.name), \(counted(set.comparison.configurationCount, "configuration"))\n\n" + set.comparison.errors.text
        }
        return lines.joined(separator: "\n") + "\n" + tables.joined()
    }

    private var losses: String {
        guard let best = fit.progress.best else { return "no loss yet" }
        let validation = best.validationLoss.map { ", of the validation set \(shortText($0, digits: 5))" } ?? ""
        return "loss \(shortText(best.loss, digits: 5))\(validation)"
    }

    /// What the data say about the coefficients.
    var determined: String? {
        guard let state = fit.progress.descent ?? fit.progress.lastDescent else { return nil }
        return "\(state.rank) of \(fit.potential.basis.scalars.count) scalars are independent in the data, "
            + "\(Int(state.determinedCount.rounded())) determined by them; ridge \(shortText(state.ridge, digits: 2))"
    }

    /// Why the fit came to its end, if it did.
    var ending: String? {
        guard fit.progress.isFinished else { return nil }
        switch fit.ending {
        case nil: return nil
        case .converged(let decrease):
            return "converged: the last iteration took \(shortText(100 * decrease, digits: 2)) % of the loss away"
        case .minimum: return "converged: no step makes the loss smaller"
        case .iterationLimit(let count):
            return "not converged after \(counted(count, "iteration")); a fit that begins with \(request.files.output) goes on"
        case .overfitting(let count): return "ended: the validation set has not got better for \(count) iterations"
        }
    }
}
