/// Which moments of a basis have their radial function in common.
public enum RadialFunctionSharing: String, CaseIterable, Hashable, Sendable {
    /// One f_μ for all ranks of a μ, as in the published bases.
    case shared
    /// One for every M[μ, ν]. In the tables, and in files, each then counts as a μ of its own, of a single rank: 25 instead of 5 at level 20.
    case own
}

extension MomentBasis {
    /// How the radial functions look to be shared.
    public var radialFunctions: RadialFunctionSharing { Self.sharing(ranksOfRadialFunctions) }

    /// For each radial function a moment that it belongs to: the only one, if it is its own, or that of the lowest rank. Their μ's count
    /// as if functions were shared.
    public var momentsOfRadialFunctions: [Moment] {
        let ranks = ranksOfRadialFunctions
        switch Self.sharing(ranks) {
        case .shared: return ranks.enumerated().map { Moment(mu: $0.offset, rank: $0.element.lowerBound) }
        case .own:
            var previous = Moment(mu: -1, rank: .max)
            return ranks.map { range in
                let rank = range.lowerBound
                previous = Moment(mu: rank > previous.rank ? previous.mu : previous.mu + 1, rank: rank)
                return previous
            }
        }
    }

    private static func sharing(_ ranks: [ClosedRange<Int>]) -> RadialFunctionSharing {
        ranks.allSatisfy { $0.count == 1 } && ranks.contains { $0.lowerBound > 0 } ? .own : .shared
    }

    /// From the lowest to the highest; 0 … 0 for a function that no moment has.
    private var ranksOfRadialFunctions: [ClosedRange<Int>] {
        var ranks = [ClosedRange<Int>?](repeating: nil, count: radialFunctionCount)
        for moment in basic {
            let (mu, rank) = (Int(moment.mu), Int(moment.rank))
            ranks[mu] = min(ranks[mu]?.lowerBound ?? rank, rank)...max(ranks[mu]?.upperBound ?? rank, rank)
        }
        return ranks.map { $0 ?? 0...0 }
    }
}
