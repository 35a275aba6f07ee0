import MomentTensor

/// Atoms in a cell, with whatever is known about them.
///
/// Energies in eV, distances in Å, forces in eV/Å, the virial in eV as Σ r ⊗ f (positive when compressed). Labels that a file
/// does not have are `nil`, never zero.
public struct Configuration: Sendable, Hashable {
    /// How a file names the kind of an atom.
    public enum Kind: Hashable, Sendable {
        /// By chemical symbol.
        case element(Element)
        /// By an integer: the types of `.cfg` (from 0) and of LAMMPS files (stored here from 0 as well).
        case type(Int)
    }

    public var cell: Cell
    public var positions: [SIMD3<Double>]
    public var kinds: [Kind]

    public var energy: Double?
    public var forces: [SIMD3<Double>]?
    public var virial: SymmetricTensor?
    /// For each atom, whether its force is a label; `nil` if all forces are.
    public var forceMask: [Bool]?
    public var siteEnergies: [Double]?
    public var charges: [Double]?
    /// The `nbh_grades` column of `.cfg`: extrapolation grade per atom.
    public var grades: [Double]?
    /// Further numbers per atom. They are written, but not read: whoever makes them names the column.
    public var atomColumns: [AtomColumn] = []
    /// Which atoms keep their places when others move.
    public var isFixed: [Bool]?
    /// The numbers that a LAMMPS file gives the atoms, where they are not 1, 2, 3 ...: some are missing. They are read, but not written.
    public var ids: [Int]?
    /// Everything else that the file says about the configuration, in its order: `Feature` of `.cfg`, keys of extended XYZ.
    public var features: [Feature]

    public struct AtomColumn: Hashable, Sendable {
        public var name: String
        /// How many numbers each atom has.
        public var width: Int
        /// Atom after atom.
        public var values: [Double]

        public init(name: String, _ values: [Double]) {
            self.name = name
            width = 1
            self.values = values
        }

        public init(name: String, _ vectors: [SIMD3<Double>]) {
            self.name = name
            width = 3
            values = vectors.flatMap { [$0.x, $0.y, $0.z] }
        }
    }

    public struct Feature: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(cell: Cell = .none, positions: [SIMD3<Double>] = [], kinds: [Kind] = []) {
        self.cell = cell
        self.positions = positions
        self.kinds = kinds
        features = []
    }

    public var count: Int { positions.count }

    /// The numbers of those that keep their places.
    public var fixedAtoms: Set<Int> { Set((isFixed ?? []).indices.filter { isFixed?[$0] ?? false }) }

    /// The atoms whose forces are labels.
    public var atomsWithForces: [Int] {
        guard forces != nil else { return [] }
        guard let forceMask else { return Array(positions.indices) }
        return positions.indices.filter { forceMask[$0] }
    }

    /// The value of the first feature of that name.
    public func feature(_ name: String) -> String? { features.first { $0.name == name }?.value }

    /// The group to which the configuration belongs, if its file says so.
    public var group: String? { feature("config_type") }
}
