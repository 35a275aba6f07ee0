/// Which scalars need the moments of which rank, and so, how the moments are laid out without some of the scalars.
struct MomentNeeds: Sendable {
    /// The scalars that need a moment of this μ and this rank or a higher one.
    private struct Need {
        var mu: Int
        var rank: Int
        var scalars: ScalarSet
    }

    /// For each μ from high ranks to low.
    private var needs: [Need] = []
    private var ranks: [Int]
    private(set) var layout: MomentLayout

    /// - Parameter slots: for each slot, the scalars that depend on it.
    init(_ basis: MomentBasis, _ slots: [ScalarSet]) {
        for mu in 0..<basis.radialFunctionCount {
            let own = basis.basic.indices.filter { basis.basic[$0].mu == mu }
            var scalars = ScalarSet(count: basis.scalars.count)
            for rank in Set(own.map { Int(basis.basic[$0].rank) }).sorted(by: >) {
                for slot in own where basis.basic[slot].rank == rank { scalars.formUnion(slots[slot]) }
                if !scalars.isEmpty { needs.append(Need(mu: mu, rank: rank, scalars: scalars)) }
            }
        }
        (ranks, layout) = ([], MomentLayout(radialFunctionCount: 0, needed: []))
        update()
    }

    var sets: Set<ScalarSet> { Set(needs.map(\.scalars)) }

    mutating func remove(_ scalars: ScalarSet) {
        for index in needs.indices { needs[index].scalars.subtract(scalars) }
        needs.removeAll { $0.scalars.isEmpty }
        update()
    }

    private mutating func update() {
        ranks = highestRanks { _ in true }
        layout = MomentNeeds.layout(ranks)
    }

    /// The layout that is left without some scalars; `nil` if it stays as it is.
    func layout(without scalars: ScalarSet) -> MomentLayout? {
        let left = highestRanks { !$0.isSubset(of: scalars) }
        return left == ranks ? nil : MomentNeeds.layout(left)
    }

    /// Of each μ that is left.
    private func highestRanks(where isNeeded: (ScalarSet) -> Bool) -> [Int] {
        var ranks: [Int] = []
        var last = -1
        for need in needs where need.mu != last && isNeeded(need.scalars) {
            ranks.append(need.rank)
            last = need.mu
        }
        return ranks
    }

    private static func layout(_ ranks: [Int]) -> MomentLayout {
        MomentLayout(
            radialFunctionCount: ranks.count,
            needed: ranks.enumerated().map { mu, rank in MomentBasis.BasicMoment(mu: Int32(mu), a: Int32(rank), b: 0, c: 0) })
    }
}
