/// Looks along a direction for a point that is lower by enough and no longer steep (the conditions of Wolfe).
///
/// Close to the minimum the differences of the values drown in their rounding; there the slopes alone decide (the approximate
/// conditions of Hager and Zhang).
struct LineSearch {
    /// What no variable moves by more than.
    let largestStep: Double

    private static let sufficientDecrease = 1e-4
    private static let remainingSlope = 0.9
    private static let mostTrials = 25
    /// How much of a value may be rounding.
    private static let noise = 1e-12

    /// A multiple of the direction, with value and slope there.
    private struct Trial {
        var length: Double
        var value: Double
        var slope: Double
    }

    init(largestStep: Double) { self.largestStep = largestStep }

    /// `nil` where no point along the direction is better.
    func run<Details, Failure: Error>(
        from point: [Double], _ sample: LimitedMemoryBFGS.Sample<Details>, along direction: [Double],
        _ function: ([Double]) throws(Failure) -> LimitedMemoryBFGS.Sample<Details>
    ) throws(Failure) -> (point: [Double], sample: LimitedMemoryBFGS.Sample<Details>)? {
        let start = Trial(length: 0, value: sample.value, slope: dot(direction, sample.gradient))
        guard start.slope < 0, let longest = direction.map(abs).max(), longest > 0, longest.isFinite else { return nil }
        let limit = largestStep / longest
        var (low, high, barrier) = (start, Trial?.none, Double?.none)
        var best: (point: [Double], sample: LimitedMemoryBFGS.Sample<Details>)?
        var length = min(1, limit)
        for _ in 0..<LineSearch.mostTrials {
            let candidate = point.indices.map { point[$0] + length * direction[$0] }
            do throws(Failure) {
                let found = try function(candidate)
                let trial = Trial(length: length, value: found.value, slope: dot(direction, found.gradient))
                if isTooHigh(trial, start) {
                    high = trial
                } else {
                    best = (candidate, found)
                    guard trial.slope < LineSearch.remainingSlope * start.slope, length < limit else { return best }
                    low = trial
                }
                length = next(low, high, barrier: barrier, limit: limit)
            } catch {
                // Where not even the smallest step can be evaluated, the reason must be told.
                guard length > 1e-4 * limit else { throw error }
                barrier = length
                length = low.length + 0.25 * (length - low.length)
            }
        }
        return best
    }

    private func isTooHigh(_ trial: Trial, _ start: Trial) -> Bool {
        guard trial.value.isFinite, trial.slope.isFinite else { return true }
        guard trial.value > start.value + LineSearch.sufficientDecrease * trial.length * start.slope else { return false }
        let isWithinNoise = trial.value <= start.value + LineSearch.noise * max(1, abs(start.value))
        return !(isWithinNoise && trial.slope <= -0.8 * start.slope)
    }

    private func next(_ low: Trial, _ high: Trial?, barrier: Double?, limit: Double) -> Double {
        guard let high else {
            let reach = barrier.map { low.length + 0.5 * ($0 - low.length) } ?? limit
            return min(reach, max(2.5 * low.length, 1e-3 * limit))
        }
        let width = high.length - low.length
        guard high.value.isFinite, high.slope.isFinite else { return low.length + 0.1 * width }
        return low.length + min(max(LineSearch.cubicMinimum(low, high, width), 0.1), 0.9) * width
    }

    /// Where between the two the cubic through values and slopes is lowest, as a fraction of the way.
    private static func cubicMinimum(_ low: Trial, _ high: Trial, _ width: Double) -> Double {
        let mean = low.slope + high.slope - 3 * (high.value - low.value) / width
        let discriminant = mean * mean - low.slope * high.slope
        guard discriminant >= 0 else { return 0.5 }
        let root = discriminant.squareRoot()
        let fraction = 1 - (high.slope + root - mean) / (high.slope - low.slope + 2 * root)
        return fraction.isFinite ? fraction : 0.5
    }
}
