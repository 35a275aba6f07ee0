/// Which moment components are summed over the neighbours, and how the others follow from them.
///
/// The vectors are unit vectors, x² + y² + z² = 1, so a lower moment is a trace of a higher one,
///
///     M[μ; a b c] = M[μ; a+2 b c] + M[μ; a b+2 c] + M[μ; a b c+2],
///
/// and only the two highest ranks of each μ are *accumulated*: all monomials of degree ν−1 and ν, a contiguous range.
/// In the standard levels the highest rank falls by two from μ to μ+1, and these ranges tile the degrees.
///
///     slots:  | μ = 0: ranks ν−1, ν | μ = 1: … | …  | traces | products |
struct MomentLayout: Sendable {
    /// The accumulated components of one μ.
    struct Band: Sendable {
        /// The first of its slots.
        var slot: Int
        /// The first of its monomials; the others follow.
        var monomial: Int
        var count: Int
        var lowestDegree: Int
    }

    /// m[target] = m[first] + m[second] + m[third]
    struct Trace: Sendable {
        var target: Int
        var parents: (Int, Int, Int)
    }

    /// One for each μ.
    private(set) var bands: [Band] = []
    /// From high ranks to low: parents are complete before they are read.
    private(set) var traces: [Trace] = []
    private(set) var accumulatedCount = 0
    /// Accumulated and traced slots.
    private(set) var count = 0
    /// The highest degree of a monomial; −1 for an empty basis.
    private(set) var highestDegree = -1

    /// Bands of rank 0 besides another band that contains degree 0: they need no monomial.
    private(set) var lonelyBands: [Int] = []

    /// Whether every monomial up to the highest degree belongs to exactly one band, lonely ones left out, as in the standard levels.
    var bandsTile: Bool {
        var next = 0
        for band in bands.indices.filter({ !lonelyBands.contains($0) }).map({ bands[$0] }).sorted(by: { $0.monomial < $1.monomial }) {
            guard band.monomial == next else { return false }
            next += band.count
        }
        return next == Monomials.start(ofDegree: highestDegree + 1)
    }

    /// For each degree up to the highest, a band that contains it and is not lonely; −1 for none.
    var bandOfDegree: [Int32] {
        var owners = [Int32](repeating: -1, count: max(highestDegree + 1, 0))
        for (mu, band) in bands.enumerated() where !lonelyBands.contains(mu) {
            for degree in owners.indices where degree >= band.lowestDegree && Monomials.start(ofDegree: degree) < band.monomial + band.count
            {
                owners[degree] = Int32(mu)
            }
        }
        return owners
    }

    private var slotOfTrace: [MomentBasis.BasicMoment: Int] = [:]

    /// The layout in which all of `needed` have a slot.
    init(radialFunctionCount: Int, needed: [MomentBasis.BasicMoment]) {
        for mu in 0..<radialFunctionCount {
            let highest = needed.lazy.filter { $0.mu == mu }.map { Int($0.rank) }.max() ?? 0
            let lowest = max(highest - 1, 0)
            let start = Monomials.start(ofDegree: lowest)
            let band = Band(
                slot: accumulatedCount, monomial: start, count: Monomials.start(ofDegree: highest + 1) - start,
                lowestDegree: lowest)
            bands.append(band)
            accumulatedCount += band.count
            highestDegree = max(highestDegree, highest)
        }
        let withDegreeZero = bands.indices.filter { bands[$0].lowestDegree == 0 }
        let widest = withDegreeZero.max { bands[$0].count < bands[$1].count }
        lonelyBands = withDegreeZero.filter { bands[$0].count == 1 && $0 != widest }
        count = accumulatedCount
        for moment in needed { addTraces(for: moment) }
    }

    /// The slot of a component that was among those needed, or is one of their parents.
    func slot(of moment: MomentBasis.BasicMoment) -> Int {
        accumulatedSlot(of: moment) ?? slotOfTrace[moment]!
    }

    private func accumulatedSlot(of moment: MomentBasis.BasicMoment) -> Int? {
        let band = bands[Int(moment.mu)]
        guard Int(moment.rank) >= band.lowestDegree else { return nil }
        return band.slot + Monomials.index(Int(moment.a), Int(moment.b), Int(moment.c)) - band.monomial
    }

    private mutating func addTraces(for moment: MomentBasis.BasicMoment) {
        guard accumulatedSlot(of: moment) == nil, slotOfTrace[moment] == nil else { return }
        let parents = [(2, 0, 0), (0, 2, 0), (0, 0, 2)].map { (a, b, c) in
            MomentBasis.BasicMoment(mu: moment.mu, a: moment.a + Int32(a), b: moment.b + Int32(b), c: moment.c + Int32(c))
        }
        for parent in parents { addTraces(for: parent) }
        slotOfTrace[moment] = count
        let slots = parents.map(slot(of:))
        traces.append(Trace(target: count, parents: (slots[0], slots[1], slots[2])))
        count += 1
    }
}
