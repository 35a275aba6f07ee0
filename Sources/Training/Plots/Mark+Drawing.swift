extension Chart.Mark {
    /// In the coordinates of the plot.
    func drawing(_ layout: ChartLayout, series: Int) -> [Markup] {
        switch self {
        case .line(_, let points):
            return [.path("line s\(series)", Chart.Mark.joined(points.map(layout.place)))]
        case .points(_, let points):
            return [PointShape(series).drawing(points.compactMap(layout.place), series: series)]
        case .markedLine(let name, let points):
            return Chart.Mark.line(name, points).drawing(layout, series: series)
                + Chart.Mark.points(name, points).drawing(layout, series: series)
        case .steps(_, let histogram):
            return [.path("steps s\(series)", Chart.Mark.joined(histogram.outline.map(layout.place)))]
        case .density(let grid):
            return [Chart.Mark.drawing(grid, layout)]
        case .band(_, let range):
            return [Chart.Mark.drawing(range, layout)]
        case .guide(let name, let points):
            return Chart.Mark.drawing(guide: name, points.compactMap(layout.place), layout)
        case .words(let words):
            return words.compactMap { word in layout.place(word.point).map { Chart.Mark.drawing(word: word.text, below: $0, layout) } }
        case .note(let lines):
            return lines.enumerated().map { row, text in
                .element("text", ["class": "note", "x": "8", "y": "\(17 + 16 * row)"], text: text)
            }
        }
    }

    /// What stands for it in the legend.
    func sample(at origin: Chart.Point, width: Double, series: Int) -> [Markup] {
        let line = "M\(coordinate(origin.x)) \(coordinate(origin.y))h\(coordinate(width))"
        let box = "M\(coordinate(origin.x)) \(coordinate(origin.y - 5))h\(coordinate(width))v10h\(coordinate(-width))z"
        let middle = [Chart.Point(origin.x + width / 2, origin.y)]
        switch self {
        case .line: return [.path("line s\(series)", line)]
        case .points: return [PointShape(series).drawing(middle, series: series)]
        case .markedLine: return [.path("line s\(series)", line), PointShape(series).drawing(middle, series: series)]
        case .steps: return [.path("steps s\(series)", box)]
        case .band: return [.path("band", box)]
        case .density:
            let step = width / Double(ChartPalette.shadeCount)
            return (0..<ChartPalette.shadeCount).map { shade in
                let x = coordinate(origin.x + Double(shade) * step)
                return .path("density d\(shade)", "M\(x) \(coordinate(origin.y - 5))h\(coordinate(step))v10h\(coordinate(-step))z")
            }
        case .guide, .words, .note: return []
        }
    }

    /// A line through places, interrupted where there is none.
    private static func joined(_ places: [Chart.Point?]) -> String {
        var text = ""
        var isDown = false
        for place in places {
            if let place { text += (isDown ? "L" : "M") + "\(coordinate(place.x)) \(coordinate(place.y))" }
            isDown = place != nil
        }
        return text
    }

    /// One path for each shade, in units of cells.
    private static func drawing(_ grid: DensityGrid, _ layout: ChartLayout) -> Markup {
        guard let origin = layout.place(.init(grid.x.bounds.lowerBound, grid.y.bounds.lowerBound)),
            let corner = layout.place(.init(grid.x.bounds.upperBound, grid.y.bounds.upperBound))
        else { return .text("") }
        let scale = SIMD2((corner.x - origin.x) / Double(grid.columns), (corner.y - origin.y) / Double(grid.rows))
        let paths = grid.runs(shades: ChartPalette.shadeCount).enumerated().filter { !$0.element.isEmpty }.map { shade, runs in
            Markup.path(
                "d\(shade)",
                runs.map { "M\($0.columns.lowerBound) \($0.row)h\($0.columns.count)v1h-\($0.columns.count)z" }.joined())
        }
        let transform =
            "translate(\(coordinate(origin.x)) \(coordinate(origin.y))) scale(\(fixedText(scale.x, 4)) \(fixedText(scale.y, 4)))"
        return .element("g", ["class": "density", "transform": transform], paths)
    }

    private static func drawing(_ range: ClosedRange<Double>, _ layout: ChartLayout) -> Markup {
        let ends = [range.lowerBound, range.upperBound].compactMap { layout.x.fraction(of: $0) }.map { min(max($0, -1), 2) * layout.width }
        guard ends.count == 2 else { return .text("") }
        let (x, width) = (coordinate(ends[0]), coordinate(max(ends[1] - ends[0], 1)))
        return .path("band", "M\(x) -9v\(coordinate(layout.height + 18))h\(width)v-\(coordinate(layout.height + 18))z")
    }

    private static func drawing(word text: String, below place: Chart.Point, _ layout: ChartLayout) -> Markup {
        let half = 3.4 * Double(text.count)
        let x = min(max(place.x, half), layout.width - half)
        return .element(
            "text", ["class": "note", "x": coordinate(x), "y": coordinate(min(place.y + 16, layout.height - 4)), "text-anchor": "middle"],
            text: text)
    }

    private static func drawing(guide name: String, _ places: [Chart.Point], _ layout: ChartLayout) -> [Markup] {
        let line = Markup.path("guide", joined(places))
        guard !name.isEmpty, let end = places.last else { return [line] }
        let (x, y) = (min(max(end.x, 0), layout.width - 5), min(max(end.y - 5, 13), layout.height - 5))
        return [line, .element("text", ["class": "muted", "x": coordinate(x), "y": coordinate(y), "text-anchor": "end"], text: name)]
    }
}

/// How the points of a series look, so that colour is not all that tells them apart.
struct PointShape {
    private let index: Int

    init(_ series: Int) { index = series % 4 }

    /// All in one path.
    func drawing(_ places: [Chart.Point], series: Int) -> Markup {
        guard index > 0 else {
            return .path("dot s\(series)", places.map { "M\(coordinate($0.x)) \(coordinate($0.y))h0" }.joined())
        }
        let outlines = ["", "m-2.5-2.5h5v5h-5z", "m0-3.5l3.2 5.6h-6.4z", "m0-3.4l3.4 3.4-3.4 3.4-3.4-3.4z"]
        return .path("shape s\(series)", places.map { "M\(coordinate($0.x)) \(coordinate($0.y))" + outlines[index] }.joined())
    }
}

extension Markup {
    static func path(_ style: String, _ outline: String) -> Markup { element("path", ["class": style, "d": outline]) }
}
