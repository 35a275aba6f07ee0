import Testing
import Training

@Suite("Forecasts of fits")
struct FitForecastTests {
    private func remaining(_ decreases: [Double], limit: Int = 100) -> Double? {
        FitForecast(decreases: decreases, tolerance: 1e-4, iterationLimit: limit).remainingIterations
    }

    @Test("decreases that halve each time reach the tolerance when they are small enough")
    func geometric() throws {
        let decreases = (0..<8).map { 0.1 * exp2(-$0) }
        // 0.1 · 2⁻ⁿ = 10⁻⁴ at n = 9.97, and n = 7 is the last that is known.
        #expect(try abs(#require(remaining(decreases)) - 2.966) < 0.01)
        #expect(remaining(decreases, limit: 9) == 1)
    }

    @Test("decreases that do not fall go on to the limit, and a few tell nothing")
    func unknown() {
        #expect(remaining([0.1, 0.1, 0.1, 0.1, 0.1], limit: 30) == 25)
        #expect(remaining([0.5, 0.1, 0.05]) == nil)
    }

    private func exp2(_ exponent: Int) -> Double { exponent < 0 ? 1 / Double(1 << -exponent) : Double(1 << exponent) }
}
