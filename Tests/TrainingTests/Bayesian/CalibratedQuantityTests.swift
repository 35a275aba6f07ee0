import MomentTensor
import Testing
@testable import Training

@Suite("Deviations beside errors (seeds 110 … 119)")
struct CalibratedQuantityTests {
    /// Errors that are normally distributed with `ratio` times the deviation that is claimed.
    private func quantity(_ count: Int = 20_000, ratio: Double, seed: UInt64) -> CalibratedQuantity {
        var random = SplitMix64(seed: seed)
        var quantity = CalibratedQuantity()
        for _ in 0..<count {
            let deviation = Double.random(in: 0.1...10, using: &random)
            let error = ratio * deviation * random.gaussian()
            quantity.add(.init(error: error, deviation: deviation, noise: 0, bounds: -deviation...2 * deviation))
        }
        return quantity
    }

    @Test("the factor is what the deviations are too small by, and with it intervals hold what they should", arguments: [0.2, 1, 40])
    func factor(ratio: Double) throws {
        var quantity = quantity(ratio: ratio, seed: 110)
        let factor = try #require(quantity.bestFactor)
        #expect(agree(factor, ratio, within: 0.02))
        quantity.factor = factor
        #expect(abs(quantity.coverage(within: 1, .scaled) - 0.683) < 0.001 && abs(quantity.coverage(within: 2, .scaled) - 0.954) < 0.006)
        #expect(quantity.miscalibration(.scaled) < 0.01)
        let curve = quantity.curve(.scaled)
        #expect(curve.first?.x == 0 && curve.last == SIMD2(1, 1) && zip(curve, curve.dropFirst()).allSatisfy { $0.y <= $1.y })
        for bin in quantity.bins(8, .scaled) { #expect(agree(bin.error, bin.deviation, within: 0.08) && bin.count == 2500) }
    }

    @Test("deviations that are too small show as a curve below the diagonal")
    func overconfidence() {
        let quantity = quantity(ratio: 3, seed: 111)
        #expect(quantity.curve(.withNoise).dropFirst().dropLast().allSatisfy { $0.y < $0.x })
        #expect(quantity.miscalibration(.withNoise) > 0.2)
        #expect(abs(quantity.coverageOfBounds - 0.378) < 0.02)
    }

    @Test(
        "the rank correlation is 1 where larger deviations mean larger errors without exception, −1 for the opposite, nil if all are equal")
    func ranks() throws {
        func quantity(_ pairs: [(Double, Double)]) -> CalibratedQuantity {
            var quantity = CalibratedQuantity()
            for (deviation, error) in pairs { quantity.add(.init(error: error, deviation: deviation)) }
            return quantity
        }
        #expect(quantity([(1, -1), (2, 3), (5, -40), (9, 41)]).rankCorrelation == 1)
        #expect(quantity([(9, -1), (5, 3), (2, -40), (1, 41)]).rankCorrelation == -1)
        #expect(quantity([(1, 2), (1, 3)]).rankCorrelation == nil)
        #expect(quantity([]).rankCorrelation == nil && quantity([]).bestFactor == nil && quantity([]).curve(.scaled).isEmpty)
    }

    @Test("errors of predictions that cannot be wrong count as outside, unless there are none")
    func certainty() {
        var quantity = CalibratedQuantity()
        quantity.add(.init(error: 0, deviation: 0))
        quantity.add(.init(error: 1, deviation: 0))
        #expect(quantity.coverage(within: 2, .scaled) == 0.5)
        #expect(quantity.bestFactor == nil)
        #expect(quantity.curve(.scaled).allSatisfy { $0.x == 1 || $0.y == 0.5 })
    }

    @Test("what is not finite does not count")
    func notFinite() {
        var quantity = CalibratedQuantity()
        quantity.add(.init(error: .nan, deviation: 1))
        quantity.add(.init(error: 1, deviation: .infinity))
        quantity.add(.init(error: 1, deviation: 2))
        #expect(quantity.count == 1 && quantity.bestFactor == 0.5)
    }
}
