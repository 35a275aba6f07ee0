import MomentTensor

extension Markup {
    /// A page as one file that needs nothing else: HTML that is well-formed as XML too.
    static func page(title: String, header: [Markup], sections: [ReportSection], footer: [Markup]) -> String {
        let head: [Markup] = [
            element("meta", ["charset": "utf-8"]),
            element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            element("meta", ["name": "generator", "content": "Volterra \(Volterra.version)"]),
            element("title", text: title),
            element("style", [:], [.verbatim(ReportStyle.sheet)]),
        ]
        let body: [Markup] = [
            element("header", [:], header), element("main", [:], sections.map(\.markup)), element("footer", [:], footer),
        ]
        let page = element(
            "html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"], [element("head", [:], head), element("body", [:], body)])
        return "<!DOCTYPE html>\n" + page.rendered + "\n"
    }

    static func navigation(_ sections: [ReportSection]) -> Markup {
        element("nav", ["aria-label": "Sections"], sections.map { element("a", ["href": "#\($0.identifier)"], text: $0.title) })
    }

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

    /// One of the numbers that people look for first.
    static func tile(_ name: String, _ value: String, unit: String, _ more: String) -> Markup {
        division(
            "tile",
            [
                element("div", ["class": "name"], text: name),
                element("div", ["class": "value"], [.text(value + " "), element("span", ["class": "unit"], text: unit)]),
                element("div", ["class": "more"], text: more),
            ])
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

extension TextTable {
    /// The same in HTML.
    func markup(caption: String) -> Markup {
        let head = (rows.first ?? []).map { Markup.element("th", ["scope": "col"], text: $0) }
        let body = rows.dropFirst().map { row in
            Markup.element(
                "tr", [:],
                row.enumerated().map { index, cell in
                    index == 0 ? Markup.element("th", ["scope": "row"], text: cell) : Markup.element("td", text: cell)
                })
        }
        return .table(caption: caption, head: [head], body: body)
    }
}
