import MomentTensor

extension RetrainingReport {
    /// Of all targets together, before and after.
    var errorChart: Chart? {
        let before = forces.flatMap(\.sizes.before)
        let after = forces.flatMap(\.sizes.after)
        guard let largest = (before + after).max(), largest > 0 else { return nil }
        let range = ScaledRange(.logarithmic, (largest / 1e4)...largest)
        var chart = Chart(
            "Errors of the targets", summary: "Half of the errors were below \(median(before)), and are below \(median(after)) eV/Å.",
            x: Axis("size of the error", unit: "eV/Å", scale: .logarithmic, range: range.bounds), y: Axis("share", unit: "% per bin"))
        for (name, sizes) in [("before", before), ("after", after)] {
            var histogram = Histogram(over: range, bins: 40)
            for size in sizes { histogram.add(size) }
            chart.add(.steps(name, histogram))
        }
        chart.startAtZero()
        return chart
    }

    private func median(_ sizes: [Double]) -> String { humanText(sizes.sorted()[sizes.count / 2]) }

    /// How well left-out targets were predicted with each ridge.
    var ridgeChart: Chart? {
        guard let error = leftOutError else { return nil }
        var chart = Chart(
            "The choice of the ridge",
            summary: "The largest ridge whose error is within a tenth of the smallest, \(shortText(result.ridge, digits: 2)), was taken.",
            x: Axis("ridge", scale: .logarithmic), y: Axis("error of left-out targets", unit: "eV/Å", scale: .logarithmic))
        chart.add(.markedLine("left out in turn", result.trials.map { Chart.Point($0.ridge, $0.error) }))
        chart.add(.points("chosen", [Chart.Point(result.ridge, error)]))
        return chart
    }

    /// Which directions the constraints take.
    var spectrumChart: Chart? {
        guard let largest = result.singularValues.first, largest > 0 else { return nil }
        var chart = Chart(
            "Singular values of the constraints",
            summary: "\(result.rank) of \(result.singularValues.count) are directions of their own; the others are combinations of these.",
            x: Axis("number"), y: Axis("relative to the largest", scale: .logarithmic))
        let values = result.singularValues.enumerated().map { Chart.Point(Double($0 + 1), max($1 / largest, 1e-18)) }
        chart.add(.points("counted", Array(values.prefix(result.rank))))
        if values.count > result.rank { chart.add(.points("not counted", Array(values.dropFirst(result.rank)))) }
        return chart
    }

    /// What was to stay, row by row; one for each unit.
    var driftCharts: [Chart] {
        var units: [String] = []
        for drift in drifts where !units.contains(drift.unit) { units.append(drift.unit) }
        return units.map { unit in
            let groups = drifts.filter { $0.unit == unit }
            var chart = Chart(
                "Drift, \(unit)", summary: "At most \(shortText(groups.map(\.largest).max() ?? 0, digits: 2)) \(unit).",
                x: Axis("row"), y: Axis("deviation from what was wanted", unit: unit, scale: .logarithmic))
            var row = 0.0
            for group in groups {
                let points = group.deviations.enumerated().map { Chart.Point(row + Double($0 + 1), max($1, 1e-18)) }
                row += Double(points.count)
                chart.add(.points(group.group, points))
            }
            return chart
        }
    }
}
