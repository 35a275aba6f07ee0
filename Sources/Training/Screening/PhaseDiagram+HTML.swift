import MomentTensor

extension PhaseDiagram {
    /// The most rows of a table of a page.
    private static let mostRows = 300

    /// A page: one file that needs nothing else.
    ///
    /// - Parameters:
    ///   - limit: what is not farther from the hull is listed; eV/atom
    ///   - notes: what the reader should know besides
    public func html(title: String, within limit: Double, notes: [String] = []) -> String {
        let sections = [diagramSection, stableSection, nearSection(limit)].compactMap(\.self)
        let warning = notes.isEmpty ? [] : [Markup.division("warning", notes.map(Markup.paragraph))]
        return Markup.page(
            title: title,
            header: [
                .element("h1", text: title), .element("p", ["class": "muted"], text: components.map(\.symbol).joined(separator: ", ")),
                .division("tiles", tiles),
            ] + warning + [Markup.navigation(sections)], sections: sections,
            footer: [
                .paragraph(
                    """
                    Formation energies are per atom, without that of the pure components. A structure is stable if no mixture of others \
                    has a lower energy at its composition; how far it is above the lowest mixture is its distance from the hull.
                    """),
                .paragraph("Volterra \(Volterra.version)"),
            ])
    }

    private var tiles: [Markup] {
        let stable = stable
        var tiles: [Markup] = [
            .tile(
                "Structures", countText(standings.count), unit: "",
                countText(Set(standings.map(\.structure.composition)).count, "composition")),
            .tile(
                "Stable", countText(stable.count), unit: "", "\(stable.count { !$0.structure.composition.isPure }) besides pure components"),
        ]
        if let lowest = stable.min(by: { $0.formationEnergy < $1.formationEnergy }), lowest.formationEnergy < 0 {
            tiles.append(
                .tile(
                    "Lowest formation energy", humanText(1000 * lowest.formationEnergy), unit: "meV/atom",
                    lowest.structure.composition.formula)
            )
        }
        return tiles
    }

    // MARK: Sections

    private var diagramSection: ReportSection? {
        var figures: [Markup] = []
        if let chart = binaryChart { figures.append(figure("wide", chart.drawing, chart.summary)) }
        if let ternary = TernaryDiagram(self) { figures.append(figure("wide", ternary.drawing, ternary.summary)) }
        if let chart = distanceChart { figures.append(figure("", chart.drawing, chart.summary)) }
        return figures.isEmpty ? nil : ReportSection("diagram", "Hull", figures)
    }

    private func figure(_ style: String, _ drawing: Markup, _ caption: String) -> Markup {
        .element("figure", ["class": style], [drawing, .element("figcaption", text: caption)])
    }

    private var stableSection: ReportSection? {
        ReportSection(
            "stable", "Stable phases",
            [
                .table(
                    caption: "What is on the hull",
                    head: [head(["structure", "atoms", "formation, meV/atom", "below others, meV/atom", "otherwise"])],
                    body: stable.map { standing in
                        row(
                            standing,
                            [
                                energy(standing.formationEnergy), standing.depth.map(energy) ?? "–",
                                standing.products.isEmpty ? "–" : standing.productText,
                            ])
                    })
            ])
    }

    private func nearSection(_ limit: Double) -> ReportSection? {
        let others = near(limit).filter { !$0.isStable }.sorted { $0.distance < $1.distance }
        guard !others.isEmpty else { return nil }
        let rest =
            others.count > PhaseDiagram.mostRows ? ", the nearest \(countText(PhaseDiagram.mostRows)) of \(countText(others.count))" : ""
        return ReportSection(
            "near", "Near the hull",
            [
                .table(
                    caption: "Up to \(humanText(1000 * limit)) meV/atom above the hull\(rest)",
                    head: [head(["structure", "atoms", "formation, meV/atom", "above hull, meV/atom", "decomposes into"])],
                    body: others.prefix(PhaseDiagram.mostRows).map { standing in
                        row(
                            standing,
                            [energy(standing.formationEnergy), energy(standing.distance), standing.productText])
                    })
            ])
    }

    /// In meV/atom.
    private func energy(_ value: Double) -> String { fixedText(1000 * value, 2).replacing("-", with: "−") }

    private func head(_ names: [String]) -> [Markup] { ([""] + names).map { .element("th", ["scope": "col"], text: $0) } }

    private func row(_ standing: Standing, _ numbers: [String]) -> Markup {
        let cells = [standing.structure.name, countText(standing.structure.atoms)] + numbers
        return .element(
            "tr", [:],
            [.element("th", ["scope": "row"], text: standing.structure.composition.formula)] + cells.map { .element("td", text: $0) })
    }
}
