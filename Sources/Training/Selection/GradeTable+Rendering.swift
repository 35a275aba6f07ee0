extension GradeTable {
    private static let shares = [0.5, 0.9, 0.99]

    /// For people: a line for each file where there are several, one for each `config_type`, and the total.
    public var text: String {
        let counted = mode == .neighbourhood ? "atoms" : "configurations"
        let title = mode == .neighbourhood ? "Grades of atoms" : "Grades of configurations"
        var table = TextTable(
            header: [title, "median", "90 %", "99 %", "max"] + GradeTable.thresholds.map { "> \(shortText($0, digits: 1))" } + [counted])
        if files.count > 1 { for (name, group) in files { table.add(row(name, group)) } }
        for (name, group) in groups { table.add(row(name, group)) }
        table.add(row("total", total))
        return table.text + highestText
    }

    private func row(_ name: String, _ group: Group) -> [String] {
        let numbers = GradeTable.shares.map { group.quantile($0) } + [group.highest?.grade]
        return [name] + numbers.map { $0.map { shortText($0, digits: 4) } ?? "–" }
            + GradeTable.thresholds.map { "\(group.count(above: $0))" } + ["\(group.count)"]
    }

    private var highestText: String {
        guard let highest = total.highest else { return "" }
        let atom = highest.atom.map { ", atom \($0)" } ?? ""
        return "highest: \(highest.source.file), configuration \(highest.source.number)\(atom)\n"
    }

    /// For programs: `{"mode", "total": {"configurations", "count", "median", "quantile_90", "quantile_99", "max", "above": {"1", "2", "10"},
    /// "highest": {"file", "number", "atom"}}, "files": {NAME: …}, "groups": {NAME: …}}`.
    public var json: JSONValue {
        .object([
            ("mode", .string(mode.rawValue)), ("total", GradeTable.json(total)),
            ("files", .object(files.map { ($0.name, GradeTable.json($0.group)) })),
            ("groups", .object(groups.map { ($0.name, GradeTable.json($0.group)) })),
        ])
    }

    private static func json(_ group: Group) -> JSONValue {
        let above = thresholds.map { (shortText($0, digits: 1), JSONValue.integer(group.count(above: $0))) }
        return .object([
            ("configurations", .integer(group.configurationCount)), ("count", .integer(group.count)),
            ("median", .optional(group.quantile(0.5))), ("quantile_90", .optional(group.quantile(0.9))),
            ("quantile_99", .optional(group.quantile(0.99))), ("max", .optional(group.highest?.grade)), ("above", .object(above)),
            ("highest", group.highest.map(json) ?? .null),
        ])
    }

    private static func json(_ highest: Highest) -> JSONValue {
        .object([
            ("file", .string(highest.source.file)), ("number", .integer(highest.source.number)),
            ("atom", highest.atom.map { .integer($0) } ?? .null),
        ])
    }
}
