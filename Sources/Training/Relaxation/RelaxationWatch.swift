import Atoms
import MomentTensor

/// What is kept of the way to a minimum, and where it ends because the potential does not know what it sees.
public struct RelaxationWatch: Sendable {
    /// Configurations with a higher grade are kept.
    public var save: Double
    /// The relaxation ends at a higher grade.
    public var stop: Double

    public init(save: Double, stop: Double) {
        self.save = save
        self.stop = stop
    }
}

/// An evaluation, and how far the atoms are from what the potential has learnt.
struct GradedEvaluation {
    var evaluation: Evaluation
    /// Of each atom, where atoms are graded.
    var ofAtoms: [Double]?
    /// The largest of them, or that of the whole.
    var largest = 0.0
}

extension ExtrapolationGrader {
    func graded(_ system: AtomicSystem, with evaluator: SystemEvaluator) throws(VolterraError) -> GradedEvaluation {
        let (evaluation, grades) = try evaluate(system, with: evaluator)
        return GradedEvaluation(evaluation: evaluation, ofAtoms: grades.ofAtoms, largest: grades.ofConfiguration)
    }
}

/// The grades of a relaxation, and the configurations that were kept of it.
///
/// Kept is the first above `save`, each that has at least `growth` times the grade of the last one that was kept, and the last of all if it is
/// above. What lies between differs little from them.
public struct RelaxationGrading: Sendable {
    /// A configuration on the way.
    public struct Frame: Sendable {
        public var system: AtomicSystem
        /// How many steps led to it.
        public var step: Int
        public var grade: Double
        public var gradesOfAtoms: [Double]?
    }

    private static let growth = 2.0

    private let watch: RelaxationWatch
    public private(set) var kept: [Frame] = []
    /// The highest of the whole way.
    public private(set) var highest = 0.0
    /// Where it ended.
    public private(set) var final = 0.0
    public private(set) var finalOfAtoms: [Double]?
    private(set) var isExtrapolating = false

    init(_ watch: RelaxationWatch) { self.watch = watch }

    /// Whether the relaxation ends here. A grade that is no number is too high.
    mutating func isTooFar(_ system: AtomicSystem, _ graded: GradedEvaluation, step: Int) -> Bool {
        let grade = graded.largest.isNaN ? .infinity : graded.largest
        highest = max(highest, grade)
        if grade > watch.save, grade >= RelaxationGrading.growth * (kept.last?.grade ?? 0) { keep(system, graded, step: step) }
        isExtrapolating = grade > watch.stop
        return isExtrapolating
    }

    mutating func finish(_ system: AtomicSystem, _ graded: GradedEvaluation, step: Int) {
        final = graded.largest
        finalOfAtoms = graded.largest.isFinite ? graded.ofAtoms : nil
        if graded.largest > watch.save, kept.last?.step != step { keep(system, graded, step: step) }
    }

    /// A grade that is no number comes of atoms that lie on top of each other, which no label is worth.
    private mutating func keep(_ system: AtomicSystem, _ graded: GradedEvaluation, step: Int) {
        guard graded.largest.isFinite else { return }
        kept.append(Frame(system: system, step: step, grade: graded.largest, gradesOfAtoms: graded.ofAtoms))
    }
}
