import Atoms
import MomentTensor

/// Moves atoms, and on request the cell, to where the enthalpy E + p V is lowest nearby.
public struct Relaxation: Sendable {
    /// How the cell may change. A cell that is not periodic in three directions keeps its shape.
    public var cell = CellFreedom.full
    /// GPa
    public var pressure = 0.0
    /// The largest component of a force that may be left; eV/Å.
    public var forceTolerance = 1e-4
    /// The largest component by which the stress may differ from the pressure; GPa.
    public var stressTolerance = 1e-3
    public var steps = 1000
    /// 1 along the axes on which atoms may move, 0 along others.
    var mobility = SIMD3(1.0, 1, 1)
    /// Atoms that do not move by themselves, but only with the cell.
    public var frozenAtoms: Set<Int> = []

    public init() {}

    /// Where a relaxation ended.
    public struct Outcome: Sendable {
        public var system: AtomicSystem
        public var evaluation: Evaluation
        public var steps: Int
        public var ending: Ending
        /// eV/Å
        public var largestForce: Double
        /// GPa; `nil` where the cell did not change.
        public var largestStress: Double?
        /// Energy and volume at the start; eV, Å³.
        public var initialEnergy: Double
        public var initialVolume: Double
        /// `nil` where nobody watched the grades.
        public var grading: RelaxationGrading?

        public var isConverged: Bool { ending == .converged }
    }

    public enum Ending: String, Codable, Sendable {
        case converged
        /// More steps than allowed, or none that made it better.
        case unconverged
        /// Where a grade was too high to go on.
        case extrapolating
    }

    public func run(_ system: AtomicSystem, with evaluator: SystemEvaluator) throws(VolterraError) -> Outcome {
        try run(system) { system throws(VolterraError) in try evaluator.evaluate(system) }
    }

    /// With the grades of all configurations on the way.
    public func run(
        _ system: AtomicSystem, _ watch: RelaxationWatch, _ grader: ExtrapolationGrader, with evaluator: SystemEvaluator
    ) throws(VolterraError) -> Outcome {
        try run(system, watch) { system throws(VolterraError) in try grader.graded(system, with: evaluator) }
    }

    /// - Parameter evaluate: the function that is made lower, which may be more than the potential
    func run(
        _ system: AtomicSystem, _ evaluate: (AtomicSystem) throws(VolterraError) -> Evaluation
    ) throws(VolterraError) -> Outcome {
        try run(system, nil) { system throws(VolterraError) in GradedEvaluation(evaluation: try evaluate(system)) }
    }

    func run(
        _ system: AtomicSystem, _ watch: RelaxationWatch?, _ evaluate: (AtomicSystem) throws(VolterraError) -> GradedEvaluation
    ) throws(VolterraError) -> Outcome {
        let freedom = system.cell.isFullyPeriodic ? cell : .fixed
        let coordinates = RelaxationCoordinates(
            system, freedom: freedom, mobility: mobility, frozenAtoms: frozenAtoms,
            pressure: freedom == .fixed ? 0 : pressure / Units.gigapascal)
        var initialEnergy: Double?
        var record = watch.map { RelaxationGrading($0) }
        let end = try LimitedMemoryBFGS().minimise(from: coordinates.start, steps: steps) {
            variables throws(VolterraError) in
            let system = coordinates.system(variables)
            let graded = try evaluate(system)
            initialEnergy = initialEnergy ?? graded.evaluation.energy
            return LimitedMemoryBFGS.Sample(
                value: coordinates.enthalpy(graded.evaluation, system.cell),
                gradient: coordinates.gradient(graded.evaluation, system.cell, at: variables), details: (system, graded))
        } until: { sample in
            let (system, evaluation) = (sample.details.0, sample.details.1.evaluation)
            return largestForce(evaluation) < forceTolerance && (stress(evaluation, system.cell, freedom) ?? 0) < stressTolerance
        } orWhere: { sample, step in
            record?.isTooFar(sample.details.0, sample.details.1, step: step) ?? false
        }
        let (relaxed, graded) = end.sample.details
        record?.finish(relaxed, graded, step: end.steps)
        let isExtrapolating = record?.isExtrapolating ?? false
        return Outcome(
            system: relaxed, evaluation: graded.evaluation, steps: end.steps,
            ending: isExtrapolating ? .extrapolating : end.isConverged ? .converged : .unconverged,
            largestForce: largestForce(graded.evaluation), largestStress: stress(graded.evaluation, relaxed.cell, freedom),
            initialEnergy: initialEnergy ?? graded.evaluation.energy, initialVolume: system.cell.volume, grading: record)
    }

    private func largestForce(_ evaluation: Evaluation) -> Double {
        evaluation.forces.enumerated().map { atom, force in
            let movable = frozenAtoms.contains(atom) ? .zero : mobility * force
            return max(abs(movable.x), abs(movable.y), abs(movable.z))
        }.max() ?? 0
    }

    private func stress(_ evaluation: Evaluation, _ cell: Cell, _ freedom: CellFreedom) -> Double? {
        guard freedom != .fixed else { return nil }
        let excess = (evaluation.virial * (Units.gigapascal / cell.volume)).minusPressure(pressure)
        return freedom.projection(excess).largestComponent
    }
}
