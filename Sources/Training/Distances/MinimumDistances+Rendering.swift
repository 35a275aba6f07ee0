import Atoms

extension MinimumDistances {
    private var sortedContacts: [(pair: Pair, contact: Contact)] {
        contacts.map { ($0.key, $0.value) }.sorted {
            ($0.pair.first.sortingKey, $0.pair.second.sortingKey) < ($1.pair.first.sortingKey, $1.pair.second.sortingKey)
        }
    }

    /// For people: one line per pair of kinds.
    public var text: String {
        guard let shortest else {
            return
                "no two atoms are closer than \(fixedText(MinimumDistances.longestDistance, 0)) Å in \(configurationCount) configurations\n"
        }
        var table = TextTable(header: ["pair", "distance, Å", "configuration", "atoms"])
        for (pair, contact) in sortedContacts { table.add(row(pair.name, contact)) }
        if contacts.count > 1 { table.add(row("shortest", shortest.contact)) }
        return table.text
    }

    private func row(_ name: String, _ contact: Contact) -> [String] {
        [name, fixedText(contact.distance, 4), "\(contact.configuration)", "\(contact.atoms.x)–\(contact.atoms.y)"]
    }

    /// For programs: `{"shortest": {"distance", "configuration", "atoms"}, "pairs": {"W-Re": {…}}}`, distances in Å.
    public var json: JSONValue {
        .object([
            ("shortest", shortest.map { MinimumDistances.json($0.contact) } ?? .null),
            ("pairs", .object(sortedContacts.map { ($0.pair.name, MinimumDistances.json($0.contact)) })),
        ])
    }

    private static func json(_ contact: Contact) -> JSONValue {
        .object([
            ("distance", .number(contact.distance)), ("configuration", .integer(contact.configuration)),
            ("atoms", .array([.integer(contact.atoms.x), .integer(contact.atoms.y)])),
        ])
    }
}

extension MinimumDistances.Pair {
    /// `W-Re`
    public var name: String { first.name + "-" + second.name }
}
