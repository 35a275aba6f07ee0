import Atoms
import MomentTensor

/// Selects configurations whose atoms a posterior knows least about, one after the other.
///
/// Each that is selected is taken into the posterior as if its energy and forces were known, with the noise that the other labels have. So
/// what repeats it is not selected again, and no label is needed for that: the covariance does not depend on them.
public final class DeviationSelection {
    /// What is to be large of an atom.
    public enum Measure: String, CaseIterable, Sendable {
        /// σ_i, without any factor.
        case deviation
        /// u_i
        case novelty
    }

    public struct Selected: Hashable, Sendable {
        /// Among the candidates, from 0.
        public var index: Int
        /// The largest of its atoms when it was selected, and that atom.
        public var value: Double
        public var atom: Int
    }

    private let plan: Plan
    private let pool: EvaluationPool
    private let measure: Measure
    private let products: JacobianProducts
    private let noiseVariances: [Double?]
    private var precision: SymmetricMatrix
    private var posterior: Posterior
    private var compiled: CompiledPosterior

    public init(_ fit: BayesianFit, _ measure: Measure, threads: Int) throws(VolterraError) {
        guard let coefficients = fit.potential.coefficients else { throw VolterraError(.badData, "the potential has no coefficients") }
        plan = try Plan(fit.potential, fit.options)
        pool = EvaluationPool(plan, threads: threads)
        products = JacobianProducts(JacobianTables(try JacobianPlan(fit.potential, fit.options), coefficients))
        self.measure = measure
        noiseVariances = fit.noiseVariances
        precision = fit.precision
        posterior = fit.posterior
        posterior.calibration = .init()
        compiled = try CompiledPosterior(posterior, for: plan)
    }

    /// The candidates in the order in which they are selected, as long as an atom is above `threshold`.
    ///
    /// Values only fall while others are selected, so that a candidate is looked at anew only when it seems to be the best.
    ///
    /// - Parameter candidates: with the weights that their labels will have; labels do not matter.
    public func select(_ candidates: [FitSample], limit: Int, above threshold: Double = 0) throws(VolterraError) -> [Selected] {
        var queue = try pool.mapAll(candidates.count) { evaluator, index throws(VolterraError) in
            try self.value(of: candidates[index], index, evaluator)
        }.filter { $0.value > threshold }
        // The best is the last; of equal ones the first candidate.
        func isBefore(_ a: Selected, _ b: Selected) -> Bool { (a.value, -a.index) < (b.value, -b.index) }
        queue.sort(by: isBefore)
        let evaluator = SystemEvaluator(plan)
        var selected: [Selected] = []
        while selected.count < limit, let candidate = queue.popLast() {
            let current = selected.isEmpty ? candidate : try value(of: candidates[candidate.index], candidate.index, evaluator)
            guard current.value > threshold else { continue }
            if let next = queue.last, isBefore(current, next) {
                queue.insert(current, at: queue.firstIndex { isBefore(current, $0) } ?? queue.count)
                continue
            }
            selected.append(current)
            try take(candidates[candidate.index])
        }
        return selected
    }

    private func value(of sample: FitSample, _ index: Int, _ evaluator: SystemEvaluator) throws(VolterraError) -> Selected {
        evaluator.posterior = compiled
        let evaluation = try evaluator.evaluate(sample.system, options: .siteDeviations)
        let values = (measure == .deviation ? evaluation.siteDeviations : evaluation.siteRelativeDeviations) ?? []
        let atom = values.indices.max { values[$0] < values[$1] }
        return Selected(index: index, value: atom.map { values[$0] } ?? 0, atom: atom ?? 0)
    }

    private func take(_ sample: FitSample) throws(VolterraError) {
        try products.fill(sample)
        let weights: [(LabelKind, Double)] = [(.energy, sample.weights.energy), (.force, sample.weights.force)]
        var rows: [(kind: LabelKind, variance: Double)] = []
        for (kind, weight) in weights where weight > 0 {
            if let variance = noiseVariances[kind.rawValue] { rows.append((kind, variance / weight)) }
        }
        products.addPrecision(of: rows, to: &precision)
        guard let factor = precision.lowerFactorOfInverse() else {
            throw VolterraError(
                .notConverged, "the covariance cannot be worked out in double precision any more", advice: "select fewer at a time")
        }
        posterior.factor = factor
        compiled = try CompiledPosterior(posterior, for: plan)
    }
}
