import Atoms
import MomentTensor

extension Sample {
    /// The same structure with another potential.
    func with(_ potential: Potential) -> Sample { Sample(configuration: configuration, potential: potential, elements: elements) }

    /// The atoms of one element, without the others.
    func only(_ element: String) -> Sample {
        var part = Configuration(cell: configuration.cell)
        for atom in atoms(of: element) {
            part.positions.append(configuration.positions[atom])
            part.kinds.append(configuration.kinds[atom])
        }
        return Sample(configuration: part, potential: potential, elements: elements)
    }

    fileprivate func atoms(of element: String) -> [Int] {
        configuration.kinds.indices.filter { configuration.kinds[$0] == .element(Element(symbol: element)!) }
    }
}

extension Evaluation {
    /// What was found for the atoms of one element of a sample, as a statement about all its atoms: the others get nothing.
    func spread(over sample: Sample, of element: String) -> Evaluation {
        let count = sample.configuration.count
        let atoms = sample.atoms(of: element)
        var whole = self
        whole.forces = Array(repeating: .zero, count: count)
        whole.siteEnergies = Array(repeating: 0, count: count)
        whole.siteVirials = siteVirials.map { _ in Array(repeating: .zero, count: count) }
        whole.siteVirialTensors = siteVirialTensors.map { _ in Array(repeating: Array(repeating: 0, count: 9), count: count) }
        for (place, atom) in atoms.enumerated() {
            whole.forces[atom] = forces[place]
            whole.siteEnergies[atom] = siteEnergies[place]
            if let siteVirials { whole.siteVirials![atom] = siteVirials[place] }
            if let siteVirialTensors { whole.siteVirialTensors![atom] = siteVirialTensors[place] }
        }
        return whole
    }

    /// The sum of two potentials, or of two parts of a structure.
    static func + (left: Evaluation, right: Evaluation) -> Evaluation {
        var sum = left
        sum.energy += right.energy
        sum.forces = zip(left.forces, right.forces).map { $0 + $1 }
        sum.virial = SymmetricTensor(voigt: zip(left.virial.voigt, right.virial.voigt).map { $0 + $1 })
        sum.siteEnergies = zip(left.siteEnergies, right.siteEnergies).map { $0 + $1 }
        sum.siteVirials = zip(left.siteVirials ?? [], right.siteVirials ?? []).map { first, second in
            SymmetricTensor(voigt: zip(first.voigt, second.voigt).map { $0 + $1 })
        }
        sum.siteVirialTensors = zip(left.siteVirialTensors ?? [], right.siteVirialTensors ?? []).map { first, second in
            zip(first, second).map { $0 + $1 }
        }
        return sum
    }
}
