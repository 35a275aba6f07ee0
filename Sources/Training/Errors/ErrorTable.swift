import Atoms
import MomentTensor

/// How far predictions are from the labels of a data set, in total and per `config_type`.
///
/// Energies in meV/atom, forces in eV/Å per component, stresses in GPa per component of cells that are periodic in three directions.
/// Labels that a configuration does not have are not counted.
public struct ErrorTable: Sendable {
    /// The deviations of one group of configurations.
    public struct Group: Sendable, Hashable {
        public internal(set) var configurations = 0
        public internal(set) var atoms = 0
        /// meV/atom, one per configuration.
        public internal(set) var energy = ErrorStatistics()
        /// eV/Å, three per atom.
        public internal(set) var force = ErrorStatistics()
        /// GPa, six per configuration.
        public internal(set) var stress = ErrorStatistics()
    }

    public private(set) var total = Group()
    /// By `config_type`, in the order in which they came. Configurations without one only count in the total.
    public private(set) var groups: [(name: String, group: Group)] = []
    private var indexOfGroup: [String: Int] = [:]

    public init() {}

    /// Compares one configuration with what was predicted for it: energy in eV, forces in eV/Å, virial in eV.
    public mutating func add(
        _ reference: Configuration, energy: Double, forces: [SIMD3<Double>], virial: SymmetricTensor
    ) throws(VolterraError) {
        guard forces.count == reference.count else {
            throw VolterraError(.usage, "\(forces.count) forces were predicted for \(reference.count) atoms")
        }
        guard energy.isFinite, virial.isFinite, forces.allSatisfy({ $0.x.isFinite && $0.y.isFinite && $0.z.isFinite }) else {
            throw VolterraError(.badData, "the prediction is not finite")
        }
        var group = Group()
        group.add(reference, energy, forces, virial)
        total.merge(group)
        guard let name = reference.group else { return }
        let index = indexOfGroup[name] ?? groups.count
        if index == groups.count {
            indexOfGroup[name] = index
            groups.append((name, Group()))
        }
        groups[index].group.merge(group)
    }
}

extension ErrorTable.Group {
    fileprivate mutating func add(
        _ reference: Configuration, _ energy: Double, _ forces: [SIMD3<Double>], _ virial: SymmetricTensor
    ) {
        configurations += 1
        atoms += reference.count
        if let label = reference.energy, reference.count > 0 {
            self.energy.add(1000 * (energy - label) / Double(reference.count))
        }
        if let labels = reference.forces {
            for (predicted, label) in zip(forces, labels) {
                let deviation = predicted - label
                for k in 0..<3 { force.add(deviation[k]) }
            }
        }
        let volume = reference.cell.volume
        if let label = reference.virial, reference.cell.isFullyPeriodic, volume > 0 {
            for (predicted, component) in zip(virial.voigt, label.voigt) {
                stress.add((predicted - component) / volume * Units.gigapascal)
            }
        }
    }

    fileprivate mutating func merge(_ other: Self) {
        configurations += other.configurations
        atoms += other.atoms
        energy.merge(other.energy)
        force.merge(other.force)
        stress.merge(other.stress)
    }
}
