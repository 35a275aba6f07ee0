import MomentTensor

extension PotentialReport {
    /// What the potential is, what it was compared with, and the three numbers that people look for first.
    var header: [Markup] {
        var parts: [Markup] = [.element("h1", text: title), .element("p", ["class": "muted"], text: synopsis)]
        parts += warnings
        if let comparison = comparisons.last, comparison.errors.total.configurations > 0 {
            let tiles = ReportedQuantity.allCases.compactMap { tile($0, comparison) }
            if !tiles.isEmpty { parts.append(.division("tiles", tiles)) }
        }
        return parts
    }

    private var synopsis: String {
        let basis = potential.radialBasis
        var parts = ["Moment tensor potential for \(speciesNames.joined(separator: ", "))"]
        if let level = potential.basis.level { parts.append("level \(level)") }
        parts.append("cutoff \(humanText(basis.cutoff)) Å")
        parts.append(countText(potential.parameterCount, "parameter"))
        return parts.joined(separator: " · ") + " · " + date
    }

    /// What is no number must not pass unseen.
    private var warnings: [Markup] {
        comparisons.flatMap { comparison in
            [
                warning("The prediction is not finite", for: comparison.withoutPrediction, of: comparison),
                warning("A label is not finite", for: comparison.withBadLabel, of: comparison),
            ].compactMap(\.self)
        }
    }

    private func warning(_ what: String, for sources: [Comparison.Source], of comparison: Comparison) -> Markup? {
        guard !sources.isEmpty else { return nil }
        let places = sources.prefix(5).map { "\($0.file), configuration \($0.number)" } + (sources.count > 5 ? ["…"] : [])
        let sentence = "\(what) for \(countText(sources.count, "configuration")) of \(comparison.name): \(places.joined(separator: "; "))."
        return .element(
            "div", ["class": "warning", "role": "note"],
            [.paragraph(sentence), .paragraph("They are part of no number and no diagram of this page.")])
    }

    private func tile(_ quantity: ReportedQuantity, _ comparison: Comparison) -> Markup? {
        let statistics = quantity.statistics(comparison.errors.total)
        guard let error = statistics.rootMeanSquare, let mean = statistics.meanAbsolute else { return nil }
        var more = "MAE \(humanText(mean)) \(quantity.errorUnit)"
        for other in comparisons.dropLast() {
            guard let error = quantity.statistics(other.errors.total).rootMeanSquare else { continue }
            more += " · \(other.name) RMSE \(humanText(error))"
        }
        return .tile("\(quantity.shortTitle) RMSE, \(comparison.name)", humanText(error), unit: quantity.errorUnit, more)
    }

    /// The potential, the data and the settings of the fit, in full.
    var potentialSection: ReportSection? {
        var columns = [Markup.element("div", [:], [.element("h3", text: "Potential"), .facts(potentialFacts)])]
        if !comparisons.isEmpty { columns.append(.element("div", [:], [.element("h3", text: "Data"), .facts(comparisons.map(fact))])) }
        if !settings.isEmpty { columns.append(.element("div", [:], [.element("h3", text: "Fit"), .facts(settings)])) }
        return ReportSection("potential", "Potential and data", [.division("columns", columns)])
    }

    private var potentialFacts: [Fact] {
        let basis = potential.radialBasis
        var facts = [Fact("name", potential.name), Fact("species", speciesNames.joined(separator: ", "))]
        if !potential.tag.isEmpty { facts.append(Fact("tag", potential.tag)) }
        if let level = potential.basis.level { facts.append(Fact("level", "\(level)")) }
        if let repulsion { facts.append(Fact("ZBL repulsion", "led to zero from \(repulsion.inner) to \(repulsion.outer) Å")) }
        return facts + [
            Fact("radial basis", "\(basis.kind.rawValue), \(countText(basis.size, "function"))"),
            Fact("distances", "\(humanText(basis.minimumDistance, digits: 4)) to \(humanText(basis.cutoff, digits: 4)) Å"),
            Fact("radial functions", "\(potential.radialFunctionCount) per ordered pair of species"),
            Fact("moments", countText(potential.basis.basic.count, "component")),
            Fact("scalars", countText(potential.basis.scalars.count)),
            Fact(
                "parameters",
                """
                \(countText(potential.parameterCount)): \(countText(potential.radialParameterCount)) radial, \
                \(countText(potential.species.count)) species, \(countText(potential.basis.scalars.count)) linear
                """),
        ]
    }

    private func fact(_ comparison: Comparison) -> Fact {
        let total = comparison.errors.total
        let sizes = "\(countText(comparison.configurationCount, "configuration")), \(countText(total.atoms, "atom"))"
        return Fact(comparison.name, "\(comparison.files.joined(separator: ", ")): \(sizes)")
    }
}
