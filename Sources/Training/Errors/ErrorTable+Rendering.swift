extension ErrorTable {
    /// For people: one block per quantity, one line per group and one for the total.
    public var text: String {
        [
            block("Energy, meV/atom", "configurations", \.energy) { $0.energy.count },
            block("Force, eV/Å per component", "atoms", \.force) { $0.force.count / 3 },
            block("Stress, GPa per component", "configurations", \.stress) { $0.stress.count / 6 },
        ].joined(separator: "\n")
    }

    private func block(
        _ title: String, _ counted: String, _ quantity: KeyPath<Group, ErrorStatistics>, _ count: (Group) -> Int
    ) -> String {
        guard total[keyPath: quantity].count > 0 else { return title + ": no labels\n" }
        var table = TextTable(header: [title, "MAE", "RMSE", "max", counted])
        for (name, group) in groups { table.add(row(name, group[keyPath: quantity], count(group))) }
        table.add(row("total", total[keyPath: quantity], count(total)))
        return table.text
    }

    private func row(_ name: String, _ statistics: ErrorStatistics, _ count: Int) -> [String] {
        let numbers = [statistics.meanAbsolute, statistics.rootMeanSquare, statistics.maximum]
        return [name] + numbers.map { $0.map { shortText($0, digits: 4) } ?? "–" } + ["\(count)"]
    }

    /// For programs: `{"total": {"energy": {"mae", "rmse", "max"}, "force": …, "stress": …}, "groups": {NAME: …}}` in meV/atom, eV/Å and
    /// GPa. A quantity without any label is null.
    public var json: JSONValue {
        .object([
            ("total", ErrorTable.json(total)),
            ("groups", .object(groups.map { ($0.name, ErrorTable.json($0.group)) })),
        ])
    }

    private static func json(_ group: Group) -> JSONValue {
        .object([("energy", json(group.energy)), ("force", json(group.force)), ("stress", json(group.stress))])
    }

    private static func json(_ statistics: ErrorStatistics) -> JSONValue {
        guard statistics.count > 0 else { return .null }
        return .object([
            ("mae", .optional(statistics.meanAbsolute)), ("rmse", .optional(statistics.rootMeanSquare)),
            ("max", .optional(statistics.maximum)),
        ])
    }
}
