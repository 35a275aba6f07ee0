import MomentTensor

/// What there is to say about a potential file.
struct PotentialSummary {
    let path: String
    let potential: Potential
    let activeSet: ActiveSet?
    /// How many scalars are independent, if that was asked for.
    let rank: Int?

    /// The smallest and the largest of some coefficients, by the name of their kind.
    var coefficientRanges: [(name: String, range: ClosedRange<Double>)] {
        guard let coefficients = potential.coefficients else { return [] }
        let groups = [("radial", coefficients.radial), ("species", coefficients.species), ("linear", coefficients.linear)]
        return groups.compactMap { name, values in
            guard let least = values.min(), let greatest = values.max() else { return nil }
            return (name, least...greatest)
        }
    }
}

extension ActiveSet.Mode {
    /// What the rows of the active set are.
    var explanation: String {
        switch self {
        case .configuration: "configurations"
        case .neighbourhood: "neighbourhoods"
        case .mixed: "equations of several kinds"
        }
    }

    /// The word for JSON.
    var word: String {
        switch self {
        case .configuration: "configuration"
        case .neighbourhood: "neighbourhood"
        case .mixed: "mixed"
        }
    }
}
