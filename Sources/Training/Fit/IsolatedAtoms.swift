import Atoms
import MomentTensor

/// The energies of the isolated atoms among samples: configurations of one atom that sees none of its images.
public struct IsolatedAtoms: Sendable {
    /// eV, one for each species of the potential; `nil` where there is no such atom with an energy.
    public let energies: [Double?]

    /// Throws where two energies of one species differ by more than 1 meV.
    public init(in samples: [FitSample], of potential: Potential) throws(VolterraError) {
        var energies = [Double?](repeating: nil, count: potential.species.count)
        for sample in samples {
            guard let energy = sample.configuration.energy, try sample.isIsolatedAtom(cutoff: potential.radialBasis.cutoff) else {
                continue
            }
            let species = sample.species[0]
            if let other = energies[species], abs(other - energy) > 1e-3 {
                throw VolterraError(
                    .badData, "isolated atoms of \(potential.name(ofSpecies: species)) have the energies \(other) and \(energy) eV",
                    advice: "leave only one of them in the data, or give its energy in --species-energies")
            }
            energies[species] = energies[species] ?? energy
        }
        self.energies = energies
    }
}

extension FitSample {
    func isIsolatedAtom(cutoff: Double) throws(VolterraError) -> Bool {
        guard configuration.count == 1 else { return false }
        let search = try NeighbourSearch(cell: configuration.cell, positions: configuration.positions, cutoff: cutoff)
        var neighbourCount = 0
        search.forEachNeighbour(of: 0) { _, _ in neighbourCount += 1 }
        return neighbourCount == 0
    }
}

extension Potential {
    /// The symbol of its element, or `type 0`.
    public func name(ofSpecies index: Int) -> String { species[index].element ?? "type \(species[index].label)" }
}
