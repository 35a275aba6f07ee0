extension Selection {
    /// For people: what became of each active set, and what was selected.
    ///
    /// - Parameter sources: where the candidates come from
    public func text(_ criteria: [GradeCriterion], sources: [Comparison.Source]) -> String {
        var sets = TextTable(header: ["Active set", "rows", "of no configuration", "exchanges", "ln|det| before", "after"])
        for (criterion, determinant) in zip(criteria, determinants) {
            sets.add([
                criterion.name, "\(determinant.rowCount)", "\(determinant.dependentCount)", "\(determinant.exchangeCount)",
                fixedText(determinant.before, 4), fixedText(determinant.after, 4),
            ])
        }
        guard !selected.isEmpty else { return sets.text }
        var table = TextTable(header: ["Selected", "configuration", "grade", "of atom", "selected atoms"])
        for one in selected {
            let source = sources.indices.contains(one.index) ? sources[one.index] : .init(file: "", number: one.index + 1)
            table.add([
                source.file, "\(source.number)", shortText(one.grade, digits: 4), one.atom.map { "\($0 + 1)" } ?? "–", one.atomsText,
            ])
        }
        return sets.text + "\n" + table.text
    }

    /// For programs: `{"sets": [{"mode", "parameters", "rows", "dependent_rows", "exchanges", "log_determinant_before",
    /// "log_determinant_after"}], "selected": [{"file", "number", "grade", "atom", "selected_atoms"}]}`. Numbers and atoms count from 1.
    public func json(_ criteria: [GradeCriterion], sources: [Comparison.Source]) -> JSONValue {
        .object([
            ("sets", .array(zip(criteria, determinants).map { Selection.json($0, $1) })),
            (
                "selected",
                .array(
                    selected.map { one in
                        let source = sources.indices.contains(one.index) ? sources[one.index] : .init(file: "", number: one.index + 1)
                        return .object([
                            ("file", .string(source.file)), ("number", .integer(source.number)), ("grade", .number(one.grade)),
                            ("atom", one.atom.map { .integer($0 + 1) } ?? .null),
                            ("selected_atoms", .array(one.selectedAtoms.map { .integer($0 + 1) })),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ criterion: GradeCriterion, _ determinant: Determinant) -> JSONValue {
        .object([
            ("mode", .string(criterion.mode.rawValue)), ("parameters", .string(criterion.parameters.rawValue)),
            ("rows", .integer(determinant.rowCount)), ("dependent_rows", .integer(determinant.dependentCount)),
            ("exchanges", .integer(determinant.exchangeCount)), ("log_determinant_before", .number(determinant.before)),
            ("log_determinant_after", .number(determinant.after)),
        ])
    }
}

extension SelectedConfiguration {
    /// The numbers from 1, not all where they are many.
    fileprivate var atomsText: String {
        guard !selectedAtoms.isEmpty else { return "–" }
        return selectedAtoms.prefix(8).map { "\($0 + 1)" }.joined(separator: " ") + (selectedAtoms.count > 8 ? " …" : "")
    }
}

extension GradeCriterion {
    /// `neighbourhood, all parameters`
    public var name: String { "\(mode.rawValue), \(parameters.rawValue) parameters" }
}
