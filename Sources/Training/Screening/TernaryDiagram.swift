import MomentTensor

/// Three components: a triangle in which each corner is one of them, with the stable phases, the lines between those that can be side by
/// side, and the lowest structure of each other composition, the stronger its colour the closer to the hull.
struct TernaryDiagram {
    private let diagram: PhaseDiagram
    private let phases: [PhaseDiagram.Phase]

    private static let width = 660.0
    private static let height = 600.0
    private static let side = 540.0
    private static let origin = SIMD2(60.0, 540.0)
    /// What is farther from the hull has the faintest shade; meV/atom.
    private static let farthest = 200.0

    /// `nil` unless there are three components.
    init?(_ diagram: PhaseDiagram) {
        guard diagram.components.count == 3 else { return nil }
        self.diagram = diagram
        phases = diagram.phases
    }

    var summary: String {
        "Stable: \(phases.map(\.composition.formula).joined(separator: ", ")). Lines join phases that can be side by side; squares are "
            + "the lowest structures of other compositions, the stronger the closer to the hull"
    }

    var drawing: Markup {
        .element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "chart",
                "viewBox": "0 0 \(coordinate(TernaryDiagram.width)) \(coordinate(TernaryDiagram.height))",
                "role": "img", "aria-label": "Phase diagram. \(summary)",
            ],
            [.element("title", text: "Phase diagram"), .element("desc", text: summary), grid, outline] + others + [lines, dots] + legend
                + words)
    }

    /// The first component in the left corner, the second in the right one, the third at the top.
    private func place(_ fractions: [Double]) -> SIMD2<Double> {
        let up = fractions[2] * 3.0.squareRoot() / 2
        return TernaryDiagram.origin + TernaryDiagram.side * SIMD2(fractions[1] + 0.5 * fractions[2], -up)
    }

    private func path(_ points: [[Double]]) -> String {
        points.map(place).enumerated().map { ($0 == 0 ? "M" : "L") + "\(coordinate($1.x)) \(coordinate($1.y))" }.joined()
    }

    private var outline: Markup { .path("axis", path([[1, 0, 0], [0, 1, 0], [0, 0, 1]]) + "z") }

    private var grid: Markup {
        let parts = [0.2, 0.4, 0.6, 0.8].map { part in
            let rest = 1 - part
            return path([[part, rest, 0], [part, 0, rest]]) + path([[rest, part, 0], [0, part, rest]])
                + path([[rest, 0, part], [0, rest, part]])
        }
        return .path("grid", parts.joined())
    }

    private var lines: Markup {
        let lines = diagram.tieLines(of: phases)
        return .path("line s0", lines.map { path([phases[$0].fractions, phases[$1].fractions]) }.joined())
    }

    private var dots: Markup {
        .path(
            "shape s1",
            phases.map { place($0.fractions) }.map { "M\(coordinate($0.x - 4)) \(coordinate($0.y))a4 4 0 1 0 8 0a4 4 0 1 0-8 0" }.joined())
    }

    /// A path for each shade.
    private var others: [Markup] {
        var lowest: [Composition: Double] = [:]
        for standing in diagram.standings {
            let composition = standing.structure.composition
            lowest[composition] = min(lowest[composition] ?? .infinity, standing.distance)
        }
        var outlines = [String](repeating: "", count: ChartPalette.shadeCount)
        for (composition, distance) in lowest.sorted(by: { $0.key.formula < $1.key.formula }) where distance > 0 {
            let point = place(composition.fractions(of: diagram.components))
            outlines[shade(1000 * distance)] += square(at: point)
        }
        return outlines.enumerated().map { .path("d\($0)", $1) }
    }

    private func square(at point: SIMD2<Double>) -> String { "M\(coordinate(point.x - 3.5)) \(coordinate(point.y - 3.5))h7v7h-7z" }

    private func shade(_ distance: Double) -> Int {
        let last = ChartPalette.shadeCount - 1
        return last - min(Int(distance / TernaryDiagram.farthest * Double(ChartPalette.shadeCount)), last)
    }

    private var legend: [Markup] {
        let width = 22.0
        let boxes = (0..<ChartPalette.shadeCount).map { place -> Markup in
            let shade = ChartPalette.shadeCount - 1 - place
            return .path("d\(shade)", "M\(coordinate(12 + width * Double(place))) 26h\(coordinate(width))v10h\(coordinate(-width))z")
        }
        let end = coordinate(12 + width * Double(ChartPalette.shadeCount))
        return boxes + [
            .element("text", ["class": "title", "x": "12", "y": "18"], text: "Above the hull, meV/atom"),
            .element("text", ["class": "muted", "x": "12", "y": "50"], text: "0"),
            .element(
                "text", ["class": "muted", "x": end, "y": "50", "text-anchor": "end"],
                text: humanText(TernaryDiagram.farthest) + " and more"),
        ]
    }

    private var words: [Markup] {
        phases.enumerated().map { index, phase in
            let point = place(phase.fractions)
            // The corners have their names outside.
            let offset = index < 2 ? 24.0 : index == 2 ? -12 : -9
            return .element(
                "text",
                [
                    "class": index < 3 ? "title" : "note", "x": coordinate(point.x), "y": coordinate(point.y + offset),
                    "text-anchor": "middle",
                ], text: phase.composition.formula)
        }
    }
}
