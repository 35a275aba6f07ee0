import Atoms
import MomentTensor

/// Which of many structures are stable against decomposition into others, and how far from it the others are.
///
/// Formation energies are those per atom without that of the pure components. Their lower convex hull over the compositions is what a
/// mixture of phases can reach; a structure is stable if it lies on it.
public struct PhaseDiagram: Sendable {
    /// A structure with its energy, or enthalpy.
    public struct Structure: Sendable {
        public var name: String
        public var composition: Composition
        public var atoms: Int
        /// eV/atom
        public var energy: Double

        public init(name: String, composition: Composition, atoms: Int, energy: Double) {
            self.name = name
            self.composition = composition
            self.atoms = atoms
            self.energy = energy
        }
    }

    /// What a structure has to do with the hull; energies in eV/atom.
    public struct Standing: Sendable {
        public var structure: Structure
        public var formationEnergy: Double
        /// Above the hull; zero on it.
        public var distance: Double
        public var isStable: Bool
        /// For a stable structure, how far it lies below what all others could do at its composition; `nil` for others, and for pure
        /// components.
        public var depth: Double?
        /// Into what it decomposes, or for a stable structure would if it were not there: fractions of the atoms.
        public var products: [(formula: String, fraction: Double)]
    }

    public let components: [Element]
    /// eV/atom, in the order of the components.
    public let references: [Double]
    /// In the order in which they were given.
    public let standings: [Standing]

    /// What is closer to the hull is on it; eV/atom.
    static let noise = 1e-8

    /// - Parameter references: eV/atom, of pure components that are not among the structures, or that shall be zero.
    public init(_ structures: [Structure], references given: [Element: Double] = [:]) throws(VolterraError) {
        let components = Set(structures.flatMap(\.composition.elements)).sorted { $0.atomicNumber < $1.atomicNumber }
        var references: [Double] = []
        for component in components {
            let lowest = structures.filter { $0.composition == Composition(pure: component) }.map(\.energy).min()
            guard let reference = given[component] ?? lowest else {
                throw VolterraError(
                    .badData, "no structure is pure \(component.symbol), which formation energies are measured from",
                    advice: "add one, or give its energy per atom: --reference \(component.symbol)=…")
            }
            references.append(reference)
        }
        if let stranger = given.keys.first(where: { !components.contains($0) }) {
            throw VolterraError(.usage, "no structure has \(stranger.symbol), for which there is a reference", advice: "leave it out")
        }
        self.components = components
        self.references = references
        let formation = structures.map { structure in
            structure.energy - dot(structure.composition.fractions(of: components), references)
        }
        let hull = LowerHull(structures.map(\.composition), formation, components, isGiven: Set(given.keys))
        standings = structures.indices.map { index in hull.standing(of: structures[index], index, formationEnergy: formation[index]) }
    }

    /// The stable structures, by composition; of several with the same energy the first.
    public var stable: [Standing] {
        var seen: Set<Composition> = []
        return standings.filter { $0.isStable && seen.insert($0.structure.composition).inserted }.sorted(by: isBefore)
    }

    /// Fractions of the components.
    func fractions(_ standing: Standing) -> [Double] { standing.structure.composition.fractions(of: components) }

    /// The order of tables: less of the first component later, and at one composition the lower first.
    func isBefore(_ one: Standing, _ other: Standing) -> Bool {
        for (a, b) in zip(fractions(one), fractions(other)) where a != b { return a > b }
        return one.distance < other.distance
    }
}
