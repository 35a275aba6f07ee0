extension Chart {
    /// A document of its own, for a light and for a dark ground.
    public var svg: String {
        let style = Markup.element("style", [:], [.verbatim(ChartStyle.sheet)])
        return drawing(
            with: [("width", coordinate(width)), ("height", coordinate(height))],
            before: [style, .element("rect", ["class": "ground", "width": "100%", "height": "100%"])]
        ).rendered + "\n"
    }

    /// To stand in a page that has `ChartStyle.sheet`; it takes the width that it is given.
    var drawing: Markup { drawing(with: [], before: []) }

    private func drawing(with attributes: [(String, String)], before ground: [Markup]) -> Markup {
        let layout = ChartLayout(self)
        let common = [
            ("xmlns", "http://www.w3.org/2000/svg"), ("class", "chart"), ("viewBox", "0 0 \(coordinate(width)) \(coordinate(height))"),
            ("role", "img"),
            ("aria-label", "\(title). \(summary)"),
        ]
        return .node(
            "svg", (attributes + common).map { Markup.Attribute($0.0, $0.1) },
            [.element("title", text: title), .element("desc", text: summary)] + ground + [
                .element("text", ["class": "title", "x": "12", "y": coordinate(ChartLayout.titleBaseline)], text: title)
            ] + layout.legend.flatMap(legend) + grid(layout) + [plot(layout)] + labels(layout))
    }

    /// What lies between the axes; whatever leaves it is cut off.
    private func plot(_ layout: ChartLayout) -> Markup {
        .element(
            "svg",
            [
                "x": coordinate(layout.left), "y": coordinate(layout.top), "width": coordinate(layout.width),
                "height": coordinate(layout.height), "overflow": "hidden",
            ],
            zip(marks, layout.series).flatMap { mark, series in mark.drawing(layout, series: series) })
    }

    private func grid(_ layout: ChartLayout) -> [Markup] {
        var lines = ""
        for tick in layout.xTicks where !tick.label.isEmpty {
            guard let across = layout.x.fraction(of: tick.value) else { continue }
            lines += "M\(coordinate(layout.left + across * layout.width)) \(coordinate(layout.top))v\(coordinate(layout.height))"
        }
        for tick in layout.yTicks where !tick.label.isEmpty {
            guard let up = layout.y.fraction(of: tick.value) else { continue }
            lines += "M\(coordinate(layout.left)) \(coordinate(layout.bottom - up * layout.height))h\(coordinate(layout.width))"
        }
        return [.element("path", ["class": "grid", "d": lines])]
    }

    /// The axes with their ticks, numbers and titles.
    private func labels(_ layout: ChartLayout) -> [Markup] {
        let (left, right, bottom) = (layout.left, layout.right, layout.bottom)
        var axes = "M\(coordinate(left)) \(coordinate(layout.top))V\(coordinate(bottom))H\(coordinate(right))"
        var numbers: [Markup] = []
        for tick in layout.xTicks {
            guard let across = layout.x.fraction(of: tick.value) else { continue }
            let x = coordinate(left + across * layout.width)
            axes += "M\(x) \(coordinate(bottom))v\(tick.label.isEmpty ? 3 : 5)"
            if tick.label.isEmpty { continue }
            numbers.append(.element("text", ["x": x, "y": coordinate(bottom + 18), "text-anchor": "middle"], text: tick.label))
        }
        for tick in layout.yTicks {
            guard let up = layout.y.fraction(of: tick.value) else { continue }
            let y = bottom - up * layout.height
            axes += "M\(coordinate(left)) \(coordinate(y))h\(tick.label.isEmpty ? -3 : -5)"
            if tick.label.isEmpty { continue }
            numbers.append(
                .element("text", ["x": coordinate(left - 8), "y": coordinate(y + 4), "text-anchor": "end"], text: tick.label))
        }
        let middle = coordinate((layout.top + bottom) / 2)
        let titles: [Markup] = [
            .element(
                "text", ["class": "muted", "x": coordinate((left + right) / 2), "y": coordinate(height - 8), "text-anchor": "middle"],
                text: x.title),
            .element(
                "text", ["class": "muted", "transform": "translate(16 \(middle)) rotate(-90)", "text-anchor": "middle"], text: y.title),
        ]
        return [.element("path", ["class": "axis", "d": axes])] + numbers + titles
    }

    private func legend(_ entry: ChartLayout.LegendEntry) -> [Markup] {
        let (x, y) = (entry.origin.x, entry.origin.y)
        let words = Markup.element(
            "text", ["x": coordinate(x + ChartLayout.sampleWidth), "y": coordinate(y + 4)], text: entry.mark.name)
        return entry.mark.sample(at: entry.origin, width: ChartLayout.sampleWidth - 8, series: entry.series) + [words]
    }
}

/// A length with one decimal, or none where it is zero.
func coordinate(_ value: Double) -> String {
    let text = fixedText(value, 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
