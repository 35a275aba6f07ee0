/// Which scalars need the moments of which rank, and so, how the moments are laid out without some of the scalars.
struct MomentNeeds: Sendable {
    private struct Need {
        var mu: Int
        var rank: Int
        /// The scalars that need a moment of this μ and this rank.
        var scalars: ScalarSet
        /// Those that need one of this rank or a higher one.
        var scalarsAbove: ScalarSet
    }

    /// For each μ from high ranks to low.
    private var needs: [Need] = []
    private var moments: [MomentBasis.BasicMoment]
    private(set) var layout: MomentLayout

    /// - Parameter slots: for each slot, the scalars that depend on it.
    init(_ basis: MomentBasis, _ slots: [ScalarSet]) {
        for mu in 0..<basis.radialFunctionCount {
            let own = basis.basic.indices.filter { basis.basic[$0].mu == mu }
            var above = ScalarSet(count: basis.scalars.count)
            for rank in Set(own.map { Int(basis.basic[$0].rank) }).sorted(by: >) {
                var scalars = ScalarSet(count: basis.scalars.count)
                for slot in own where basis.basic[slot].rank == rank { scalars.formUnion(slots[slot]) }
                above.formUnion(scalars)
                if !scalars.isEmpty { needs.append(Need(mu: mu, rank: rank, scalars: scalars, scalarsAbove: above)) }
            }
        }
        (moments, layout) = ([], MomentLayout(radialFunctionCount: 0, needed: []))
        update()
    }

    var sets: Set<ScalarSet> { Set(needs.map(\.scalarsAbove)) }

    mutating func remove(_ scalars: ScalarSet) {
        for index in needs.indices {
            needs[index].scalars.subtract(scalars)
            needs[index].scalarsAbove.subtract(scalars)
        }
        needs.removeAll { $0.scalars.isEmpty }
        update()
    }

    private mutating func update() {
        moments = moments { _ in true }
        layout = MomentNeeds.layout(moments)
    }

    /// The layout that is left without some scalars; `nil` if it stays as it is.
    func layout(without scalars: ScalarSet) -> MomentLayout? {
        let left = moments { !$0.isSubset(of: scalars) }
        return left == moments ? nil : MomentNeeds.layout(left)
    }

    /// One of each rank that is left, with the μ that are left counted from 0.
    private func moments(where isNeeded: (ScalarSet) -> Bool) -> [MomentBasis.BasicMoment] {
        var moments: [MomentBasis.BasicMoment] = []
        var (mu, last) = (Int32(-1), -1)
        for need in needs where isNeeded(need.scalars) {
            if need.mu != last { mu += 1 }
            last = need.mu
            moments.append(MomentBasis.BasicMoment(mu: mu, a: Int32(need.rank), b: 0, c: 0))
        }
        return moments
    }

    private static func layout(_ moments: [MomentBasis.BasicMoment]) -> MomentLayout {
        MomentLayout(radialFunctionCount: Int(moments.last?.mu ?? -1) + 1, needed: moments)
    }
}
