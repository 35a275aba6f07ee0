import MomentTensor

extension PotentialReport {
    /// The report as one file that needs nothing else: HTML that is well-formed as XML too.
    public var html: String {
        let sections = self.sections
        let head: [Markup] = [
            .element("meta", ["charset": "utf-8"]),
            .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .element("meta", ["name": "generator", "content": "Volterra \(Volterra.version)"]),
            .element("title", text: title),
            .element("style", [:], [.verbatim(ReportStyle.sheet)]),
        ]
        let page = Markup.element(
            "html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"],
            [
                .element("head", [:], head),
                .element(
                    "body", [:],
                    [
                        .element("header", [:], header + [navigation(sections)]),
                        .element("main", [:], sections.map(\.markup)),
                        footer,
                    ]),
            ])
        return "<!DOCTYPE html>\n" + page.rendered + "\n"
    }

    /// All that there is something to show in, in the order of the page.
    private var sections: [ReportSection] {
        [
            learningSection, errorsSection, paritySection, distributionSection, forceSection, outlierSection, uncertaintySection,
            pairSection,
            potentialSection, costSection,
        ].compactMap(\.self)
    }

    private func navigation(_ sections: [ReportSection]) -> Markup {
        .element(
            "nav", ["aria-label": "Sections"], sections.map { .element("a", ["href": "#\($0.identifier)"], text: $0.title) })
    }

    private var footer: Markup {
        .element(
            "footer", [:],
            [
                .paragraph(
                    """
                    Energies in meV/atom, forces in eV/Å per Cartesian component, stresses in GPa per component, positive when compressed, \
                    of configurations that are periodic in three directions. MAE: mean absolute error; RMSE: root mean square error. \
                    Errors are predictions minus labels; labels that are missing do not count.
                    """),
                .paragraph("Volterra \(Volterra.version), \(date)."),
            ])
    }
}

/// A part of the page with a heading, which the list of contents links to.
struct ReportSection {
    let identifier: String
    let title: String
    private let content: [Markup]

    init(_ identifier: String, _ title: String, _ content: [Markup]) {
        self.identifier = identifier
        self.title = title
        self.content = content
    }

    var markup: Markup {
        .element("section", ["id": identifier], [.element("h2", text: title)] + content)
    }
}
