extension MomentBasis {
    /// The smallest level whose moments include all of this basis. A moment M[μ, ν] of rank ν > 0 needs a partner, of which M[0, ν]
    /// has the lowest level. `nil` for a basis without moments.
    public var level: Int? {
        let published = BasisSpecification(level: 2)
        let moments = momentsOfRadialFunctions
        let levels = basic.map { component in
            let moment = Moment(mu: moments[Int(component.mu)].mu, rank: Int(component.rank))
            return published.level(of: moment) + (moment.rank > 0 ? published.level(of: Moment(mu: 0, rank: moment.rank)) : 0)
        }
        guard let level = levels.max() else { return nil }
        // Level 4 adds the square of the only moment of level 2.
        return level == 2 && scalars.count > 1 ? 4 : level
    }

    /// How many scalars the basis published for a level has.
    public static func publishedScalarCount(level: Int) -> Int? { publishedScalarCounts[level] }

    private static let publishedScalarCounts = [
        2: 1, 4: 2, 6: 5, 8: 9, 10: 16, 12: 29, 14: 52, 16: 92, 18: 163, 20: 288, 22: 500, 24: 864, 26: 1464, 28: 2445,
    ]
}
