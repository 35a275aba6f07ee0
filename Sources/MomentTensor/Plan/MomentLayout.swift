/// Which moment components are summed over the neighbours, and how the others follow from them.
///
/// The vectors are unit vectors, x² + y² + z² = 1, so a lower moment is a trace of a higher one,
///
///     M[μ; a b c] = M[μ; a+2 b c] + M[μ; a b+2 c] + M[μ; a b c+2],
///
/// and only the highest rank of each μ is *accumulated*, or the two highest if ranks of both parities are needed: all monomials of these
/// degrees, a contiguous range, the *band* of μ.
///
///     slots:  | band of μ = 0 | band of μ = 1 | …  | traces | products |
///
/// The kernels climb through the degrees with one band at a time, the *owner* of the degree, and add what other bands have of it. In the
/// standard levels the highest rank falls by two from μ to μ+1: the bands tile the degrees, and all of them are owners.
struct MomentLayout: Sendable {
    /// The accumulated components of one μ: none if nothing needs it.
    struct Band: Sendable {
        /// The first of its slots.
        var slot: Int
        /// The first of its monomials; the others follow.
        var monomial: Int
        var count: Int
        var degrees: Range<Int>

        /// The slot of the first component of one of its degrees.
        func slot(ofDegree degree: Int) -> Int { slot + Monomials.start(ofDegree: degree) - monomial }
    }

    /// m[target] = m[first] + m[second] + m[third]
    struct Trace: Sendable {
        var target: Int
        var parents: (Int, Int, Int)
    }

    /// One for each μ.
    private(set) var bands: [Band] = []
    /// For each degree up to the highest, the μ of its owner.
    private(set) var owners: [Int] = []
    /// From high ranks to low: parents are complete before they are read.
    private(set) var traces: [Trace] = []
    private(set) var accumulatedCount = 0
    /// Accumulated and traced slots.
    private(set) var count = 0

    /// The highest degree of a monomial; −1 for an empty basis.
    var highestDegree: Int { owners.count - 1 }

    /// The μ of all bands that contain a degree, its owner first.
    func members(ofDegree degree: Int) -> [Int] {
        [owners[degree]] + bands.indices.filter { bands[$0].degrees.contains(degree) && $0 != owners[degree] }
    }

    /// Whether no degree above 0 has a band besides its owner, and the two highest have the same owner: all standard levels.
    var isTiled: Bool {
        guard highestDegree > 0 else { return true }
        return owners[highestDegree] == owners[highestDegree - 1] && (1...highestDegree).allSatisfy { members(ofDegree: $0).count == 1 }
    }

    private var slotOfTrace: [MomentBasis.BasicMoment: Int] = [:]

    /// The layout in which all of `needed` have a slot.
    init(radialFunctionCount: Int, needed: [MomentBasis.BasicMoment]) {
        var ranks = [Set<Int>](repeating: [], count: radialFunctionCount)
        for moment in needed { ranks[Int(moment.mu)].insert(Int(moment.rank)) }
        var degrees = ranks.map(MomentLayout.degreesToAccumulate)
        owners = MomentLayout.owners(&degrees)
        for degrees in degrees {
            let start = Monomials.start(ofDegree: degrees.lowerBound)
            let count = Monomials.start(ofDegree: degrees.upperBound) - start
            bands.append(Band(slot: accumulatedCount, monomial: start, count: count, degrees: degrees))
            accumulatedCount += count
        }
        count = accumulatedCount
        for moment in needed { addTraces(for: moment) }
    }

    /// The slot of a component that was among those needed, or is one of their parents.
    func slot(of moment: MomentBasis.BasicMoment) -> Int {
        accumulatedSlot(of: moment) ?? slotOfTrace[moment]!
    }

    private static func degreesToAccumulate(_ ranks: Set<Int>) -> Range<Int> {
        guard let highest = ranks.max() else { return 0..<0 }
        let haveOneParity = ranks.allSatisfy { ($0 - highest) % 2 == 0 }
        return (haveOneParity ? highest : highest - 1)..<(highest + 1)
    }

    /// An owner for each degree, from the highest down: as few changes of it as the bands allow. Where no band has a degree, the owner of
    /// the next higher one gets it besides.
    private static func owners(_ bands: inout [Range<Int>]) -> [Int] {
        var owners: [Int] = []
        for degree in (0..<(bands.map(\.upperBound).max() ?? 0)).reversed() {
            if let above = owners.last, bands[above].contains(degree) {
                owners.append(above)
            } else if let deepest = bands.indices.filter({ bands[$0].contains(degree) }).min(by: {
                bands[$0].lowerBound < bands[$1].lowerBound
            }) {
                owners.append(deepest)
            } else if let above = owners.last {
                bands[above] = degree..<bands[above].upperBound
                owners.append(above)
            }
        }
        return owners.reversed()
    }

    private func accumulatedSlot(of moment: MomentBasis.BasicMoment) -> Int? {
        let band = bands[Int(moment.mu)]
        guard band.degrees.contains(Int(moment.rank)) else { return nil }
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
