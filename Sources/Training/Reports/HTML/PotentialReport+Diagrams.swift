extension PotentialReport {
    var learningSection: ReportSection? {
        guard let learningCurve, !learningCurve.steps.isEmpty else { return nil }
        return ReportSection("learning", "Learning curve", [.charts(LearningCharts.charts(learningCurve))])
    }

    /// A row for each set, the quantities beside each other.
    var paritySection: ReportSection? {
        let ranges = ReportedQuantity.allCases.map { ParityChart.range(of: $0, in: comparisons) }
        let rows = comparisons.compactMap { comparison -> Markup? in
            let charts = zip(ReportedQuantity.allCases, ranges).compactMap { quantity, range in
                quantity.pairs(comparison).count > 0
                    ? ParityChart(quantity: quantity, comparison: comparison, range: range).chart : nil
            }
            return charts.isEmpty ? nil : .charts(charts, hasCaptions: false)
        }
        guard !rows.isEmpty else { return nil }
        let words = "On the dashed line predictions are equal to labels. Many points are drawn as the number of them in small cells."
        return ReportSection("parity", "Predictions against labels", [.paragraph(words)] + rows)
    }

    var distributionSection: ReportSection? {
        let charts = ReportedQuantity.allCases.compactMap { ErrorHistogramChart.chart($0, comparisons) }
        return charts.isEmpty ? nil : ReportSection("distribution", "Distribution of errors", [.charts(charts)])
    }

    var forceSection: ReportSection? {
        let charts = comparisons.compactMap(ForceErrorChart.chart)
        guard !charts.isEmpty else { return nil }
        let words =
            "Small forces are often predicted with a large relative error. The dashed lines are errors of 1, 10 and 100\u{A0}% of the force."
        return ReportSection("forces", "Errors against forces", [.paragraph(words), .charts(charts)])
    }

    var pairSection: ReportSection? {
        guard !pairs.isEmpty else { return nil }
        let charts = pairs.map { PairCharts(report: self, curve: $0) }
        let unordered = charts.filter { $0.curve.centre <= $0.curve.neighbour }
        var parts: [Markup] = [
            .paragraph(
                """
                What the potential sees of two atoms at a distance: its radial functions f_μ of a neighbour (right of the arrow) seen from \
                an atom (left of it), and the energy of two atoms alone, less that of each. Nothing determines them at distances that do \
                not occur in the data; the band reaches from the shortest distance to where 99\u{A0}% of the atoms have their nearest neighbour.
                """),
            .charts(charts.map(\.radialFunctions) + unordered.map(\.dimer) + unordered.compactMap(\.distances), hasCaptions: false),
        ]
        let all = potential.species.count * potential.species.count
        if pairs.count < all { parts.append(.paragraph("\(pairs.count) of the \(all) ordered pairs of species are shown.")) }
        return ReportSection("pairs", "Pairs of atoms", parts)
    }

    var costSection: ReportSection? {
        guard let cost else { return nil }
        let facts =
            [
                Fact(
                    "evaluation", "\(humanText(cost.microsecondsPerAtom)) µs per atom, energy, forces and stress, neighbour search included"
                ),
                Fact(
                    "measured on",
                    "\(countText(cost.atoms, "atom")), \(humanText(cost.neighboursPerAtom)) neighbours each; one thread, \(cost.precision.rawValue) precision, \(cost.level)"
                ),
            ]
            + [1000, 100_000].map { atoms in
                Fact(
                    "\(countText(atoms)) atoms",
                    "\(humanText(cost.nanosecondsPerDay(atoms: atoms))) ns per day on one core, with 1 fs per step")
            }
        return ReportSection("cost", "Cost", [.facts(facts)])
    }
}
