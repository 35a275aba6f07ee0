/// The moment M[μ, ν], a symmetric tensor of rank ν with (ν + 1)(ν + 2)/2 components.
struct Moment: Hashable, Comparable, Sendable {
    var mu: Int
    var rank: Int

    /// lev(M[μ, ν]) = 2 + 4 μ + ν, what this factor adds to the level of a contraction.
    var level: Int { 2 + 4 * mu + rank }

    static func < (left: Moment, right: Moment) -> Bool { (left.mu, left.rank) < (right.mu, right.rank) }
}
