/// How the sizes of errors are distributed, on a logarithmic axis: what is small is seen beside what is large.
enum ErrorHistogramChart {
    private static let bins = 40
    /// Errors smaller than the largest one by this factor are counted in the first bin.
    private static let span = 1e4

    /// `nil` where no set has labels, or every error is zero.
    static func chart(_ quantity: ReportedQuantity, _ comparisons: [Comparison]) -> Chart? {
        let sets = comparisons.filter { quantity.pairs($0).count > 0 }
        let largest = sets.compactMap { quantity.statistics($0.errors.total).maximum }.max() ?? 0
        guard largest > 0 else { return nil }
        let range = ScaledRange(.logarithmic, (largest / span)...largest)
        var chart = Chart(
            "\(quantity.shortTitle) errors", summary: summary(quantity, sets),
            x: Axis("size of the error", unit: quantity.errorUnit, scale: .logarithmic, range: range.bounds),
            y: Axis("share", unit: "% per bin"))
        for comparison in sets {
            var histogram = Histogram(over: range, bins: bins)
            for deviation in quantity.pairs(comparison).deviations { histogram.add(Double(abs(deviation))) }
            chart.add(.steps(comparison.name, histogram))
        }
        chart.startAtZero()
        return chart
    }

    private static func summary(_ quantity: ReportedQuantity, _ sets: [Comparison]) -> String {
        sets.map { comparison in
            let sizes = quantity.pairs(comparison).deviations.map { Double(abs($0)) }.sorted()
            let parts = [(0.5, "half"), (0.9, "90\u{A0}%"), (0.99, "99\u{A0}%")].map { share, words in
                let place = min(Int(share * Double(sizes.count)), sizes.count - 1)
                return "\(words) are below \(humanText(sizes[place]))"
            }
            return "\(comparison.name): \(parts.joined(separator: ", ")) \(quantity.errorUnit)"
        }.joined(separator: "; ")
    }
}
