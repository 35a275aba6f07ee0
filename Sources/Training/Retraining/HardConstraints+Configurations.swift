import Atoms
import MomentTensor

extension HardConstraints {
    /// What of a configuration must stay.
    public struct Quantities: OptionSet, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        /// The energy per atom.
        public static let energy = Quantities(rawValue: 1)
        /// All force components whose atoms the mask selects.
        public static let forces = Quantities(rawValue: 2)
        /// The six components of the virial.
        public static let virial = Quantities(rawValue: 4)
    }

    /// Adds rows for quantities of configurations.
    public mutating func add(
        _ samples: [FitSample], group: String, _ quantities: Quantities, of potential: Potential, options: PlanOptions = PlanOptions()
    ) throws(VolterraError) {
        let rows = try LinearRows(potential, options)
        for sample in samples {
            let configuration = sample.configuration
            let atoms = configuration.forceMask == nil ? Array(configuration.positions.indices) : configuration.atomsWithForces
            try add(sample.system, group: group, quantities, forcesOn: atoms, rows)
        }
    }

    mutating func add(
        _ system: AtomicSystem, group: String, _ quantities: Quantities, forcesOn atoms: [Int], _ rows: LinearRows
    ) throws(VolterraError) {
        let jacobian = try rows.evaluate(system, wantsVirial: quantities.contains(.virial))
        let count = Double(max(system.count, 1))
        if quantities.contains(.energy) {
            self.rows.append(Row(group: group, unit: "eV/atom", coefficients: jacobian.row(jacobian.energyRow, times: 1 / count)))
        }
        if quantities.contains(.forces) {
            for atom in atoms {
                for c in 0..<3 {
                    self.rows.append(Row(group: group, unit: "eV/Å", coefficients: jacobian.row(3 * atom + c, times: 1)))
                }
            }
        }
        if quantities.contains(.virial) {
            for component in 0..<6 {
                let coefficients = jacobian.row(jacobian.virialRow + component, times: 1 / count)
                self.rows.append(Row(group: group, unit: "eV/atom", coefficients: coefficients))
            }
        }
    }
}
