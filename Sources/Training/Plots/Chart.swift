/// A diagram with two axes: what is to be seen, not how it is drawn.
///
/// What is not finite, or not positive on a logarithmic axis, is left out; a line is broken there.
public struct Chart: Sendable {
    /// Short: it stands above the diagram in one line.
    public var title: String
    /// For those who cannot see it: what there is to see, in a sentence or two.
    public var summary: String
    public var x: Axis
    public var y: Axis
    /// The later ones are drawn over the earlier ones.
    public var marks: [Mark] = []
    /// Of the whole drawing, in pixels of 1/96 inch where nothing scales it.
    public var width: Double
    public var height: Double

    public init(_ title: String, summary: String, x: Axis, y: Axis, width: Double = 440, height: Double = 320) {
        self.title = title
        self.summary = summary
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    public typealias Point = SIMD2<Double>

    public enum Mark: Sendable {
        /// Joined points. A number of its own in the order of all named marks gives it its colour, dashes and shape.
        case line(String, [Point])
        case points(String, [Point])
        /// Points with the line that joins them.
        case markedLine(String, [Point])
        /// The outline of a histogram: filled, so that two can be seen through each other.
        case steps(String, Histogram)
        /// How many points there are in each cell of a grid.
        case density(DensityGrid)
        /// A part of the horizontal axis.
        case band(String, ClosedRange<Double>)
        /// A thin line to compare with, such as y = x: from point to point, with a word beside its end.
        case guide(String, [Point])
        /// A word below each of some points.
        case words([(text: String, point: Point)])
        /// Lines of text in the upper left corner.
        case note([String])
    }

    public mutating func add(_ mark: Mark) { marks.append(mark) }

    /// Has the vertical axis begin at zero, as areas need it.
    public mutating func startAtZero() {
        let highest = marks.flatMap(\.extent).map(\.y).filter(y.scale.shows).max() ?? 1
        y.range = 0...max(1.06 * highest, 1e-9)
    }
}

extension Chart.Mark {
    /// What the legend calls it; empty for what is not in the legend.
    var name: String {
        switch self {
        case .line(let name, _), .points(let name, _), .markedLine(let name, _), .steps(let name, _), .band(let name, _): name
        case .density(let grid): "1 to \(countText(grid.largest)) points per cell"
        case .guide, .words, .note: ""
        }
    }

    /// Whether it takes one of the colours.
    var isSeries: Bool {
        switch self {
        case .line, .points, .markedLine, .steps, .density: true
        case .band, .guide, .words, .note: false
        }
    }

    /// The points that have to be in view if the axes do not say what is.
    var extent: [Chart.Point] {
        switch self {
        case .line(_, let points), .points(_, let points), .markedLine(_, let points): points
        case .steps(_, let histogram): histogram.outline
        case .density(let grid):
            [
                .init(grid.x.bounds.lowerBound, grid.y.bounds.lowerBound), .init(grid.x.bounds.upperBound, grid.y.bounds.upperBound),
            ]
        case .band, .guide, .words, .note: []
        }
    }
}
