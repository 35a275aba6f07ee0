import Atoms
import MomentTensor

/// Where a dislocation is; one that is dissociated counts as one.
public struct DislocationPlace: Sendable, Hashable {
    /// Å
    public var position: SIMD2<Double>
    /// −1 for the opposite Burgers vector.
    public var sign: Double
}

/// Atoms around dislocations, with the perfect crystal that they come from.
public struct DislocatedCrystal: Sendable {
    /// Atoms that belong together, by their numbers: those that move come first.
    public struct Group: Sendable, Hashable {
        public var name: String
        public var atoms: Range<Int>
        /// Whether they keep their places when the others relax.
        public var isFixed: Bool
    }

    public var system: AtomicSystem
    /// The same atoms where they were before.
    public var perfect: AtomicSystem
    /// In the order of the atoms, all of whom belong to one.
    public var groups: [Group]
    /// In the coordinates of the system.
    public var places: [DislocationPlace]

    /// Whether each atom keeps its place.
    public var isFixed: [Bool] { groups.flatMap { Array(repeating: $0.isFixed, count: $0.atoms.count) } }

    /// Å of empty space beside the atoms where the system is not periodic: together more than the cutoff of any potential.
    static let margin = 10.0
}

/// An atom of a dislocated crystal that is being built.
struct PlacedAtom {
    /// In the perfect crystal, in the coordinates of the frame.
    var perfect: SIMD3<Double>
    var position: SIMD3<Double>
    /// The number of its group.
    var group: Int
}

extension DislocatedCrystal {
    /// Sorts atoms by group, and moves all by `origin`.
    init(
        _ atoms: [PlacedAtom], groups names: [(name: String, isFixed: Bool)], cell: Cell, perfectCell: Cell, origin: SIMD3<Double>,
        places: [DislocationPlace], species: Int
    ) {
        var sorted: [PlacedAtom] = []
        var groups: [Group] = []
        for (number, group) in names.enumerated() {
            let first = sorted.count
            sorted += atoms.filter { $0.group == number }
            if sorted.count > first { groups.append(Group(name: group.name, atoms: first..<sorted.count, isFixed: group.isFixed)) }
        }
        let kinds = Array(repeating: species, count: sorted.count)
        system = AtomicSystem(cell: cell, positions: sorted.map { $0.position + origin }, species: kinds)
        perfect = AtomicSystem(cell: perfectCell, positions: sorted.map { $0.perfect + origin }, species: kinds)
        self.groups = groups
        self.places = places.map { DislocationPlace(position: $0.position + SIMD2(origin.x, origin.y), sign: $0.sign) }
    }
}
