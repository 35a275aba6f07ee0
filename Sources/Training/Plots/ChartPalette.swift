/// The colours of charts on a light and on a dark ground. Each has a contrast of at least 4.5 with its ground where it carries text or a
/// series, and no two series are told apart by colour alone.
struct ChartPalette: Sendable {
    let ground: String
    let text: String
    let mutedText: String
    let axis: String
    let grid: String
    let band: String
    /// In the order in which series get them.
    let series: [String]
    /// From few to many points.
    let shades: [String]

    static let light = ChartPalette(
        ground: "#ffffff", text: "#1b2430", mutedText: "#56616f", axis: "#7c8794", grid: "#e4e8ed", band: "#8a6100",
        series: ["#1d5fb4", "#bf3f0b", "#0f766e", "#8338ad", "#8a6100", "#475569"],
        shades: ["#a9c9ec", "#86b0e0", "#6697d2", "#4a7fc2", "#3267ae", "#1f5097", "#123a78", "#0a2552"])

    static let dark = ChartPalette(
        ground: "#151a21", text: "#e7ebf1", mutedText: "#a9b3c0", axis: "#6f7b8a", grid: "#2a323d", band: "#e3c04f",
        series: ["#78b0ff", "#ff9966", "#4fd1b8", "#d3a0f2", "#e3c04f", "#b3bfce"],
        shades: ["#315886", "#3f6fa4", "#4f86c0", "#639cd8", "#80b4ec", "#a2caf7", "#c6e0fc", "#eef7ff"])

    static var seriesCount: Int { light.series.count }
    static var shadeCount: Int { light.shades.count }
}

/// The style sheet of charts, the same in a page and in a file of its own.
enum ChartStyle {
    /// Dark where the reader prefers it, except on paper. Without variables, which some programs that read SVG do not know.
    static let sheet =
        shapes + colours(.light) + "@media screen and (prefers-color-scheme:dark){\n" + colours(.dark) + "}\n"

    /// The pattern of a line, by the number of its series.
    private static let dashes = ["none", "7 3", "2 3", "9 3 2 3", "12 4", "1 2"]

    private static let shapes: String = {
        var text = """
            .chart text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;stroke:none}
            .chart .title{font-size:14px;font-weight:600}
            .chart .line,.chart .steps{fill:none;stroke-width:1.8;stroke-linejoin:round}
            .chart .dot{fill:none;stroke-width:4.6;stroke-linecap:round}
            .chart .shape{stroke-width:1}
            .chart .grid{stroke-width:1}
            .chart .axis{fill:none;stroke-width:1}
            .chart .guide{fill:none;stroke-width:1.2;stroke-dasharray:4 3}
            .chart .steps{fill-opacity:.12}
            .chart .band{fill-opacity:.14;stroke-opacity:.8;stroke-width:1;stroke-dasharray:2 2}
            .chart .density{stroke:none;shape-rendering:crispEdges}
            .chart .note{stroke-width:3;stroke-linejoin:round;paint-order:stroke}

            """
        for (number, dash) in dashes.enumerated() where dash != "none" {
            text += ".chart .line.s\(number),.chart .steps.s\(number){stroke-dasharray:\(dash)}\n"
        }
        return text
    }()

    private static func colours(_ palette: ChartPalette) -> String {
        var text = """
            .chart .ground{fill:\(palette.ground)}
            .chart text{fill:\(palette.text)}
            .chart .note{stroke:\(palette.ground)}
            .chart .muted{fill:\(palette.mutedText)}
            .chart .axis{stroke:\(palette.axis)}
            .chart .grid{stroke:\(palette.grid)}
            .chart .guide{stroke:\(palette.mutedText)}
            .chart .band{fill:\(palette.band);stroke:\(palette.band)}

            """
        for (number, colour) in palette.series.enumerated() {
            text += ".chart .s\(number){stroke:\(colour)}\n.chart .shape.s\(number),.chart .steps.s\(number){fill:\(colour)}\n"
        }
        for (number, colour) in palette.shades.enumerated() { text += ".chart .d\(number){fill:\(colour)}\n" }
        return text
    }
}
