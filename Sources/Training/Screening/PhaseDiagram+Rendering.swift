import MomentTensor

extension PhaseDiagram {
    /// What a table lists: everything up to a distance (eV/atom) from the hull.
    func near(_ limit: Double) -> [Standing] { standings.filter { $0.distance <= limit }.sorted(by: isBefore) }

    /// For people: what is not farther from the hull than `limit` (eV/atom).
    public func text(within limit: Double) -> String {
        var table = TextTable(
            header: ["", "structure", "atoms", "formation, meV/atom", "above hull, meV/atom", "below others, meV/atom", "decomposes into"])
        let near = near(limit)
        for standing in near {
            table.add([
                standing.structure.composition.formula, standing.structure.name, "\(standing.structure.atoms)",
                fixedText(1000 * standing.formationEnergy, 2), standing.isStable ? "stable" : fixedText(1000 * standing.distance, 2),
                standing.depth.map { fixedText(1000 * $0, 2) } ?? "", standing.isStable ? "" : standing.productText,
            ])
        }
        let rest = standings.count - near.count
        guard rest > 0 else { return table.text }
        return table.text + "\(rest) more \(rest == 1 ? "is" : "are") farther than \(shortText(1000 * limit)) meV/atom from the hull\n"
    }

    /// For programs: all structures in the order in which they were given, with energies in eV/atom.
    public var json: JSONValue {
        .object([
            ("components", .array(components.map { .string($0.symbol) })), ("references", .array(references.map(JSONValue.number))),
            ("structures", .array(standings.map(\.json))),
        ])
    }
}

extension PhaseDiagram.Standing {
    /// `0.5 Ni + 0.5 Ni3Al`
    var productText: String { products.map { "\(fixedText($0.fraction, 3)) \($0.formula)" }.joined(separator: " + ") }

    fileprivate var json: JSONValue {
        .object([
            ("name", .string(structure.name)), ("formula", .string(structure.composition.formula)), ("atoms", .integer(structure.atoms)),
            ("energy", .number(structure.energy)), ("formation_energy", .number(formationEnergy)), ("above_hull", .number(distance)),
            ("stable", .bool(isStable)), ("below_others", .optional(depth)),
            (
                "products",
                .array(products.map { .object([("formula", .string($0.formula)), ("fraction", .number($0.fraction))]) })
            ),
        ])
    }
}
