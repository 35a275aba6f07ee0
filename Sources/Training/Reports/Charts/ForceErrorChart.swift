/// How the error of the force on an atom grows with the force: both as lengths of vectors, on logarithmic axes.
enum ForceErrorChart {
    private static let bins = 12

    /// `nil` where there are no forces, or none but zeros.
    static func chart(_ comparison: Comparison) -> Chart? {
        let pairs = comparison.forceMagnitude
        let points = (0..<pairs.count).lazy.map { Chart.Point(Double(pairs.labels[$0]), Double(pairs.deviations[$0])) }
        guard let x = range(pairs.labels), let y = range(pairs.deviations) else { return nil }
        let cloud = PointCloud(points, x: x, y: y)
        var chart = Chart(
            "Force errors, \(comparison.name)",
            summary: "The error of the force on each of \(countText(pairs.count, "atom")) against the size of the force.",
            x: Axis("|force|", unit: "eV/Å", scale: .logarithmic, range: x.bounds),
            y: Axis("|error|", unit: "eV/Å", scale: .logarithmic, range: y.bounds), width: 400, height: 400)
        chart.add(cloud.mark)
        for (name, share) in [("100 %", 1.0), ("10 %", 0.1), ("1 %", 0.01)] {
            // Only as far as the frame, so that the name stands at its edge.
            let end = min(x.bounds.upperBound, y.bounds.upperBound / share)
            guard end > x.bounds.lowerBound, share * end > y.bounds.lowerBound else { continue }
            chart.add(.guide(name, [.init(x.bounds.lowerBound, share * x.bounds.lowerBound), .init(end, share * end)]))
        }
        chart.add(.markedLine("root mean square", rootMeanSquares(points, over: x)))
        if cloud.outside > 0 {
            chart.summary += " Not shown: \(countText(cloud.outside, "atom")) whose force or error is four decades below the largest."
        }
        return chart
    }

    /// The four decades below the largest value at most.
    private static func range(_ values: [Float]) -> ScaledRange? {
        guard let largest = values.max(), largest > 0 else { return nil }
        let floor = Double(largest) * 1e-4
        return ScaledRange(.logarithmic, showing: values.lazy.map { max(Double($0), floor) }, air: 0.02)
    }

    private static func rootMeanSquares(_ points: some Collection<Chart.Point>, over range: ScaledRange) -> [Chart.Point] {
        var statistics = [ErrorStatistics](repeating: .init(), count: bins)
        for point in points {
            if let bin = range.part(of: point.x, among: bins) { statistics[bin].add(point.y) }
        }
        return statistics.enumerated().compactMap { bin, statistics in
            guard statistics.count >= 3, let error = statistics.rootMeanSquare else { return nil }
            return .init(range.value(at: (Double(bin) + 0.5) / Double(bins)), error)
        }
    }
}
