import MomentTensor

/// In which order scalars are left out: next is always the set that raises the loss least for the work that it saves.
///
/// Candidates are single scalars, and the sets of all scalars that need one and the same part of the work, because a part is saved only
/// with the last of them. What would save nothing is none.
struct PruningOrder {
    private(set) var elimination: ScalarElimination
    private(set) var work: EvaluationWork
    /// The places of the scalars that are left.
    private(set) var kept: ScalarSet

    init(_ elimination: ScalarElimination, _ work: EvaluationWork, scalarCount: Int) {
        self.elimination = elimination
        self.work = work
        kept = ScalarSet(0..<scalarCount, count: scalarCount)
        self.scalarCount = scalarCount
    }

    private let scalarCount: Int

    private struct Candidate {
        var scalars: ScalarSet
        var savings: Double
        /// No more than the increase of the objective per saved work.
        var bound: Double
    }

    /// The next set; `nil` when there is no set that would leave something.
    ///
    /// - Parameters:
    ///   - limit: how many scalars it may have.
    ///   - wanted: how much work is to be saved; what a set saves beyond that counts for nothing.
    func next(atMost limit: Int, saving wanted: Double = .infinity) -> ScalarSet? {
        let increases = (0..<scalarCount).map { kept.contains($0) ? elimination.increase(without: $0) : 0 }
        let candidates = candidates(increases, limit, wanted).sorted { ($0.bound, $0.savings) < ($1.bound, $1.savings) }
        var best: (scalars: ScalarSet, price: Double)?
        for candidate in candidates {
            if let best, candidate.bound >= best.price { break }
            let places = candidate.scalars.places
            let increase = places.count == 1 ? increases[places[0]] : elimination.increase(without: places)
            let price = increase / candidate.savings
            if price < best?.price ?? .infinity { best = (candidate.scalars, price) }
        }
        return best?.scalars
    }

    private func candidates(_ increases: [Double], _ limit: Int, _ wanted: Double) -> [Candidate] {
        var sets = work.sets
        for place in kept.places { sets.insert(ScalarSet([place], count: scalarCount)) }
        let keptCount = kept.count
        return sets.compactMap { scalars in
            let places = scalars.places
            guard places.count <= limit, places.count < keptCount else { return nil }
            let savings = min(work.savings(without: scalars), wanted)
            guard savings > 0 else { return nil }
            let largest = places.reduce(0) { max($0, increases[$1]) }
            return Candidate(scalars: scalars, savings: savings, bound: largest / savings)
        }
    }

    /// Leaves a set out.
    mutating func remove(_ scalars: ScalarSet) {
        for place in scalars.places { elimination.remove(place) }
        work.remove(scalars)
        kept.subtract(scalars)
    }
}
