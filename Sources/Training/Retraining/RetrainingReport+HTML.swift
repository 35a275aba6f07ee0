import MomentTensor

extension RetrainingReport {
    /// The report as one file that needs nothing else.
    ///
    /// - Parameter name: of the potential, as the title
    public func html(name: String, date: String) -> String {
        let sections = [targetSection, constraintSection].compactMap(\.self)
        return Markup.page(
            title: name, header: header(name, date) + [Markup.navigation(sections)], sections: sections,
            footer: [
                .paragraph(
                    "Forces in eV/Å per Cartesian component. RMS: root mean square. A drift is the deviation of what was to stay from what it was."
                ),
                .paragraph("Volterra \(Volterra.version), \(date)."),
            ])
    }

    private func header(_ name: String, _ date: String) -> [Markup] {
        let free = result.coefficientCount - result.rank
        var tiles: [Markup] = []
        var (before, after) = (ErrorStatistics(), ErrorStatistics())
        for group in forces where group.isTarget {
            before.merge(group.before)
            after.merge(group.after)
        }
        if let old = before.rootMeanSquare, let new = after.rootMeanSquare {
            tiles.append(.tile("Error of the targets", humanText(new), unit: "eV/Å", "before: \(humanText(old))"))
        }
        if let leftOutError {
            tiles.append(.tile("Left out in turn", humanText(leftOutError), unit: "eV/Å", "ridge \(shortText(result.ridge, digits: 2))"))
        }
        tiles.append(
            .tile(
                "Free coefficients", countText(free), unit: "of \(countText(result.coefficientCount))",
                "\(result.rank) are taken by constraints"))
        let line = "Retrained · \(countText(result.potential.basis.scalars.count, "scalar")) · \(date)"
        return [.element("h1", text: name), .element("p", ["class": "muted"], text: line), .division("tiles", tiles)]
    }

    private var targetSection: ReportSection {
        ReportSection(
            "forces", "Forces",
            [forceTable.markup(caption: "Errors of targets, and changes of what was to stay nearly")]
                + [.charts([errorChart, ridgeChart].compactMap(\.self))])
    }

    private var constraintSection: ReportSection? {
        drifts.isEmpty
            ? nil
            : ReportSection(
                "constraints", "Constraints",
                [
                    driftTable.markup(caption: "What was to stay, or to become something else"),
                    .charts([spectrumChart].compactMap(\.self) + driftCharts),
                ])
    }
}
