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
    /// The places in `basic` of each μ.
    private let slots: [[Int]]

    init(_ basic: [MomentBasis.BasicMoment]) {
        self.basic = basic
        var slots = [[Int]](repeating: [], count: Int(basic.map(\.mu).max() ?? -1) + 1)
        for (slot, moment) in basic.enumerated() { slots[Int(moment.mu)].append(slot) }
        self.slots = slots
        highestRanks = slots.map { $0.map { Int(basic[$0].rank) }.max() ?? -1 }
    }

    func sample(using generator: inout SplitMix64) -> [ModularNumber] {
        var values = [ModularNumber](repeating: .zero, count: basic.count)
        for (mu, highest) in highestRanks.enumerated() {
            let byRank = moments(upTo: highest, using: &generator)
            for slot in slots[mu] {
                let index = MultiIndex(a: Int(basic[slot].a), b: Int(basic[slot].b), c: Int(basic[slot].c))
                values[slot] = byRank[Int(basic[slot].rank)][index.position]
            }
        }
        return values
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
