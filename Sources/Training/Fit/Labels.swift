import Atoms
import MomentTensor

/// The labels of a sample in the rows of its Jacobian, and the roots of their weights.
struct Labels {
    /// Relative to what does not depend on parameters.
    private var values: [Double]
    private var roots: [Double]

    init(_ sample: FitSample, _ jacobian: SystemJacobian, _ referenceEnergies: [Double]) {
        let configuration = sample.configuration
        values = Array(repeating: 0, count: jacobian.rowCount)
        roots = values
        if let forces = configuration.forces {
            let root = sample.weights.force.squareRoot()
            for atom in configuration.atomsWithForces {
                for c in 0..<3 { set(3 * atom + c, forces[atom][c], root) }
            }
        }
        if let energy = configuration.energy {
            let reference = sample.species.reduce(0) { $0 + referenceEnergies[$1] }
            set(jacobian.energyRow, energy - reference, sample.weights.energy.squareRoot())
        }
        if let virial = configuration.virial, sample.hasVirial {
            let root = sample.weights.virial.squareRoot()
            for (index, component) in virial.voigt.enumerated() {
                // Those off the diagonal stand for two.
                set(jacobian.virialRow + index, component, index < 3 ? root : root * 2.0.squareRoot())
            }
        }
        for row in values.indices { values[row] -= jacobian.constant[row] }
    }

    private mutating func set(_ row: Int, _ value: Double, _ root: Double) {
        values[row] = value
        roots[row] = root
    }

    /// Multiplies every row by the root of its weight, and puts the labels into the last column.
    func apply(to jacobian: SystemJacobian) {
        jacobian.target.update(from: values, count: values.count)
        roots.withUnsafeBufferPointer { roots in
            for index in 0...jacobian.columnCount {
                let column = jacobian.column(index)
                for row in roots.indices { column[row] *= roots[row] }
            }
        }
    }
}
