extension PotentialReport {
    /// The configurations with the largest errors of all sets.
    var outlierSection: ReportSection? {
        let tables = [
            outlierTable("By the error of the energy", \.byEnergy) { abs($0.energy ?? 0) },
            outlierTable("By the error of a force", \.byForce) { $0.force ?? 0 },
        ].compactMap(\.self)
        guard !tables.isEmpty else { return nil }
        let words = "The first places to look for mistakes in the data, and for what the data lack. Configurations and atoms count from 1."
        return ReportSection("outliers", "Worst configurations", [.paragraph(words)] + tables)
    }

    /// A configuration, and the name of its set.
    private typealias Outlier = (set: String, entry: Outliers.Entry)

    private struct Column {
        let name: String
        let isOfWords: Bool
        let text: (Outlier) -> String

        init(_ name: String, isOfWords: Bool = false, text: @escaping (Outlier) -> String) {
            self.name = name
            self.isOfWords = isOfWords
            self.text = text
        }

        func cell(_ element: String, _ attributes: [Markup.Attribute] = [], text: String) -> Markup {
            .node(element, attributes + (isOfWords ? [Markup.Attribute("class", "words")] : []), [.text(text)])
        }
    }

    private func outlierTable(
        _ caption: String, _ list: (Outliers) -> [Outliers.Entry], _ size: (Outliers.Entry) -> Double
    ) -> Markup? {
        let all = comparisons.flatMap { comparison in list(comparison.outliers).map { Outlier(set: comparison.name, entry: $0) } }
        let worst = all.sorted { size($0.entry) > size($1.entry) }.prefix(Outliers.capacity)
        guard !worst.isEmpty else { return nil }
        let columns = self.columns(for: Array(worst))
        return .table(
            caption: caption, head: [columns.map { $0.cell("th", [.init("scope", "col")], text: $0.name) }],
            body: worst.map { outlier in .element("tr", [:], columns.map { $0.cell("td", text: $0.text(outlier)) }) })
    }

    /// Sets and groups only where there are some.
    private func columns(for outliers: [Outlier]) -> [Column] {
        var columns = [
            Column("file", isOfWords: true) { shortName($0.entry.source.file) }, Column("number") { "\($0.entry.source.number)" },
        ]
        if comparisons.count > 1 { columns.append(Column("set", isOfWords: true, text: \.set)) }
        if outliers.contains(where: { $0.entry.group != nil }) {
            columns.append(Column("group", isOfWords: true) { $0.entry.group ?? "–" })
        }
        return columns + [
            Column("atoms") { countText($0.entry.atoms) },
            Column("energy error, meV/atom") { $0.entry.energy.map { humanText($0) } ?? "–" },
            Column("largest force error, eV/Å") { $0.entry.force.map { humanText($0) } ?? "–" },
            Column("its atom") { $0.entry.atom.map(String.init) ?? "–" },
        ]
    }

    /// The name of the file without its folder, unless another one has the same.
    private func shortName(_ file: String) -> String {
        func last(_ path: String) -> Substring { path.split(separator: "/").last ?? path[...] }
        let namesakes = Set(comparisons.flatMap(\.files)).filter { last($0) == last(file) }
        return namesakes.count > 1 ? file : String(last(file))
    }
}
