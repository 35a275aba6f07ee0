/// Which invariant polynomials of the moments a basis holds: all complete contractions of at most `maximumFactors` moments whose levels,
/// lev(M[μ, ν]) = 2 + l μ + ν, add up to at most `level`; l is 4 unless it is said otherwise.
///
/// With the defaults these are the bases published with MLIP, level by level from 2 to 28.
public struct BasisSpecification: Hashable, Sendable {
    /// 2 or more; even, unless `levelOfMu` is odd.
    public var level: Int
    /// l, what each μ adds to the level of a moment: the smaller, the more radial functions.
    public var levelOfMu: Int
    /// The moments in one product; one less than the number of bodies that interact through it is the number of neighbours.
    public var maximumFactors: Int
    /// The largest ν; `nil` for that of the published bases, 10.
    public var maximumRank: Int?
    /// The largest μ; `nil` for that of the published bases, 5, or as much more as each adds less to a level.
    public var maximumMu: Int?
    /// Which moments have their radial function in common.
    public var radialFunctions: RadialFunctionSharing
    /// Whether to leave out the scalars that are linear combinations of others. What the potential can represent stays the same.
    public var leavesOutDependentScalars: Bool

    public init(
        level: Int, levelOfMu: Int = publishedLevelOfMu, maximumFactors: Int = 4, maximumRank: Int? = nil, maximumMu: Int? = nil,
        radialFunctions: RadialFunctionSharing = .shared, leavesOutDependentScalars: Bool = false
    ) {
        self.level = level
        self.levelOfMu = levelOfMu
        self.maximumFactors = maximumFactors
        self.maximumRank = maximumRank
        self.maximumMu = maximumMu
        self.radialFunctions = radialFunctions
        self.leavesOutDependentScalars = leavesOutDependentScalars
    }
}

extension BasisSpecification {
    static let publishedMaximumRank = 10
    static let publishedMaximumMu = 5
    public static let publishedLevelOfMu = 4

    /// What a moment adds to the level of a contraction.
    func level(of moment: Moment) -> Int { 2 + levelOfMu * moment.mu + moment.rank }

    /// What a potential with this basis is called, unless it has a name.
    public var name: String { "MTP\(level)" + (radialFunctions == .own ? "-own" : "") }

    private var usualMaximumMu: Int {
        BasisSpecification.publishedMaximumMu * BasisSpecification.publishedLevelOfMu / levelOfMu
    }

    /// The moments of which at least one contraction is made, sorted: a moment of rank 0 is one by itself, any other needs a partner.
    var moments: [Moment] {
        let mus = 0...min(maximumMu ?? usualMaximumMu, max(0, (level - 2) / levelOfMu))
        return mus.flatMap { mu -> [Moment] in
            let rankOfPairs = maximumFactors > 1 ? max(0, (level - 4 - levelOfMu * mu) / 2) : 0
            let ranks = 0...min(maximumRank ?? BasisSpecification.publishedMaximumRank, rankOfPairs)
            return ranks.map { Moment(mu: mu, rank: $0) }
        }
    }
}
