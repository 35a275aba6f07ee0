import MomentTensor
import Testing

@testable import Training

@Suite("Ranges")
struct ScaledRangeTests {
    @Test("a range is never empty, whatever it has to show")
    func neverEmpty() {
        let hopeless: [[Double]] = [
            [], [.nan], [.infinity, -.infinity], [3, 3], [0], [-1, -1], [1e300, -1e300], [.leastNonzeroMagnitude], [1e99, -1e99],
        ]
        for values in hopeless {
            for scale in [ScaledRange.Scale.linear, .logarithmic] {
                let bounds = ScaledRange(scale, showing: values, air: 0.04).bounds
                #expect(bounds.lowerBound < bounds.upperBound && (bounds.upperBound - bounds.lowerBound).isFinite)
                #expect(scale == .linear || bounds.lowerBound > 0)
            }
        }
    }

    @Test("fractions and values are inverse to each other", arguments: [ScaledRange.Scale.linear, .logarithmic])
    func inverse(scale: ScaledRange.Scale) throws {
        let range = ScaledRange(scale, 0.02...50)
        #expect(range.fraction(of: 0.02) == 0 && range.fraction(of: 50) == 1)
        for value in [0.02, 0.3, 7, 50] {
            let back = range.value(at: try #require(range.fraction(of: value)))
            #expect(abs(back - value) < 1e-12 * 50)
        }
    }

    @Test("what is not finite, or not positive on a logarithmic scale, has no place")
    func noPlace() {
        for value in [Double.nan, .infinity, -.infinity] { #expect(ScaledRange(.linear, 0...1).fraction(of: value) == nil) }
        for value in [Double.nan, .infinity, 0, -1] { #expect(ScaledRange(.logarithmic, 1...2).fraction(of: value) == nil) }
    }
}
