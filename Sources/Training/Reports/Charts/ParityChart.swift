/// Predictions against labels: points where they are few, otherwise how many lie where.
struct ParityChart {
    let quantity: ReportedQuantity
    let comparison: Comparison
    /// Of both axes; the same for all sets, so that they can be compared.
    let range: ClosedRange<Double>

    /// Wide enough for all labels of the sets, and for predictions that are not far from all of them.
    static func range(of quantity: ReportedQuantity, in comparisons: [Comparison]) -> ClosedRange<Double> {
        let sets = comparisons.map { quantity.pairs($0) }
        let labels = ScaledRange(.linear, showing: sets.flatMap { $0.labels.lazy.map { Double($0) } }, air: 0.02).bounds
        let air = 0.25 * (labels.upperBound - labels.lowerBound)
        let plausible = (labels.lowerBound - air)...(labels.upperBound + air)
        let predictions = sets.flatMap { quantity.predictions($0).filter { plausible.contains($0) } }
        return ScaledRange(.linear, showing: predictions + [labels.lowerBound, labels.upperBound], air: 0.02).bounds
    }

    var chart: Chart {
        let pairs = quantity.pairs(comparison)
        let axis = ScaledRange(.linear, range)
        var chart = Chart(
            "\(quantity.title), \(comparison.name)",
            summary: "Predictions against labels of \(countText(pairs.count, quantity.counted)); the line is where both are equal.",
            x: Axis("label", unit: quantity.labelUnit, range: axis.bounds),
            y: Axis("prediction", unit: quantity.labelUnit, range: axis.bounds), width: 400, height: 400)
        let cloud = PointCloud(zip(pairs.labels, quantity.predictions(pairs)).lazy.map { .init(Double($0), $1) }, x: axis, y: axis)
        chart.add(cloud.mark)
        chart.add(
            .guide("", [.init(axis.bounds.lowerBound, axis.bounds.lowerBound), .init(axis.bounds.upperBound, axis.bounds.upperBound)]))
        let statistics = quantity.statistics(comparison.errors.total)
        var lines = [countText(pairs.count, quantity.counted)]
        if let error = statistics.rootMeanSquare { lines.append("RMSE \(humanText(error)) \(quantity.errorUnit)") }
        if cloud.outside > 0 { lines.append("\(countText(cloud.outside)) outside of the frame") }
        chart.add(.note(lines))
        return chart
    }
}
