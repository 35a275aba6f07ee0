import Atoms
import MomentTensor

/// How much each label counts in the loss.
///
/// The loss is the mean over the configurations of
///
///     w_e (E − E₀)²/N^p + w_s |V − V₀|²/N^p + w_f Σ |F − F₀|²/N^q
///
/// with N atoms, the virial V in eV with all nine components.
public struct Weighting: Hashable, Sendable {
    /// How the weights fall with the number of atoms; the names and exponents are those of MLIP-2.
    public enum Scaling: String, CaseIterable, Hashable, Sendable {
        /// p = 1, q = 0
        case vibrations
        /// p = 0, q = 0
        case molecules
        /// p = 2, q = 1
        case structures

        var exponents: (energy: Double, force: Double) {
            switch self {
            case .vibrations: (1, 0)
            case .molecules: (0, 0)
            case .structures: (2, 1)
            }
        }
    }

    public var energy: Double
    public var force: Double
    public var virial: Double
    public var scaling: Scaling
    /// Factors for all labels of the configurations of a group.
    public var groups: [String: Double] = [:]

    public init(energy: Double, force: Double, virial: Double, scaling: Scaling = .vibrations) {
        self.energy = energy
        self.force = force
        self.virial = virial
        self.scaling = scaling
    }

    /// What `mlp train` of MLIP takes unless it is told otherwise.
    public static let mlip = Weighting(energy: 1, force: 0.01, virial: 0.001)

    public func weights(of configuration: Configuration) -> FitSample.Weights {
        let count = Double(max(configuration.count, 1))
        let (p, q) = scaling.exponents
        let factor = configuration.group.flatMap { groups[$0] } ?? 1
        func power(_ exponent: Double) -> Double { exponent == 0 ? 1 : exponent == 1 ? count : count * count }
        return FitSample.Weights(
            energy: factor * energy / power(p), force: factor * force / power(q), virial: factor * virial / power(p))
    }
}
