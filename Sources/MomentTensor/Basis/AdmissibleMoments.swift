/// Random values of the basic moments, exactly, without a neighbourhood.
///
/// Not every set of numbers is possible: x² + y² + z² = 1 makes M[μ, ν − 2] the trace of M[μ, ν]. That is the only restriction. The
/// monomials of degree ν and ν − 1 are independent on the sphere and span the polynomials up to degree ν, and the values of all
/// moments of neighbourhoods with any number of neighbours are closed under addition, so that a polynomial that vanishes on all
/// of them vanishes on the linear space that they span: on all values of the two highest ranks of each μ. The lower ranks follow.
struct AdmissibleMoments {
    private let basic: [MomentBasis.BasicMoment]
    /// The highest rank of each μ.
    private let highestRanks: [Int]

    init(_ basic: [MomentBasis.BasicMoment]) {
        self.basic = basic
        var highestRanks = [Int](repeating: -1, count: Int(basic.map(\.mu).max() ?? -1) + 1)
        for moment in basic { highestRanks[Int(moment.mu)] = max(highestRanks[Int(moment.mu)], Int(moment.rank)) }
        self.highestRanks = highestRanks
    }

    func sample(using generator: inout SplitMix64) -> [ModularNumber] {
        let byMu = highestRanks.map { moments(upTo: $0, using: &generator) }
        return basic.map { moment in
            let index = MultiIndex(a: Int(moment.a), b: Int(moment.b), c: Int(moment.c))
            return byMu[Int(moment.mu)][Int(moment.rank)][index.position]
        }
    }

    /// By rank and position.
    private func moments(upTo highest: Int, using generator: inout SplitMix64) -> [[ModularNumber]] {
        guard highest >= 0 else { return [] }
        var byRank = [[ModularNumber]](repeating: [], count: highest + 1)
        for rank in stride(from: highest, through: 0, by: -1) {
            byRank[rank] = MultiIndex.all(rank: rank).map { index in
                guard rank + 2 <= highest else { return ModularNumber.random(using: &generator) }
                let parents = byRank[rank + 2]
                return parents[(index + MultiIndex(a: 2)).position] + parents[(index + MultiIndex(b: 2)).position]
                    + parents[(index + MultiIndex(c: 2)).position]
            }
        }
        return byRank
    }
}
