import MomentTensor

/// What a grade is about: which energies, and which of the parameters that they depend on.
public struct GradeCriterion: Hashable, Sendable {
    /// Whose energy.
    public enum Mode: String, CaseIterable, Sendable {
        /// The site energy of each atom: a row b = dE_i/dθ for every atom.
        case neighbourhood
        /// The energy of the configuration: one row Σ_i b_i / N for all of its atoms.
        case configuration
    }

    public enum Parameters: String, CaseIterable, Sendable {
        /// Radial, species and linear ones, as in MLIP: the potential is taken as linear in all of them around their values.
        case all
        /// Species and linear ones.
        case linear
    }

    public var mode: Mode
    public var parameters: Parameters

    public init(mode: Mode = .neighbourhood, parameters: Parameters = .all) {
        self.mode = mode
        self.parameters = parameters
    }

    /// The parameters that count; they are the last ones.
    func columns(of potential: Potential) -> Range<Int> {
        (parameters == .all ? 0 : potential.radialParameterCount)..<potential.parameterCount
    }

    var weights: ActiveSet.Weights {
        ActiveSet.Weights(
            energy: mode == .configuration ? 1 : 0, force: 0, stress: 0, siteEnergy: mode == .neighbourhood ? 1 : 0)
    }
}
