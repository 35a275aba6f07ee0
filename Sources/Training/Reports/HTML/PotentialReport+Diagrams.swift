extension PotentialReport {
    var learningSection: ReportSection? {
        guard let learningCurve, !learningCurve.steps.isEmpty else { return nil }
        return ReportSection("learning", "Learning curve", [.charts(LearningCharts.charts(learningCurve))])
    }

    /// A row for each quantity, the sets beside each other.
    var paritySection: ReportSection? {
        let rows = ReportedQuantity.allCases.compactMap { quantity -> Markup? in
            let shown = comparisons.filter { quantity.pairs($0).count > 0 }
            guard !shown.isEmpty else { return nil }
            let range = ParityChart.range(of: quantity, in: shown)
            return .charts(shown.map { ParityChart(quantity: quantity, comparison: $0, range: range).chart })
        }
        return rows.isEmpty ? nil : ReportSection("parity", "Predictions against labels", rows)
    }

    var distributionSection: ReportSection? {
        let charts = ReportedQuantity.allCases.compactMap { ErrorHistogramChart.chart($0, comparisons) }
        return charts.isEmpty ? nil : ReportSection("distribution", "Distribution of errors", [.charts(charts)])
    }

    var forceSection: ReportSection? {
        let charts = comparisons.compactMap(ForceErrorChart.chart)
        guard !charts.isEmpty else { return nil }
        let words = "Small forces are often predicted with a large relative error. The dashed lines are errors of 1, 10 and 100 % of the force."
        return ReportSection("forces", "Errors against forces", [.paragraph(words), .charts(charts)])
    }

    var pairSection: ReportSection? {
        guard !pairs.isEmpty else { return nil }
        let charts = pairs.map { PairCharts(report: self, curve: $0) }
        let unordered = charts.filter { $0.curve.centre <= $0.curve.neighbour }
        var parts: [Markup] = [
            .paragraph(
                """
                What the potential sees of two atoms at a distance. Outside of the distances that occur in the data nothing determines \
                these functions.
                """),
            .charts(charts.map(\.radialFunctions)), .charts(unordered.map(\.dimer) + unordered.compactMap(\.distances)),
        ]
        let all = potential.species.count * potential.species.count
        if pairs.count < all { parts.append(.paragraph("\(pairs.count) of the \(all) ordered pairs of species are shown.")) }
        return ReportSection("pairs", "Pairs of atoms", parts)
    }

    var costSection: ReportSection? {
        guard let cost else { return nil }
        let facts = [
            Fact("evaluation", "\(humanText(cost.microsecondsPerAtom)) µs per atom, energy, forces and stress, neighbour search included"),
            Fact(
                "measured on", "\(countText(cost.atoms, "atom")), \(humanText(cost.neighboursPerAtom)) neighbours each, one thread, \(cost.level)"),
        ]
            + [1000, 100_000].map { atoms in
                Fact(
                    "\(countText(atoms)) atoms", "\(humanText(cost.nanosecondsPerDay(atoms: atoms))) ns per day on one core, with 1 fs per step")
            }
        return ReportSection("cost", "Cost", [.facts(facts)])
    }
}
