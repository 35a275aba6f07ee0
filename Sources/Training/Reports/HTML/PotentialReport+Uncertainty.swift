extension PotentialReport {
    /// How uncertain the potential thinks that it is, beside how wrong it is.
    var uncertaintySection: ReportSection? {
        guard let calibration else { return nil }
        let charts = CalibrationCharts(calibration: calibration)
        guard !charts.intervals.isEmpty else { return nil }
        let words = """
            Standard deviations of the Bayesian posterior of the linear coefficients beside the errors for \
            \(countText(calibration.configurationCount, "configuration")). \(calibration.verdict)
            """
        return ReportSection(
            "uncertainty", "Predicted uncertainty",
            [
                .paragraph(words), .paragraph(charts.intervals[0].summary), .charts(charts.intervals, hasCaptions: false),
                .paragraph(charts.errorsByDeviation[0].summary), .charts(charts.errorsByDeviation, hasCaptions: false),
                calibrationTable(calibration),
            ])
    }

    private func calibrationTable(_ calibration: Calibration) -> Markup {
        let rows = [
            ("energy, meV/atom", calibration.energy, 1000.0), ("force, eV/Å", calibration.force, 1.0),
        ].filter { $0.1.count > 0 }.flatMap { name, quantity, unit in
            var rows = [row(name, "posterior × \(humanText(quantity.factor, digits: 2))", quantity, unit, .scaled)]
            if quantity.hasNoise { rows.append(row(name, "posterior and noise", quantity, unit, .withNoise)) }
            if quantity.hasBounds {
                let share = humanText(100 * quantity.coverageOfBounds)
                rows.append([name, "bounds of the ensemble", humanText(unit * quantity.meanBounds), "–", share + "\u{A0}% inside"])
            }
            return rows
        }
        let head = ["quantity", "deviation", "size", "within 1 (68.3\u{A0}%)", "within 2 (95.4\u{A0}%)"]
        return .table(
            caption: "How many errors are within the deviations",
            head: [
                head.enumerated().map { index, name in
                    .element("th", ["scope": "col", "class": index == 1 ? "words" : ""], text: name)
                }
            ],
            body: rows.map { cells in
                .element(
                    "tr", [:],
                    cells.enumerated().map { index, text in
                        index == 0
                            ? .element("th", ["scope": "row"], text: text)
                            : .element("td", ["class": index == 1 ? "words" : ""], text: text)
                    })
            })
    }

    private func row(
        _ name: String, _ kind: String, _ quantity: CalibratedQuantity, _ unit: Double, _ deviation: CalibratedQuantity.Kind
    ) -> [String] {
        [name, kind, humanText(unit * quantity.meanDeviation(deviation))]
            + [1.0, 2.0].map { humanText(100 * quantity.coverage(within: $0, deviation)) + "\u{A0}%" }
    }
}
