import Foundation

/// An interval that is divided evenly, or evenly by ratio. Never empty, and all of it can be shown.
public struct ScaledRange: Sendable, Hashable {
    public enum Scale: Sendable {
        case linear
        /// Values that are not positive have no place on it.
        case logarithmic

        /// Whether a value has a place on the scale. Numbers beyond 10^±100 have none.
        public func shows(_ value: Double) -> Bool {
            switch self {
            case .linear: abs(value) < 1e100
            case .logarithmic: value > 1e-100 && value < 1e100
            }
        }
    }

    public let scale: Scale
    public let bounds: ClosedRange<Double>

    /// Bounds that the scale cannot show, or that are too close to tell apart, are replaced.
    public init(_ scale: Scale, _ bounds: ClosedRange<Double>) {
        self.init(scale, showing: [bounds.lowerBound, bounds.upperBound], air: 0)
    }

    /// What it takes to show `values`, wider by the fraction `air` at each end.
    public init(_ scale: Scale, showing values: some Sequence<Double>, air: Double) {
        self.scale = scale
        var least = Double.infinity
        var greatest = -Double.infinity
        for value in values where scale.shows(value) {
            least = min(least, value)
            greatest = max(greatest, value)
        }
        switch scale {
        case _ where least > greatest: bounds = scale == .linear ? 0...1 : 0.1...10
        case .linear:
            let span = greatest - least
            let margin = span > 1e-9 * max(abs(least), abs(greatest), 1e-90) ? air * span : max(0.05 * abs(least), 1e-9)
            bounds = (least - margin)...(greatest + margin)
        case .logarithmic:
            let ratio = greatest / least
            let margin = ratio > 1 + 1e-9 ? pow(ratio, air) : 2
            bounds = (least / margin)...(greatest * margin)
        }
    }

    /// 0 at the lower bound, 1 at the upper one; `nil` for what the scale does not show.
    public func fraction(of value: Double) -> Double? {
        guard scale.shows(value) else { return nil }
        switch scale {
        case .linear: return (value - bounds.lowerBound) / (bounds.upperBound - bounds.lowerBound)
        case .logarithmic: return log(value / bounds.lowerBound) / log(bounds.upperBound / bounds.lowerBound)
        }
    }

    /// The inverse of `fraction`.
    public func value(at fraction: Double) -> Double {
        switch scale {
        case .linear: bounds.lowerBound + fraction * (bounds.upperBound - bounds.lowerBound)
        case .logarithmic: bounds.lowerBound * pow(bounds.upperBound / bounds.lowerBound, fraction)
        }
    }

    /// Which of `count` equal parts holds a value; `nil` outside.
    func part(of value: Double, among count: Int) -> Int? {
        guard let fraction = fraction(of: value), fraction >= 0, fraction <= 1 else { return nil }
        return min(Int(fraction * Double(count)), count - 1)
    }
}
