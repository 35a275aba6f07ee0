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
        fileprivate var errors = LabelErrors()
        /// meV/atom, one per configuration.
        public var energy: ErrorStatistics { errors.energy }
        /// eV/Å, three per atom.
        public var force: ErrorStatistics { errors.force }
        /// GPa, six per configuration.
        public var stress: ErrorStatistics { errors.stress }
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
        add(try ConfigurationDeviations(reference, energy: energy, forces: forces, virial: virial), of: reference)
    }

    mutating func add(_ deviations: ConfigurationDeviations, of reference: Configuration) {
        var group = Group()
        group.add(deviations, atoms: reference.count)
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
    fileprivate mutating func add(_ deviations: ConfigurationDeviations, atoms: Int) {
        configurations += 1
        self.atoms += atoms
        errors.add(deviations)
    }

    fileprivate mutating func merge(_ other: Self) {
        configurations += other.configurations
        atoms += other.atoms
        errors.merge(other.errors)
    }
}
