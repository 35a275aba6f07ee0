import Atoms
import MomentTensor

/// A labelled configuration as a fit sees it. Labels that are missing have no weight.
public struct FitSample: Sendable {
    public var configuration: Configuration
    /// For each atom, the index of its species in the potential.
    public var species: [Int]
    /// What squared deviations are multiplied by in the loss.
    public var weights: Weights

    public struct Weights: Hashable, Sendable {
        /// Of the energy, 1/eV².
        public var energy: Double
        /// Of every force component of an atom, Å²/eV².
        public var force: Double
        /// Of every component of the virial, all nine counted, 1/eV².
        public var virial: Double

        public init(energy: Double, force: Double, virial: Double) {
            self.energy = energy
            self.force = force
            self.virial = virial
        }
    }

    public init(_ configuration: Configuration, species: [Int], weights: Weights) {
        self.configuration = configuration
        self.species = species
        self.weights = weights
    }

    var system: AtomicSystem { AtomicSystem(configuration, species: species) }

    var hasVirial: Bool { configuration.virial != nil && weights.virial > 0 }

    /// How many labels count.
    public var labelCount: Int { LabelKind.allCases.reduce(0) { $0 + labelCount(of: $1) } }

    func labelCount(of kind: LabelKind) -> Int {
        switch kind {
        case .energy: configuration.energy != nil && weights.energy > 0 ? 1 : 0
        case .force: weights.force > 0 ? 3 * configuration.atomsWithForces.count : 0
        case .virial: hasVirial ? 6 : 0
        }
    }
}
