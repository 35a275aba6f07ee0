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

    private func outlierTable(
        _ caption: String, _ list: (Outliers) -> [Outliers.Entry], _ size: (Outliers.Entry) -> Double
    ) -> Markup? {
        let entries = comparisons.flatMap { comparison in list(comparison.outliers).map { (set: comparison.name, entry: $0) } }
        let worst = entries.sorted { size($0.entry) > size($1.entry) }.prefix(Outliers.capacity)
        guard !worst.isEmpty else { return nil }
        let columns = ["file", "number", "set", "group", "atoms", "energy error, meV/atom", "largest force error, eV/Å", "its atom"]
        let head = columns.map { name in
            Markup.element("th", ["scope": "col", "class": name == "set" || name == "group" ? "words" : ""], text: name)
        }
        return .table(caption: caption, head: [head], body: worst.map { row($0.set, $0.entry) })
    }

    /// The name of the file without its folder, unless another one has the same.
    private func shortName(_ file: String) -> String {
        func last(_ path: String) -> Substring { path.split(separator: "/").last ?? path[...] }
        let namesakes = Set(comparisons.flatMap(\.files)).filter { last($0) == last(file) }
        return namesakes.count > 1 ? file : String(last(file))
    }

    private func row(_ set: String, _ entry: Outliers.Entry) -> Markup {
        let words = [shortName(entry.source.file), "\(entry.source.number)", set, entry.group ?? "–"]
        let numbers = [
            countText(entry.atoms), entry.energy.map { humanText($0) } ?? "–", entry.force.map { humanText($0) } ?? "–",
            entry.atom.map { "\($0)" } ?? "–",
        ]
        let cells = (words + numbers).enumerated().map { index, text in
            Markup.element("td", ["class": [0, 2, 3].contains(index) ? "words" : ""], text: text)
        }
        return .element("tr", [:], cells)
    }
}
