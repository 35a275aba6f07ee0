/// Objectives by name.
public enum FitObjective: String, CaseIterable, Sendable {
    /// That of MLIP, but stresses that contradict the energies count nothing.
    case volterra
    /// What `mlp train` of MLIP minimises unless it is told otherwise.
    case mlip

    /// The weights to begin with.
    public var weighting: Weighting { .mlip }
    public var trustsOnlyConsistentStresses: Bool { self == .volterra }
}
