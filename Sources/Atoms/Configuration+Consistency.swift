import MomentTensor

extension Configuration {
    /// Refuses what no file can hold: arrays of different lengths, NaN and infinities, periodicity along a zero vector.
    func checkConsistency(writingTo path: String) throws(VolterraError) {
        func failure(_ message: String) -> VolterraError {
            VolterraError(.badData, "a configuration cannot be written: \(message)", file: path)
        }
        if let column = atomColumns.first(where: { $0.values.count != $0.width * count }) {
            throw failure("it has \(count) positions but \(column.values.count) numbers \(column.name)")
        }
        if let column = atomColumns.first(where: { !$0.values.allSatisfy(\.isFinite) }) {
            throw failure("a number \(column.name) is not finite")
        }
        for (name, length) in perAtomLengths where length != count {
            throw failure("it has \(count) positions but \(length) \(name)")
        }
        for (vector, isPeriodic) in zip(cell.vectors, cell.periodicity) where isPeriodic && vector == .zero {
            throw failure("it is periodic along a zero lattice vector")
        }
        guard cell.vectors.allSatisfy(\.isFinite) else { throw failure("a lattice vector is not finite") }
        if let atom = positions.firstIndex(where: { !$0.isFinite }) { throw failure("the position of atom \(atom + 1) is not finite") }
        if let atom = forces?.firstIndex(where: { !$0.isFinite }) { throw failure("the force on atom \(atom + 1) is not finite") }
        guard energy?.isFinite ?? true else { throw failure("its energy is not finite") }
        guard virial?.isFinite ?? true else { throw failure("its virial is not finite") }
        for (name, values) in [("site energy", siteEnergies), ("charge", charges), ("grade", grades)] {
            guard let atom = values?.firstIndex(where: { !$0.isFinite }) else { continue }
            throw failure("the \(name) of atom \(atom + 1) is not finite")
        }
        guard features.allSatisfy({ !$0.name.isEmpty }) else { throw failure("a feature has no name") }
    }

    private var perAtomLengths: [(String, Int)] {
        [
            ("kinds", kinds.count), ("forces", forces?.count ?? count), ("entries of the force mask", forceMask?.count ?? count),
            ("site energies", siteEnergies?.count ?? count), ("charges", charges?.count ?? count), ("grades", grades?.count ?? count),
            ("marks of fixed atoms", isFixed?.count ?? count),
        ]
    }
}
