import Atoms
import MomentTensor

/// How far configurations are from what a potential has learnt.
final class CandidateJudge: Sendable {
    let plan: Plan
    let assignment: SpeciesAssignment
    /// `nil` where novelty counts instead of grades.
    let grader: ExtrapolationGrader?
    private let posterior: CompiledPosterior?

    /// What a configuration is told to be unknown by: γ, or u.
    struct Judgement {
        /// Of each atom, where there is such a thing.
        var ofAtoms: [Double]?
        /// The largest of them, or that of the configuration.
        var largest: Double
    }

    /// - Parameter round: one that has a potential with its active set and, where novelty counts, its posterior.
    init(_ round: Round, _ method: SelectionSettings.Method, _ options: PlanOptions) throws(VolterraError) {
        let path = round.path(.graded)
        let file = try PotentialFile(path: path)
        plan = try Plan(file.potential, options)
        assignment = try SpeciesAssignment(file.potential)
        if method == .novelty {
            grader = nil
            posterior = try CompiledPosterior(try Posterior(path: round.path(.posterior), for: file.potential), for: plan)
            return
        }
        guard let activeSet = file.activeSet else {
            throw VolterraError(.badData, "has no active set", file: path, advice: "remove it, and the active set is made again")
        }
        grader = try ExtrapolationGrader(plan, activeSet)
        posterior = nil
    }

    func system(_ configuration: Configuration) throws(VolterraError) -> AtomicSystem {
        var assignment = assignment
        return AtomicSystem(configuration, species: try assignment.indices(of: configuration))
    }

    func judge(_ configuration: Configuration, with evaluator: SystemEvaluator) throws(VolterraError) -> Judgement {
        let graded = try graded(try system(configuration), with: evaluator)
        return Judgement(ofAtoms: graded.ofAtoms, largest: graded.largest)
    }

    /// Energy, forces and virial with it.
    func graded(_ system: AtomicSystem, with evaluator: SystemEvaluator) throws(VolterraError) -> GradedEvaluation {
        if let grader { return try grader.graded(system, with: evaluator) }
        evaluator.posterior = posterior
        let evaluation = try evaluator.evaluate(system, options: .siteDeviations)
        let deviations = evaluation.siteRelativeDeviations ?? []
        return GradedEvaluation(evaluation: evaluation, ofAtoms: deviations, largest: deviations.max() ?? 0)
    }
}
