import Atoms
import MomentTensor

/// What energies, forces and virials have to do with the species and linear coefficients of a potential: rows that are linear in them.
final class LinearRows {
    let tables: JacobianTables
    private let evaluator: JacobianEvaluator
    private let jacobian = SystemJacobian()

    init(_ tables: JacobianTables) {
        self.tables = tables
        evaluator = JacobianEvaluator(tables)
    }

    /// C + S
    var columnCount: Int { tables.columnCount(.linear) }

    /// The rows of a configuration, until the next call.
    func evaluate(_ sample: FitSample, wantsVirial: Bool = false) throws(VolterraError) -> SystemJacobian {
        try evaluate(
            AtomicSystem(cell: sample.configuration.cell, positions: sample.configuration.positions, species: sample.species),
            wantsVirial: wantsVirial)
    }

    func evaluate(_ system: AtomicSystem, wantsVirial: Bool = false) throws(VolterraError) -> SystemJacobian {
        try evaluator.evaluate(
            cell: system.cell, positions: system.positions, species: system.species, .linear, wantsVirial: wantsVirial, into: jacobian)
        return jacobian
    }
}

extension SystemJacobian {
    /// One row times a factor.
    func row(_ index: Int, times factor: Double) -> [Double] { (0..<columnCount).map { factor * column($0)[index] } }

    /// Leaves the rows of the forces on some atoms only; the others are zero.
    func keepForces(on atoms: [Int]) {
        var isKept = [Bool](repeating: false, count: atomCount)
        for atom in atoms { isKept[atom] = true }
        for column in 0...columnCount {
            let values = self.column(column)
            for atom in 0..<atomCount where !isKept[atom] {
                for c in 0..<3 { values[3 * atom + c] = 0 }
            }
        }
    }
}
