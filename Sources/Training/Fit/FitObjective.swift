/// Weightings by name.
public enum FitObjective: String, CaseIterable, Sendable {
    /// Ours: every configuration's energy per atom and every force component count alike, whatever the number of atoms.
    case volterra
    /// What `mlp train` of MLIP minimises unless it is told otherwise.
    case mlip

    public var weighting: Weighting {
        switch self {
        case .volterra: Weighting(energy: 1, force: 0.01, virial: 0.001)
        case .mlip: .mlip
        }
    }
}
