import FuzzSupport
import MomentTensor
import Testing

@testable import Training

@Suite("A sum over threads and processes (seeds 70, 71)")
struct PairwiseSumTests {
    private func terms(_ count: Int, _ random: inout SplitMix64) -> [Double] {
        (0..<count).map { _ in
            Double.random(in: -1...1, using: &random)
                * Double(sign: .plus, exponent: Int.random(in: -20...20, using: &random), significand: 1)
        }
    }

    /// Halves of a power of two, as far as there are terms.
    private func expected(_ terms: ArraySlice<Double>, size: Int) -> Double {
        guard size > 1 else { return terms[terms.startIndex] }
        let left = terms.prefix(size / 2), right = terms.dropFirst(size / 2)
        return expected(left, size: size / 2) + (right.isEmpty ? 0 : expected(right, size: size / 2))
    }

    @Test("has the bits of a sum by halves, in whichever order its terms come", arguments: [1, 2, 3, 5, 8, 13, 37, 63, 64])
    func order(count: Int) {
        var random = SplitMix64(seed: 70)
        let terms = terms(count, &random)
        let expected = expected(terms[...], size: 64)
        for _ in 0..<20 {
            let sum = PairwiseSum(of: count, zero: Number(0), over: .world)
            for index in terms.indices.shuffled(using: &random) { sum.add(Number(terms[index]), at: index) }
            #expect(sum.total().value == expected)
        }
    }

    @Test("so does one whose terms several threads add")
    func threads() {
        var random = SplitMix64(seed: 71)
        let terms = terms(1000, &random)
        let expected = expected(terms[...], size: 1024)
        for threads in [1, 2, 5] {
            let sum = PairwiseSum(of: terms.count, zero: Number(0), over: .world)
            ThreadTeam(count: threads).forEach(terms.count) { _, index in sum.add(Number(terms[index]), at: index) }
            #expect(sum.total().value == expected)
        }
    }

    @Test("that of no terms is zero")
    func nothing() { #expect(PairwiseSum(of: 0, zero: Number(0), over: .world).total().value == 0) }

    @Test("every index is in the share of one rank, which is the one that is its owner, and no share is two larger than another")
    func shares() {
        for count in 1...9 {
            for total in 0...70 {
                let shares = Shares(total: total, count: count)
                #expect((0..<count).flatMap { Array(shares[$0]) } == Array(0..<total))
                for rank in 0..<count { #expect(shares[rank].allSatisfy { shares.owner(of: $0) == rank }) }
                let sizes = (0..<count).map { shares[$0].count }
                #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
            }
        }
    }
}

private struct Number: SharedTerm {
    var value: Double

    init(_ value: Double) { self.value = value }

    static func += (sum: inout Number, term: Number) { sum.value += term.value }

    var numbers: [Double] {
        get { [value] }
        set { value = newValue[0] }
    }
}
