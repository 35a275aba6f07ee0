import Atoms
import MomentTensor

/// Replaces configurations with too many atoms for quantum mechanics by cells around their extrapolating atoms.
struct CandidateCarving {
    private let settings: SelectionSettings
    private let judge: CandidateJudge
    private let grader: ExtrapolationGrader
    private let limit: Int

    /// `nil` where nothing is cut out.
    init?(_ settings: SelectionSettings, _ judge: CandidateJudge) {
        guard let limit = settings.carveAbove, let grader = judge.grader else { return nil }
        self.settings = settings
        self.judge = judge
        self.grader = grader
        self.limit = limit
    }

    func cells(of candidate: Configuration, with evaluator: SystemEvaluator) throws(VolterraError) -> [Configuration] {
        guard candidate.count > limit else { return [candidate] }
        let system = try judge.system(candidate)
        let grades: [Double]
        if let known = candidate.grades { grades = known } else { grades = try judge.judge(candidate, with: evaluator).ofAtoms ?? [] }
        var carving = Carving()
        carving.atomCount = settings.carvedAtoms
        let cutoff = judge.plan.potential.radialBasis.cutoff
        var cells: [Configuration] = []
        for atom in try CarvingTargets.atoms(
            system, grades: grades, above: settings.save, apart: cutoff, most: settings.carvedCells)
        {
            let carved = try carving.carve(system, around: atom, grader, with: evaluator)
            var cell = carved.configuration(from: candidate)
            cell.features = candidate.features
            cell.setFeature("learn_grade", shortText(carved.centralGrade, digits: 4))
            cell.setFeature("carved_from_atom", "\(atom + 1)")
            cells.append(cell)
        }
        return cells
    }
}
