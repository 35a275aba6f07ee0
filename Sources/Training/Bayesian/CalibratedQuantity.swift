import Foundation

/// Predicted standard deviations of one quantity beside the errors that were made.
public struct CalibratedQuantity: Sendable {
    /// One prediction.
    struct Prediction: Sendable, Hashable {
        /// The label minus the prediction.
        var error: Double
        /// What the posterior says, without any factor.
        var deviation: Double
        /// The standard deviation of the noise of the label; `nil` where it is not known.
        var noise: Double?
        /// Where an ensemble places the error.
        var bounds: ClosedRange<Double>?
    }

    private(set) var predictions: [Prediction] = []

    /// What is not finite, as where a label is not, does not count.
    mutating func add(_ prediction: Prediction) {
        if prediction.error.isFinite, prediction.deviation.isFinite { predictions.append(prediction) }
    }

    public var count: Int { predictions.count }

    /// What the deviations are multiplied by; at first 1.
    public internal(set) var factor = 1.0

    /// The factor for which as many errors are within one deviation as of a normal distribution, 68.3 %.
    ///
    /// Unlike the root mean square of error/deviation, it does not follow a few large errors.
    var bestFactor: Double? {
        let ratios = predictions.map { CalibratedQuantity.ratio(abs($0.error), $0.deviation) }.sorted()
        guard !ratios.isEmpty else { return nil }
        let ratio = ratios[min(Int(CalibratedQuantity.withinOne * Double(ratios.count)), ratios.count - 1)]
        return ratio > 0 && ratio.isFinite ? ratio : nil
    }

    /// erf(1/√2)
    static let withinOne = 0.682_689_492_137_086

    /// Infinite where an error was thought to be impossible.
    private static func ratio(_ error: Double, _ deviation: Double) -> Double {
        deviation > 0 ? error / deviation : error > 0 ? .infinity : 0
    }

    /// What is compared with the errors.
    enum Kind: Hashable {
        /// The deviation of the posterior times the factor.
        case scaled
        /// That of the posterior, without the factor, and of the noise together.
        case withNoise
    }

    /// Whether the noise of all labels is known.
    var hasNoise: Bool { count > 0 && predictions.allSatisfy { $0.noise != nil } }
    var hasBounds: Bool { count > 0 && predictions.allSatisfy { $0.bounds != nil } }

    private func deviation(_ prediction: Prediction, _ kind: Kind) -> Double {
        switch kind {
        case .scaled: factor * prediction.deviation
        case .withNoise: (prediction.deviation * prediction.deviation + (prediction.noise ?? 0) * (prediction.noise ?? 0)).squareRoot()
        }
    }

    /// The share of the errors that are within so many deviations.
    func coverage(within multiple: Double, _ kind: Kind) -> Double {
        share { abs($0.error) <= multiple * deviation($0, kind) }
    }

    /// The share of the errors that are where the ensemble places them.
    var coverageOfBounds: Double { share { $0.bounds?.contains($0.error) ?? false } }

    private func share(where isCounted: (Prediction) -> Bool) -> Double {
        Double(predictions.count(where: isCounted)) / Double(max(count, 1))
    }

    /// For central intervals of a normal distribution that hold 0 … 1 of it, the share of the errors that they hold.
    func curve(_ kind: Kind) -> [SIMD2<Double>] {
        let needed = predictions.map { erf(CalibratedQuantity.ratio(abs($0.error), deviation($0, kind)) / 2.0.squareRoot()) }.sorted()
        guard !needed.isEmpty else { return [] }
        var held = 0
        return (0...50).map { step in
            let expected = Double(step) / 50
            while held < needed.count, needed[held] <= expected { held += 1 }
            return SIMD2(expected, Double(held) / Double(needed.count))
        }
    }

    /// The mean distance of `curve` from the diagonal.
    func miscalibration(_ kind: Kind) -> Double {
        let curve = curve(kind)
        return curve.reduce(0) { $0 + abs($1.x - $1.y) } / Double(max(curve.count, 1))
    }

    /// Predictions with about equal deviations.
    struct Bin: Sendable, Hashable {
        let count: Int
        /// Root mean squares.
        let deviation: Double
        let error: Double
    }

    /// As many predictions in each, by rising deviation.
    func bins(_ number: Int, _ kind: Kind) -> [Bin] {
        let sorted = predictions.map { (deviation: deviation($0, kind), error: $0.error) }.sorted { $0.deviation < $1.deviation }
        let number = min(number, sorted.count)
        return (0..<number).map { index in
            let members = sorted[sorted.count * index / number..<sorted.count * (index + 1) / number]
            let sums = members.reduce(SIMD2<Double>.zero) { $0 + SIMD2($1.deviation * $1.deviation, $1.error * $1.error) }
            return Bin(
                count: members.count, deviation: (sums.x / Double(members.count)).squareRoot(),
                error: (sums.y / Double(members.count)).squareRoot())
        }
    }

    var errors: ErrorStatistics {
        var statistics = ErrorStatistics()
        for prediction in predictions { statistics.add(prediction.error) }
        return statistics
    }

    func meanDeviation(_ kind: Kind) -> Double { rootMeanSquare { deviation($0, kind) } }
    /// Half the width of the bounds.
    var meanBounds: Double { rootMeanSquare { $0.bounds.map { 0.5 * ($0.upperBound - $0.lowerBound) } ?? 0 } }

    private func rootMeanSquare(_ value: (Prediction) -> Double) -> Double {
        let squares = predictions.reduce(0) { $0 + value($1) * value($1) }
        return (squares / Double(max(count, 1))).squareRoot()
    }

    /// Spearman's correlation of deviations and absolute errors: whether larger deviations mean larger errors; `nil` where all are equal.
    var rankCorrelation: Double? {
        let ranks = (CalibratedQuantity.ranks(predictions.map(\.deviation)), CalibratedQuantity.ranks(predictions.map { abs($0.error) }))
        let mean = Double(count - 1) / 2
        let (x, y) = (ranks.0.map { $0 - mean }, ranks.1.map { $0 - mean })
        let norm = (dot(x, x) * dot(y, y)).squareRoot()
        return norm > 0 ? dot(x, y) / norm : nil
    }

    /// From 0; equal values share the mean of theirs.
    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var first = 0
        while first < order.count {
            var last = first
            while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
            for place in first...last { ranks[order[place]] = Double(first + last) / 2 }
            first = last + 1
        }
        return ranks
    }
}
