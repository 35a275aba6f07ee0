extension DeviationSelection.Measure {
    /// For people: what was selected.
    ///
    /// - Parameter sources: where the candidates come from
    public func text(_ selected: [DeviationSelection.Selected], sources: [Comparison.Source]) -> String {
        var table = TextTable(header: ["Selected", "configuration", self == .deviation ? "deviation, meV" : "novelty", "of atom"])
        for one in selected {
            let source = sources[one.index]
            let value = self == .deviation ? 1000 * one.value : one.value
            table.add([source.file, "\(source.number)", shortText(value), "\(one.atom + 1)"])
        }
        return table.text
    }

    /// For programs: `{"selected": [{"file", "number", "deviation" or "novelty", "atom"}]}`. Numbers and atoms count from 1; deviations in eV.
    public func json(_ selected: [DeviationSelection.Selected], sources: [Comparison.Source]) -> JSONValue {
        let entries = selected.map { one in
            JSONValue.object([
                ("file", .string(sources[one.index].file)), ("number", .integer(sources[one.index].number)),
                (rawValue, .number(one.value)), ("atom", .integer(one.atom + 1)),
            ])
        }
        return .object([("selected", .array(entries))])
    }
}
