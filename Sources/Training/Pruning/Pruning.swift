import Atoms
import MomentTensor

/// Makes a fitted potential faster by leaving scalars out, with the products and moments that only they need.
///
/// In rounds: the scalars that cost more than they give go, one set after the other, while the linear coefficients stay the best for those
/// that are left; then a few iterations of a fit adapt the radial functions. At the end comes a longer fit.
public final class Pruning {
    private let samples: [FitSample]
    private let options: PlanOptions
    private let settings: PruningSettings
    private let team: ThreadTeam
    private let threads: Int
    private let validation: Validation?
    private let referenceEnergies: [Double]
    /// What the cost is measured with.
    private let probe: FitSample

    private var potential: Potential
    private var beginning: PruningPoint?
    private var beginningWork = 0.0

    public init(
        _ potential: Potential, _ samples: [FitSample], validation: [FitSample], options: PlanOptions = PlanOptions(),
        _ settings: PruningSettings, threads: Int
    ) throws(VolterraError) {
        guard potential.coefficients != nil else {
            throw VolterraError(.badData, "the potential \(potential.name) is untrained: it has no coefficients", advice: "fit it first")
        }
        guard let probe = (samples + validation).max(by: { $0.configuration.count < $1.configuration.count }) else {
            throw VolterraError(.badData, "there are no configurations to prune with")
        }
        self.potential = potential
        self.samples = samples
        self.options = options
        self.settings = settings
        self.threads = threads
        self.probe = probe
        team = ThreadTeam(count: threads)
        self.validation = validation.isEmpty ? nil : Validation(validation, options: options, team: team)
        if let energies = settings.fit.speciesEnergies {
            referenceEnergies = energies
        } else {
            referenceEnergies = try ReferenceEnergies.fitted(to: samples, potential).values
        }
    }

    /// Prunes to the target, and hands each potential on the way to `report`: first the one to begin with, with its linear coefficients
    /// solved for, last the result.
    ///
    /// Returns false if the watch cancels it. The last potential reported is then the best so far, on the way to the target; there is none yet
    /// if it was cancelled at once.
    public func run(
        _ watch: FitWatch = FitWatch(), report: (PruningPoint) throws(VolterraError) -> Void
    ) throws(VolterraError) -> Bool {
        guard var equations = try equations(watch) else { return false }
        var ridge = try ridge(equations)
        potential = try solved(potential, equations, ridge)
        let neighbours = try neighboursPerAtom()
        var work = EvaluationWork(potential.basis, radialBasisSize: potential.radialBasis.size, neighbours: neighbours)
        beginningWork = work.total
        beginning = try point(isRefitted: false)
        if let beginning { try report(beginning) }
        while true {
            let elimination = try ScalarElimination(equations, speciesCount: potential.species.count, ridge: ridge)
            var order = PruningOrder(elimination, work, scalarCount: potential.basis.scalars.count)
            let isAtTarget = prune(&order, watch)
            let kept = order.kept.places
            guard kept.count < potential.basis.scalars.count else { break }
            let reducedEquations = equations.keeping(kept, speciesCount: potential.species.count)
            potential = try solved(potential.reduced(to: kept), reducedEquations, ridge)
            try report(try point(isRefitted: false))
            if isAtTarget, !mayGoOn(after: order, from: work) { break }
            if try refit(iterations: settings.roundIterations, watch) { try report(try point(isRefitted: true)) }
            guard let next = try self.equations(watch) else { return false }
            equations = next
            ridge = try self.ridge(equations)
            work = EvaluationWork(potential.basis, radialBasisSize: potential.radialBasis.size, neighbours: neighbours)
        }
        if settings.fit.maximumIterations > 0, try refit(iterations: settings.fit.maximumIterations, watch) {
            try report(try point(isRefitted: true))
        }
        return !watch.isCancelled()
    }
}

extension Pruning {
    /// Leaves out scalars for one round. Returns whether the target was met.
    private func prune(_ order: inout PruningOrder, _ watch: FitWatch) -> Bool {
        let start = order.work.total
        while order.work.total * settings.roundSpeedup > start, !watch.isCancelled() {
            guard !isAtTarget(order), let next = order.next(atMost: largestSet(order), saving: wantedSavings(order)) else { return true }
            var reduced = order
            reduced.remove(next)
            if case .lossIncrease(let share) = settings.target, reduced.elimination.loss > (1 + share) * (beginning?.loss ?? 0) {
                return true
            }
            order = reduced
        }
        return isAtTarget(order)
    }

    /// How many scalars may go at once.
    private func largestSet(_ order: PruningOrder) -> Int {
        let count = order.kept.count
        if case .scalars(let target) = settings.target { return max(count - target, 1) }
        return max(count / 4, 1)
    }

    private func wantedSavings(_ order: PruningOrder) -> Double {
        guard case .speedup(let factor) = settings.target else { return .infinity }
        return order.work.total - beginningWork / factor
    }

    private func isAtTarget(_ order: PruningOrder) -> Bool {
        switch settings.target {
        case .speedup(let factor): order.work.total * factor <= beginningWork
        case .scalars(let count): order.kept.count <= count
        case .lossIncrease: false
        }
    }

    /// A target of the loss is met when adapted radial functions make no room for another round that is worth it.
    private func mayGoOn(after order: PruningOrder, from work: EvaluationWork) -> Bool {
        guard case .lossIncrease = settings.target else { return false }
        return order.work.total < 0.98 * work.total
    }
}

extension Pruning {
    /// Of the linear parameters; `nil` if the watch cancels them.
    private func equations(_ watch: FitWatch) throws(VolterraError) -> NormalEquations? {
        guard let coefficients = potential.coefficients else { return nil }
        let assembly = NormalAssembly(
            try JacobianPlan(potential, options), samples, referenceEnergies: referenceEnergies,
            holdsSpecies: settings.fit.speciesEnergies != nil, team: team)
        return try assembly.assemble(coefficients, .linear, watch)
    }

    private func ridge(_ equations: NormalEquations) throws(VolterraError) -> Double {
        if let ridge = settings.fit.ridge { return ridge }
        return EvidenceRidge(try LinearSpectrum(equations, speciesCount: potential.species.count), start: 1e-10).ridge
    }

    /// The potential with the linear coefficients that are best for its radial functions.
    private func solved(
        _ potential: Potential, _ equations: NormalEquations, _ ridge: Double
    ) throws(VolterraError) -> Potential {
        let speciesCount = potential.species.count
        let solution = try LinearSolution(equations, speciesCount: speciesCount, ridge: ridge)
        var result = potential
        result.coefficients?.species = zip(solution.parameters, referenceEnergies).map { $0 + $1 }
        result.coefficients?.linear = Array(solution.parameters.dropFirst(speciesCount))
        return result
    }

    /// Adapts the radial functions. Returns whether it came to that before the watch cancelled it.
    private func refit(iterations: Int, _ watch: FitWatch) throws(VolterraError) -> Bool {
        var settings = settings.fit
        settings.maximumIterations = iterations
        let fit = try Fit([potential], samples, options: options, settings, threads: threads)
        while !watch.isCancelled(), try fit.advance(watch) {}
        guard let best = fit.best else { return false }
        potential = best
        return true
    }

    private func neighboursPerAtom() throws(VolterraError) -> Double {
        try CostEstimate(measuring: Plan(potential, options), probe.configuration, species: probe.species)?.neighboursPerAtom ?? 0
    }

    private func point(isRefitted: Bool) throws(VolterraError) -> PruningPoint {
        let training = try Validation(samples, options: options, team: team).evaluate(potential)
        let other = try validation?.evaluate(potential)
        let plan = try Plan(potential, options)
        guard let cost = try CostEstimate(measuring: plan, probe.configuration, species: probe.species) else {
            throw VolterraError(.badData, "there are no atoms to measure the cost with")
        }
        let work = EvaluationWork(
            potential.basis, radialBasisSize: potential.radialBasis.size, neighbours: cost.neighboursPerAtom)
        return PruningPoint(
            potential: potential, loss: training.loss, validationLoss: other?.loss, errors: (other ?? training).errors,
            relativeWork: work.total / beginningWork, cost: cost, isRefitted: isRefitted)
    }
}
