import MomentTensor

extension DislocationMap {
    /// A document of its own, for a light and for a dark ground.
    ///
    /// - Parameter radius: how far around the lines is seen; Å
    public func svg(radius: Double) -> String { Drawing(self, radius: radius).document }

    /// What there is to see, for those who cannot see it.
    fileprivate var summary: String {
        let places = cores.map { "(\(fixedText($0.position.x, 2)), \(fixedText($0.position.y, 2))) Å" }.joined(separator: " and ")
        let largest = arrows.map { abs($0.difference) }.max() ?? 0
        let count = rows.rows.count(where: \.isAtHome)
        return "\(count) rows of atoms seen along the line. Neighbouring rows have moved by up to \(fixedText(largest, 2)) Å "
            + "against each other; the dislocation is at \(places)."
    }
}

/// The picture of a map, in pixels with y downwards.
private struct Drawing {
    private let map: DislocationMap
    private let low: SIMD2<Double>
    private let high: SIMD2<Double>
    private let scale: Double

    private static let title = 40.0
    private static let footer = 78.0
    private static let widest = 720.0

    init(_ map: DislocationMap, radius: Double) {
        self.map = map
        let centres = map.cores.map(\.position)
        let x = centres.map(\.x)
        let y = centres.map(\.y)
        low = SIMD2((x.min() ?? 0) - radius, (y.min() ?? 0) - radius)
        high = SIMD2((x.max() ?? 0) + radius, (y.max() ?? 0) + radius)
        scale = min(26, Drawing.widest / (high.x - low.x))
    }

    private var width: Double { max((high.x - low.x) * scale, 420) }
    private var plotHeight: Double { (high.y - low.y) * scale }
    private var height: Double { Drawing.title + plotHeight + Drawing.footer }

    private func place(_ point: SIMD2<Double>) -> SIMD2<Double> {
        SIMD2(
            0.5 * (width - (high.x - low.x) * scale) + (point.x - low.x) * scale, Drawing.title + (high.y - point.y) * scale)
    }

    private func isSeen(_ point: SIMD2<Double>) -> Bool {
        point.x > low.x && point.y > low.y && point.x < high.x && point.y < high.y
    }

    var document: String {
        let ground = Markup.element("rect", ["class": "ground", "width": "100%", "height": "100%"])
        let title = Markup.element("text", ["class": "title", "x": "12", "y": "20"], text: "Differential displacements")
        let content = [ground, title] + shading + [arrows, rows] + cores + legend
        return Markup.element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "width": coordinate(width), "height": coordinate(height),
                "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))", "role": "img",
                "aria-label": "Differential displacements. \(map.summary)",
            ],
            [
                .element("title", text: "Differential displacements"), .element("desc", text: map.summary),
                .element("style", [:], [.verbatim(ChartStyle.sheet + Drawing.sheet)]),
            ] + content
        ).rendered + "\n"
    }

    private static let sheet = """
        .chart .positive{fill:#d1641f}
        .chart .negative{fill:#2f6fb7}
        .chart .arrow{fill:none;stroke:#1b2430;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
        .chart .row0{fill:#ffffff;stroke:#56616f}
        .chart .row1{fill:#aab3bf;stroke:#56616f}
        .chart .row2{fill:#3c4652;stroke:#56616f}
        .chart .core{fill:none;stroke:#bf0b3f;stroke-width:2.4}
        @media screen and (prefers-color-scheme:dark){
        .chart .arrow{stroke:#e7ebf1}
        .chart .core{stroke:#ff6b92}
        }

        """

    private func circle(_ style: String, _ centre: SIMD2<Double>, _ radius: Double, opacity: Double? = nil) -> Markup {
        let (x, y, r) = (coordinate(centre.x - radius), coordinate(centre.y), coordinate(radius))
        let path = "M\(x) \(y)a\(r) \(r) 0 1 0 \(coordinate(2 * radius)) 0a\(r) \(r) 0 1 0 -\(coordinate(2 * radius)) 0z"
        guard let opacity else { return .path(style, path) }
        return .element("path", ["class": style, "d": path, "fill-opacity": fixedText(opacity, 2)])
    }

    /// A disc for each row, the fuller the more of the Burgers vector is there.
    private var shading: [Markup] {
        let largest = map.density.values.map(abs).max() ?? 0
        guard largest > 0 else { return [] }
        let radius = 0.55 * map.rows.area.squareRoot() * scale
        return zip(map.rows.rows, map.density.values).compactMap { row, value in
            let point = SIMD2(row.place.x, row.place.y)
            guard isSeen(point), abs(value) > 0.02 * largest else { return nil }
            return circle(value > 0 ? "positive" : "negative", place(point), radius, opacity: 0.75 * abs(value) / largest)
        }
    }

    /// As long as the distance of the rows where the difference is a third of the Burgers vector in bcc, or half of it in fcc.
    private var arrows: Markup {
        let burgers = map.rows.frame.burgers.length
        let full = burgers / (map.rows.frame.crystal.structure == .bcc ? 3 : 2)
        var outline = ""
        for arrow in map.arrows where isSeen(arrow.from) && isSeen(arrow.to) {
            let share = arrow.difference / full
            guard abs(share) > 0.04 else { continue }
            let (from, to) = (place(arrow.from), place(arrow.to))
            let half = 0.5 * share * (to - from)
            let middle = 0.5 * (from + to)
            let (tail, head) = (middle - half, middle + half)
            let direction = (head - tail) / max((head - tail).length, 1e-9)
            let side = SIMD2(-direction.y, direction.x)
            let size = min(6, 0.45 * (head - tail).length)
            let (left, right) = (head - size * direction + 0.5 * size * side, head - size * direction - 0.5 * size * side)
            func text(_ point: SIMD2<Double>) -> String { "\(coordinate(point.x)) \(coordinate(point.y))" }
            outline += "M\(text(tail))L\(text(head))M\(text(left))L\(text(head))L\(text(right))"
        }
        return .path("arrow", outline)
    }

    /// Bright, grey and dark for the heights of the rows in the perfect crystal: 0, a third and two thirds of the period, or 0 and a half.
    private var rows: Markup {
        let period = map.rows.frame.period
        let discs = map.rows.rows.compactMap { row -> Markup? in
            let point = SIMD2(row.place.x, row.place.y)
            guard isSeen(point) else { return nil }
            let height = row.place.z / period - (row.place.z / period + 0.1).rounded(.down)
            return circle(height < 0.1 ? "row0" : height < 0.4 ? "row1" : "row2", place(point), 4.5)
        }
        return .element("g", [:], discs)
    }

    private var cores: [Markup] {
        map.cores.map { core in
            let point = place(core.position)
            let (x, y) = (coordinate(point.x), coordinate(point.y))
            return .path("core", "M\(x) \(coordinate(point.y - 9))v18M\(coordinate(point.x - 9)) \(y)h18")
        }
    }

    private var legend: [Markup] {
        let top = Drawing.title + plotHeight + 16
        let bar = 5 * scale
        func line(_ number: Double, _ text: String) -> Markup {
            .element("text", ["class": "muted", "x": coordinate(26 + bar), "y": coordinate(top + 16 * number)], text: text)
        }
        let full = map.rows.frame.crystal.structure == .bcc ? "b/3" : "b/2"
        let places = map.cores.map { "(\(fixedText($0.position.x, 2)), \(fixedText($0.position.y, 2))) Å" }.joined(separator: ", ")
        return [
            .path("axis", "M12 \(coordinate(top - 4))v8m0-4h\(coordinate(bar))m0-4v8"),
            .element("text", ["x": coordinate(12 + bar / 2), "y": coordinate(top + 18), "text-anchor": "middle"], text: "5 Å"),
            line(0, "arrow from row to row: moved by \(full) against each other"),
            line(1, "along b = \(fixedText(map.rows.frame.burgers.length, 3)) Å"),
            line(2, "shading: density of b, together \(fixedText(map.totalBurgers, 2)) b"),
            line(3, "cross: elastic centre, \(places)"),
        ]
    }
}
