import MomentTensor

extension LearningHistory {
    /// The dashboard: one file that needs nothing else.
    public var html: String {
        let sections = [candidateSection, gradeSection, roundSection, errorSection, setSection].compactMap(\.self)
        return Markup.page(
            title: title, header: header + [Markup.navigation(sections)], sections: sections,
            footer: [
                .paragraph(
                    """
                    A grade up to 1 means that the potential interpolates between what it was fitted to. Errors are root mean \
                    squares: energies in meV/atom, forces in eV/Å per component. The page is written anew after every round.
                    """),
                .paragraph("Volterra \(Volterra.version)"),
            ])
    }

    private var title: String { "Learning " + project.name }

    private var header: [Markup] {
        var tiles: [Markup] = [
            .tile(
                "State", isComplete ? "complete" : "learning", unit: "",
                isComplete ? "the last \(explorers) met nothing new" : "round \(entries.count - 1)"),
            .tile("Calls of the engine", countText(callCount), unit: "", failureCount > 0 ? "\(failureCount) set aside" : "none set aside"),
        ]
        if callCount > 0, stepCount > callCount {
            tiles.append(
                .tile(
                    "Steps per call", humanText(Double(stepCount) / Double(callCount)), unit: "",
                    "\(countText(stepCount)) steps: as many calls of an ab initio simulation"))
        }
        if let fit = entries.last(where: { $0.fit != nil })?.fit {
            tiles.append(.tile("Training set", countText(fit.configurations), unit: "", countText(fit.atoms, "atom")))
            let errors = fit.test ?? fit.training
            let name = fit.test == nil ? "training" : "test"
            if let force = errors.force.rootMeanSquare {
                let energy = errors.energy.rootMeanSquare.map { "energy \(humanText($0)) meV/atom" } ?? ""
                tiles.append(.tile("Force RMSE, \(name)", humanText(force), unit: "eV/Å", energy))
            }
        }
        return [.element("h1", text: title), .element("p", ["class": "muted"], text: summary), .division("tiles", tiles)]
    }

    // MARK: Sections

    private var candidateSection: ReportSection? {
        guard let chart = candidateChart else { return nil }
        var content: [Markup] = [
            .paragraph(
                """
                How many of the structures that are relaxed are known from where they begin to their minimum, and how many come to \
                something that the potential does not know.
                """)
        ]
        if Folder.exists(project.folder + "/" + LearnedCandidates.hullName) {
            content.append(
                .element(
                    "p", [:],
                    [
                        .text("Which of them are stable, and how far the others are from it: "),
                        .element("a", ["href": LearnedCandidates.hullName], text: "the convex hull"), .text("."),
                    ]))
        }
        return ReportSection("candidates", "Candidates", content + [.charts([chart])])
    }

    private var gradeSection: ReportSection? {
        let charts = ([reachChart].compactMap(\.self) + gradeCharts)
        guard !charts.isEmpty else { return nil }
        return ReportSection(
            "grades", "Grades",
            [
                .paragraph(
                    "How many time steps each simulation made before a grade was too high, and the grades that were seen on the way."),
                .charts(charts, hasCaptions: false),
            ])
    }

    private var errorSection: ReportSection? {
        let charts = errorCharts
        return charts.isEmpty ? nil : ReportSection("errors", "Errors", [.charts(charts)])
    }

    private var setSection: ReportSection? {
        let charts = [sizeChart, stepChart].compactMap(\.self)
        return charts.isEmpty ? nil : ReportSection("size", "Cost", [.charts(charts)])
    }

    private var roundSection: ReportSection? {
        guard !entries.isEmpty else { return nil }
        let names = [
            "round", "steps", "candidates", "selected", "labelled", "set aside", "training set", "energy, meV/atom", "force, eV/Å",
        ]
        let rows = entries.map { entry in
            Markup.element(
                "tr", [:],
                [Markup.element("th", ["scope": "row"], text: "\(entry.number)")] + cells(entry).map { Markup.element("td", text: $0) })
        }
        return ReportSection(
            "rounds", "Rounds",
            [
                .table(
                    caption: "What each round did", head: [names.map { Markup.element("th", ["scope": "col"], text: $0) }], body: rows)
            ])
    }

    private func cells(_ entry: Entry) -> [String] {
        let errors = entry.fit.map { $0.test ?? $0.training }
        return [
            entry.exploration.map { countText($0.steps) }, entry.number > 0 ? entry.selection.map { countText($0.candidateCount) } : nil,
            entry.number > 0 ? entry.selection.map { countText($0.selected.count) } : nil, entry.labels.map { countText($0.labelled) },
            entry.labels.map { countText($0.failures.count) }, entry.fit.map { countText($0.configurations) },
            errors?.energy.rootMeanSquare.map { humanText($0) }, errors?.force.rootMeanSquare.map { humanText($0) },
        ].map { $0 ?? "–" }
    }
}
