#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// How many iterations a descent will probably still take.
public struct FitForecast: Sendable {
    /// `nil` where it cannot be told.
    public let remainingIterations: Double?

    /// Decreases that go on falling geometrically, as the last ones did, reach the tolerance after so many iterations.
    ///
    /// - Parameter decreases: the shares of the loss that the iterations so far took away, in their order.
    public init(decreases: [Double], tolerance: Double, iterationLimit: Int) {
        let most = Double(max(iterationLimit - decreases.count, 0))
        let recent = decreases.suffix(8).filter { $0 > 0 }.map { log($0) }
        guard recent.count >= 4 else {
            remainingIterations = nil
            return
        }
        // The slope of a straight line through the logarithms.
        let centre = Double(recent.count - 1) / 2
        var (products, squares, mean) = (0.0, 0.0, 0.0)
        for (index, value) in recent.enumerated() {
            products += (Double(index) - centre) * value
            squares += (Double(index) - centre) * (Double(index) - centre)
            mean += value / Double(recent.count)
        }
        let slope = products / squares
        let now = mean + slope * centre
        guard slope < -1e-3 else {
            remainingIterations = now <= log(tolerance) ? 1 : most
            return
        }
        remainingIterations = min(max((log(tolerance) - now) / slope, 1), most)
    }
}

extension FitProgress {
    /// For the start of the stage that the fit is at.
    public func forecast(_ settings: FitSettings) -> FitForecast {
        let decreases = steps.filter { $0.stage == stage && $0.start == start && $0.iteration > 0 }.map(\.decrease)
        return FitForecast(decreases: decreases, tolerance: settings.tolerance, iterationLimit: settings.maximumIterations)
    }
}
