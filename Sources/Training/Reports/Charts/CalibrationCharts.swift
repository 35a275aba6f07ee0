/// How right the predicted standard deviations are.
struct CalibrationCharts {
    let calibration: Calibration

    private struct Column {
        let name: String
        let unit: String
        let quantity: CalibratedQuantity
        /// From eV.
        let scale: Double
    }

    private var columns: [Column] {
        [
            Column(name: "Energy", unit: "meV/atom", quantity: calibration.energy, scale: 1000),
            Column(name: "Force", unit: "eV/Å", quantity: calibration.force, scale: 1),
        ].filter { $0.quantity.count > 0 }
    }

    /// For each quantity, how many errors intervals hold.
    var intervals: [Chart] { columns.map(coverage) }
    /// For each quantity, how large errors are by predicted deviation.
    var errorsByDeviation: [Chart] { columns.map(errors) }

    private func coverage(_ column: Column) -> Chart {
        let range = 0.0...100.0
        var chart = Chart(
            "\(column.name): intervals and errors",
            summary: """
                How many of the errors lie in the interval that is to hold as many as the axis says. Below the dashed line the intervals are too \
                narrow, above it too wide.
                """,
            x: Axis("errors expected inside", unit: "%", range: range), y: Axis("errors inside", unit: "%", range: range), width: 400,
            height: 400)
        chart.add(.guide("", [.init(0, 0), .init(100, 100)]))
        let quantity = column.quantity
        func curve(_ kind: CalibratedQuantity.Kind) -> [Chart.Point] { quantity.curve(kind).map { 100 * $0 } }
        let factor = shortText(quantity.factor, digits: 2)
        chart.add(.line("deviation × \(factor)", curve(.scaled)))
        if quantity.hasNoise { chart.add(.line("deviation and noise", curve(.withNoise))) }
        return chart
    }

    private func errors(_ column: Column) -> Chart {
        // The root mean square of fewer than ten errors says little.
        let bins = column.quantity.bins(min(12, max(column.quantity.count / 10, 1)), .scaled).filter { $0.deviation > 0 && $0.error > 0 }
        let points = bins.map { Chart.Point(column.scale * $0.deviation, column.scale * $0.error) }
        var chart = Chart(
            "\(column.name): errors by deviation",
            summary: """
                The root mean square error of predictions with about the same deviation, after the factor. On the dashed line both are equal; a \
                level row of points means that the deviations do not tell large errors from small ones.
                """,
            x: Axis("predicted deviation", unit: column.unit, scale: .logarithmic),
            y: Axis("RMSE", unit: column.unit, scale: .logarithmic), width: 400, height: 400)
        let values = points.flatMap { [$0.x, $0.y] }
        if let least = values.min(), let greatest = values.max() {
            chart.add(.guide("", [.init(least, least), .init(greatest, greatest)]))
        }
        chart.add(.markedLine("\(countText(column.quantity.count, "label"))", points))
        return chart
    }
}
