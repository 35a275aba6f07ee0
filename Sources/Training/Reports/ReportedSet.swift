import Atoms
import MomentTensor

/// A data set as a report shows it: how far the potential is from its labels, and the distances between its atoms.
public struct ReportedSet: Sendable {
    public private(set) var comparison: Comparison
    public private(set) var distances: PairDistances
    /// The configuration with most atoms, and the indices of their species in the potential.
    private(set) var largest: (configuration: Configuration, species: [Int])?

    /// - Parameter name: what the set is called, such as “training”.
    public init(_ name: String, files: [String], potential: Potential) {
        comparison = Comparison(name, files: files)
        distances = PairDistances(cutoff: potential.radialBasis.cutoff, speciesCount: potential.species.count)
    }

    /// Adds one configuration and what was predicted for it: energy in eV, forces in eV/Å, virial in eV.
    ///
    /// - Parameter species: for each atom, the index of its species in the potential.
    public mutating func add(
        _ configuration: Configuration, species: [Int], from source: Comparison.Source, energy: Double, forces: [SIMD3<Double>],
        virial: SymmetricTensor
    ) throws(VolterraError) {
        try comparison.add(configuration, from: source, energy: energy, forces: forces, virial: virial)
        try distances.add(configuration, species: species)
        if configuration.count > largest?.species.count ?? 0 { largest = (configuration, species) }
    }
}
