import Atoms
import COpenBLAS
import Foundation
import MomentTensor

/// Grades of configurations with respect to an active set.
public final class ExtrapolationGrader: Sendable {
    public let activeSet: ActiveSet
    public let plan: Plan
    private let rows: [EquationRows]
    private let inverse: [Double]
    private let size: Int

    /// What a configuration has to do with the active set.
    public struct Grades: Hashable, Sendable {
        /// γ of every atom, where site energies are what the set is about.
        public var ofAtoms: [Double]?
        /// The largest of them, or γ of the energy of the whole.
        public var ofConfiguration: Double
    }

    /// Throws if the set is not for as many parameters as the potential has, or about forces or stresses.
    public init(_ plan: Plan, _ activeSet: ActiveSet) throws(VolterraError) {
        openblas_set_num_threads(1)
        let potential = plan.potential
        guard activeSet.size == potential.parameterCount else {
            throw VolterraError(
                .badData,
                "the active set is for \(activeSet.size) parameters, and the potential has \(potential.parameterCount)",
                advice: "take the active set of this potential, or make it: trainer select POT TRAIN --almtp OUT.almtp")
        }
        let weights = activeSet.weights
        guard weights.force == 0, weights.stress == 0, weights.energy != 0 || weights.siteEnergy != 0 else {
            throw VolterraError(
                .unsupported, "the active set is about forces or stresses, and only those about energies and site energies are graded",
                advice: "make one of these: trainer select POT TRAIN --almtp OUT.almtp")
        }
        self.plan = plan
        self.activeSet = activeSet
        let columns = activeSet.ignoredParameterCount..<activeSet.size
        rows =
            (weights.siteEnergy != 0 ? [EquationRows(mode: .neighbourhood, columns: columns)] : [])
            + (weights.energy != 0 ? [EquationRows(mode: .configuration, columns: columns)] : [])
        inverse = activeSet.countedInverse
        size = columns.count
    }

    public func grades(of system: AtomicSystem, with evaluator: SystemEvaluator) throws(VolterraError) -> Grades {
        var grades = Grades(ofAtoms: nil, ofConfiguration: 0)
        for equations in rows {
            let weight = abs(weight(equations.mode, atoms: system.count))
            let elements = try equations.elements(of: system, with: evaluator)
            let values = block(elements).grades.map { weight * $0 }
            if equations.mode == .neighbourhood { grades.ofAtoms = values }
            grades.ofConfiguration = values.reduce(grades.ofConfiguration, max)
        }
        return grades
    }

    private func block(_ elements: [Double]) -> CoefficientBlock {
        let result = [Double](unsafeUninitializedCapacity: elements.count) { buffer, count in
            if let base = buffer.baseAddress, size > 0 {
                elements.withUnsafeBufferPointer { multiply($0.baseAddress!, elements.count / size, inverse, size, into: base) }
            }
            count = elements.count
        }
        return CoefficientBlock(result, size: size)
    }

    /// The rows of a configuration are divided by N^(scaling / 2), of which N is done.
    private func weight(_ mode: GradeCriterion.Mode, atoms: Int) -> Double {
        let weights = activeSet.weights
        guard mode == .configuration else { return weights.siteEnergy }
        return weights.energy * pow(Double(max(atoms, 1)), 1 - Double(weights.scaling) / 2)
    }
}
