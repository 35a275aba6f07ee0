import MomentTensor

extension PotentialReport {
    /// The report as one file that needs nothing else: HTML that is well-formed as XML too.
    public var html: String {
        let sections = self.sections
        return Markup.page(title: title, header: header + [Markup.navigation(sections)], sections: sections, footer: footer)
    }

    /// All that there is something to show in, in the order of the page.
    private var sections: [ReportSection] {
        [
            learningSection, errorsSection, paritySection, distributionSection, forceSection, outlierSection, uncertaintySection,
            pairSection,
            potentialSection, costSection,
        ].compactMap(\.self)
    }

    private var footer: [Markup] {
        [
            .paragraph(
                """
                Energies in meV/atom, forces in eV/Å per Cartesian component, stresses in GPa per component, positive when compressed, \
                of configurations that are periodic in three directions. MAE: mean absolute error; RMSE: root mean square error. \
                Errors are predictions minus labels; labels that are missing do not count.
                """),
            .paragraph("Volterra \(Volterra.version), \(date)."),
        ]
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
