/// The moment M[μ, ν], a symmetric tensor of rank ν with (ν + 1)(ν + 2)/2 components.
public struct Moment: Hashable, Comparable, Sendable {
    public var mu: Int
    public var rank: Int

    public init(mu: Int, rank: Int) {
        self.mu = mu
        self.rank = rank
    }

    public static func < (left: Moment, right: Moment) -> Bool { (left.mu, left.rank) < (right.mu, right.rank) }
}
