import MomentTensor

/// What energies, forces and virials have to do with the species and linear coefficients of a potential: rows that are linear in them.
final class LinearRows {
    let tables: JacobianTables
    private let evaluator: JacobianEvaluator
    private let jacobian = SystemJacobian()

    init(_ potential: Potential, _ options: PlanOptions) throws(VolterraError) {
        guard let coefficients = potential.coefficients else {
            throw VolterraError(.badData, "the potential \(potential.name) is untrained: it has no coefficients", advice: "fit it first")
        }
        tables = JacobianTables(try JacobianPlan(potential, options), coefficients)
        evaluator = JacobianEvaluator(tables)
    }

    /// The rows of a configuration, until the next call.
    func evaluate(_ system: AtomicSystem, wantsVirial: Bool = false) throws(VolterraError) -> SystemJacobian {
        try evaluator.evaluate(
            cell: system.cell, positions: system.positions, species: system.species, .linear, wantsVirial: wantsVirial, into: jacobian)
        return jacobian
    }
}

extension SystemJacobian {
    /// One row times a factor.
    func row(_ index: Int, times factor: Double) -> [Double] { (0..<columnCount).map { factor * column($0)[index] } }
}
