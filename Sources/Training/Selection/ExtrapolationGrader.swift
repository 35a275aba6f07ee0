import COpenBLAS
import Foundation
import MomentTensor

/// Grades of configurations with respect to an active set.
public final class ExtrapolationGrader: Sendable {
    public let activeSet: ActiveSet
    public let plan: Plan
    public let mode: GradeCriterion.Mode
    /// For grades of atoms.
    private let compiled: CompiledActiveSet?
    /// For grades of configurations.
    private let equations: EquationRows
    private let inverse: [Double]

    /// What a configuration has to do with the active set.
    public struct Grades: Hashable, Sendable {
        /// γ of every atom, where site energies are what the set is about.
        public var ofAtoms: [Double]?
        /// The largest of them, or γ of the energy of the whole.
        public var ofConfiguration: Double
    }

    /// Throws if the set is not for as many parameters as the potential has, or about anything but site energies, or energies.
    public init(_ plan: Plan, _ activeSet: ActiveSet) throws(VolterraError) {
        openblas_set_num_threads(1)
        let potential = plan.potential
        guard activeSet.size == potential.parameterCount else {
            throw VolterraError(
                .badData, "the active set is for \(activeSet.size) parameters, and the potential has \(potential.parameterCount)",
                advice: "take the active set of this potential, or make it: trainer select POT TRAIN --almtp OUT.almtp")
        }
        switch activeSet.mode {
        case .neighbourhood: mode = .neighbourhood
        case .configuration: mode = .configuration
        case .mixed:
            throw VolterraError(
                .unsupported,
                "the active set is about several kinds of equations, or forces or stresses, and nothing is graded against these",
                advice: "make one about site energies or energies: trainer select POT TRAIN --almtp OUT.almtp")
        }
        self.plan = plan
        self.activeSet = activeSet
        compiled = mode == .neighbourhood ? try CompiledActiveSet(activeSet, for: plan) : nil
        equations = EquationRows(mode: mode, columns: activeSet.ignoredParameterCount..<activeSet.size)
        inverse = mode == .configuration ? activeSet.countedInverse : []
    }

    public func grades(of system: AtomicSystem, with evaluator: SystemEvaluator) throws(VolterraError) -> Grades {
        try evaluate(system, with: evaluator).grades
    }

    /// Energy, forces and virial with the grades, in one evaluation.
    public func evaluate(
        _ system: AtomicSystem, with evaluator: SystemEvaluator
    ) throws(VolterraError) -> (evaluation: Evaluation, grades: Grades) {
        if let compiled {
            evaluator.activeSet = compiled
            let weight = abs(activeSet.weights.siteEnergy)
            let evaluation = try evaluator.evaluate(system, options: .siteGrades)
            let grades = evaluation.siteGrades?.map { weight * $0 } ?? []
            return (evaluation, Grades(ofAtoms: grades, ofConfiguration: grades.max() ?? 0))
        }
        let evaluation = try evaluator.evaluate(system, options: equations.options)
        let elements = system.count > 0 ? try equations.elements(of: evaluation) : []
        let block = CoefficientBlock(rows: elements, inverse: inverse, size: equations.columns.count)
        let grade = abs(energyWeight(atoms: system.count)) * (block.grades.first ?? 0)
        return (evaluation, Grades(ofAtoms: nil, ofConfiguration: grade))
    }

    /// Rows of configurations are divided by N^(scaling / 2), of which N is done.
    private func energyWeight(atoms: Int) -> Double {
        activeSet.weights.energy * pow(Double(max(atoms, 1)), 1 - Double(activeSet.weights.scaling) / 2)
    }
}
