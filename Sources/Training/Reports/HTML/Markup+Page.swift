extension Markup {
    static func paragraph(_ text: String) -> Markup { element("p", text: text) }

    static func division(_ style: String, _ children: [Markup]) -> Markup { element("div", ["class": style], children) }

    /// Charts beside each other, as many as there is room for. Their summaries stand below them, unless the text around says as much.
    static func charts(_ charts: [Chart], hasCaptions: Bool = true) -> Markup {
        division(
            "charts",
            charts.map { chart in
                element("figure", [:], [chart.drawing] + (hasCaptions ? [element("figcaption", text: chart.summary)] : []))
            })
    }

    static func facts(_ facts: [PotentialReport.Fact]) -> Markup {
        element("dl", [:], facts.flatMap { [element("dt", text: $0.name), element("dd", text: $0.value)] })
    }

    /// A table that scrolls by itself where it is too wide.
    static func table(caption: String, head: [[Markup]], body: [Markup]) -> Markup {
        division(
            "scroll",
            [
                element(
                    "table", [:],
                    [
                        element("caption", text: caption),
                        element("thead", [:], head.map { element("tr", [:], $0) }),
                        element("tbody", [:], body),
                    ])
            ])
    }
}
