import MomentTensor

/// An atom of a LAMMPS file.
struct LammpsAtom {
    var id = 0
    /// From 0.
    var type = 0
    var element: Element?
    var position = SIMD3<Double>.zero
    var force = SIMD3<Double>.zero
    var charge = 0.0
}

/// The atoms of a LAMMPS file, which come in any order.
struct LammpsAtoms {
    private var atoms: [LammpsAtom] = []
    private let hasCharges: Bool
    private let hasForces: Bool

    init(hasCharges: Bool, hasForces: Bool = false) {
        self.hasCharges = hasCharges
        self.hasForces = hasForces
    }

    mutating func append(_ atom: LammpsAtom) { atoms.append(atom) }

    /// In the order of their ids, of which none may occur twice.
    func configuration(cell: Cell, _ lines: LineReader) throws(VolterraError) -> Configuration {
        var sorted = atoms
        if zip(atoms, atoms.dropFirst()).contains(where: { $0.id >= $1.id }) {
            sorted.sort { $0.id < $1.id }
            for (one, next) in zip(sorted, sorted.dropFirst()) where one.id == next.id {
                throw lines.error("the atom id \(one.id) occurs twice")
            }
        }
        var configuration = Configuration(
            cell: cell, positions: sorted.map(\.position), kinds: sorted.map { $0.element.map { .element($0) } ?? .type($0.type) })
        if zip(1..., sorted).contains(where: { $0 != $1.id }) { configuration.ids = sorted.map(\.id) }
        if hasForces { configuration.forces = sorted.map(\.force) }
        if hasCharges { configuration.charges = sorted.map(\.charge) }
        return configuration
    }
}

extension Configuration {
    /// Turns type numbers into elements, if there are names for them.
    mutating func nameTypes(by elements: [Element]?, _ lines: LineReader) throws(VolterraError) {
        do throws(VolterraError) {
            try nameTypes(by: elements)
        } catch {
            throw lines.error(error.message, advice: error.advice)
        }
    }
}
