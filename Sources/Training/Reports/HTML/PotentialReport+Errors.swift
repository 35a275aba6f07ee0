extension PotentialReport {
    /// One table for each quantity that has labels: a line for each group and one for the total, the sets beside each other.
    var errorsSection: ReportSection? {
        let tables = ReportedQuantity.allCases.compactMap(errorTable)
        guard !tables.isEmpty else { return nil }
        let words =
            groupNames.isEmpty ? "" : "By the config_type of the configurations, and in total. The bars compare the RMSE of the groups."
        return ReportSection("errors", "Errors", (words.isEmpty ? [] : [.paragraph(words)]) + [.division("tables", tables)])
    }

    /// In the order in which they are met.
    private var groupNames: [String] {
        var names: [String] = []
        for comparison in comparisons {
            for (name, _) in comparison.errors.groups where !names.contains(name) { names.append(name) }
        }
        return names
    }

    private func errorTable(_ quantity: ReportedQuantity) -> Markup? {
        let shown = comparisons.filter { quantity.statistics($0.errors.total).count > 0 }
        guard !shown.isEmpty else { return nil }
        let groups = groupNames.map { name in
            (name, shown.map { comparison in comparison.errors.groups.first { $0.name == name }.map { quantity.statistics($0.group) } })
        }
        let largest = groups.flatMap { $0.1.compactMap { $0?.rootMeanSquare } }.max()
        let rows = groups.map { row($0.0, $0.1, largest: largest, style: "") }
        let total = row("total", shown.map { quantity.statistics($0.errors.total) }, largest: nil, style: "total")
        return .table(
            caption: "\(quantity.title), \(quantity.errorUnit)", head: head(shown, counted: quantity.counted + "s"), body: rows + [total])
    }

    private func head(_ sets: [Comparison], counted: String) -> [[Markup]] {
        let names = sets.map { Markup.element("th", ["colspan": "4", "scope": "colgroup", "class": "first"], text: $0.name) }
        let columns = sets.flatMap { _ in
            ["RMSE", "MAE", "max", counted].enumerated().map { index, name in
                Markup.element("th", ["scope": "col", "class": index == 0 ? "first" : ""], text: name)
            }
        }
        let corner = Markup.element("th", ["rowspan": sets.count > 1 ? "2" : "1", "scope": "col"], text: "group")
        return sets.count > 1 ? [[corner] + names, columns] : [[corner] + columns]
    }

    private func row(_ name: String, _ sets: [ErrorStatistics?], largest: Double?, style: String) -> Markup {
        let cells = sets.flatMap { statistics in
            guard let statistics, let error = statistics.rootMeanSquare else {
                return ["–", "–", "–", "0"].enumerated().map { cell($1, isFirst: $0 == 0, bar: nil) }
            }
            let others = [statistics.meanAbsolute, statistics.maximum].map { $0.map { humanText($0) } ?? "–" }
            return [cell(humanText(error), isFirst: true, bar: largest.flatMap { $0 > 0 && $0.isFinite ? error / $0 : nil })]
                + (others + [countText(statistics.count)]).map { cell($0, isFirst: false, bar: nil) }
        }
        return .element("tr", ["class": style], [.element("th", ["scope": "row"], text: name)] + cells)
    }

    private func cell(_ text: String, isFirst: Bool, bar: Double?) -> Markup {
        let mark = bar.map { Markup.element("span", ["class": "bar", "style": "width:calc((100% - 24px) * \(fixedText($0, 2)))"]) }
        return .element("td", ["class": isFirst ? "first" : ""], [.text(text)] + (mark.map { [$0] } ?? []))
    }
}
