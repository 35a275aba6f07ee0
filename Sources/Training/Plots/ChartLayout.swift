/// Where the parts of a chart lie, in its own coordinates: y downwards.
struct ChartLayout {
    struct LegendEntry {
        let mark: Chart.Mark
        let series: Int
        /// Of its sample; the words begin `sampleWidth` to the right.
        let origin: Chart.Point
    }

    let x: ScaledRange
    let y: ScaledRange
    let xTicks: [Axis.Tick]
    let yTicks: [Axis.Tick]
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let legend: [LegendEntry]
    /// The number of the colour of each mark.
    let series: [Int]

    static let sampleWidth = 30.0
    static let titleBaseline = 18.0
    private static let rowHeight = 19.0
    /// The width of a digit in the widest of the usual fonts.
    private static let digitWidth = 7.4
    /// The average width of a letter.
    private static let letterWidth = 6.6

    init(_ chart: Chart) {
        let extents = chart.marks.map(\.extent)
        x = chart.x.range(showing: extents.joined().lazy.map(\.x))
        y = chart.y.range(showing: extents.joined().lazy.map(\.y))
        series = ChartLayout.series(chart.marks)
        let (entries, rows) = ChartLayout.legend(chart, series)
        legend = entries
        top = ChartLayout.titleBaseline + 14 + Double(rows) * ChartLayout.rowHeight
        bottom = chart.height - 44
        yTicks = chart.y.ticks(in: y, about: max(2, Int((bottom - top) / 45)))
        left = 34 + (yTicks.map { ChartLayout.width(ofNumeral: $0.label) }.max() ?? 0)
        right = chart.width - 18
        let widest = chart.x.ticks(in: x, about: 5).map { ChartLayout.width(ofNumeral: $0.label) }.max() ?? 0
        xTicks = chart.x.ticks(in: x, about: max(2, Int((right - left) / max(widest + 24, 56))))
    }

    var width: Double { max(right - left, 1) }
    var height: Double { max(bottom - top, 1) }

    /// In the coordinates of the plot, whose upper left corner is the origin; `nil` for what its axes do not show.
    func place(_ point: Chart.Point) -> Chart.Point? {
        guard let across = x.fraction(of: point.x), let up = y.fraction(of: point.y) else { return nil }
        // Far outside is far enough: no renderer minds these numbers.
        return Chart.Point(across.clamped * width, (1 - up).clamped * height)
    }

    private static func width(ofNumeral text: String) -> Double { Double(text.count) * digitWidth }

    private static func series(_ marks: [Chart.Mark]) -> [Int] {
        var next = 0
        return marks.map { mark in
            guard mark.isSeries else { return 0 }
            next += 1
            return (next - 1) % ChartPalette.seriesCount
        }
    }

    /// Entries from left to right, in as many rows as it takes.
    private static func legend(_ chart: Chart, _ series: [Int]) -> (entries: [LegendEntry], rows: Int) {
        var entries: [LegendEntry] = []
        var (x, row) = (12.0, 0)
        for (mark, series) in zip(chart.marks, series) where !mark.name.isEmpty {
            let extent = sampleWidth + letterWidth * Double(mark.name.count) + 14
            if x > 12, x + extent > chart.width {
                x = 12
                row += 1
            }
            entries.append(LegendEntry(mark: mark, series: series, origin: .init(x, titleBaseline + 14 + Double(row) * rowHeight)))
            x += extent
        }
        return (entries, entries.isEmpty ? 0 : row + 1)
    }
}

extension Double {
    fileprivate var clamped: Double { Swift.min(Swift.max(self, -100), 100) }
}
