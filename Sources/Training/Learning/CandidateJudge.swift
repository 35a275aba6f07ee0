import Atoms
import MomentTensor

/// How far configurations are from what a potential has learnt.
final class CandidateJudge: Sendable {
    let plan: Plan
    private let grader: ExtrapolationGrader
    private let assignment: SpeciesAssignment

    /// - Parameter path: of a potential with its active set.
    init(path: String, _ options: PlanOptions) throws(VolterraError) {
        let file = try PotentialFile(path: path)
        guard let activeSet = file.activeSet else {
            throw VolterraError(
                .badData, "has no active set", file: path, advice: "remove it, and the active set is made again")
        }
        plan = try Plan(file.potential, options)
        grader = try ExtrapolationGrader(plan, activeSet)
        assignment = try SpeciesAssignment(file.potential)
    }

    func grades(
        of configuration: Configuration, with evaluator: SystemEvaluator
    ) throws(VolterraError) -> ExtrapolationGrader.Grades {
        var assignment = assignment
        let species = try assignment.indices(of: configuration)
        return try grader.grades(
            of: AtomicSystem(cell: configuration.cell, positions: configuration.positions, species: species), with: evaluator)
    }
}
