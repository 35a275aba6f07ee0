extension Calibration {
    /// A table for people: what errors were made, what was predicted, and how often that was right.
    public var text: String {
        let columns = [
            energy.count > 0 ? ("energy, meV/atom", energy, 1000.0) : nil, force.count > 0 ? ("force, eV/Å", force, 1.0) : nil,
        ].compactMap(\.self)
        guard !columns.isEmpty else { return "no energies and no forces to calibrate with\n" }
        var table = TextTable(header: [""] + columns.map(\.0))
        func add(_ name: String, _ value: (CalibratedQuantity, Double) -> String?) {
            let cells = columns.map { value($0.1, $0.2) }
            if cells.contains(where: { $0 != nil }) { table.add([name] + cells.map { $0 ?? "–" }) }
        }
        func percent(_ share: Double) -> String { fixedText(100 * share, 1) + " %" }
        add("labels") { quantity, _ in "\(quantity.count)" }
        add("RMSE") { quantity, unit in quantity.errors.rootMeanSquare.map { shortText(unit * $0) } }
        add("deviation of the posterior") { quantity, unit in shortText(unit * quantity.meanDeviation(.scaled) / quantity.factor) }
        add("  factor that it needs") { quantity, _ in shortText(quantity.factor) }
        add("  errors within one, 68.3 % expected") { quantity, _ in percent(quantity.coverage(within: 1, .scaled)) }
        add("  errors within two, 95.4 % expected") { quantity, _ in percent(quantity.coverage(within: 2, .scaled)) }
        add("  rank correlation with the errors") { quantity, _ in quantity.rankCorrelation.map { fixedText($0, 2) } }
        add("deviation with the noise") { quantity, unit in quantity.hasNoise ? shortText(unit * quantity.meanDeviation(.withNoise)) : nil }
        add("  errors within one, 68.3 % expected") { quantity, _ in
            quantity.hasNoise ? percent(quantity.coverage(within: 1, .withNoise)) : nil
        }
        add("  errors within two, 95.4 % expected") { quantity, _ in
            quantity.hasNoise ? percent(quantity.coverage(within: 2, .withNoise)) : nil
        }
        add("bounds of the ensemble, ±") { quantity, unit in quantity.hasBounds ? shortText(unit * quantity.meanBounds) : nil }
        add("  errors inside") { quantity, _ in quantity.hasBounds ? percent(quantity.coverageOfBounds) : nil }
        return table.text
    }

    /// What the numbers are worth, in words.
    public var verdict: String {
        let quantities = [("energies", energy), ("forces", force)].filter { $0.1.count > 0 }
        let parts = quantities.map { name, quantity in
            let ranking =
                switch quantity.rankCorrelation ?? 0 {
                case 0.5...: "rank the errors well"
                case 0.25...: "rank the errors somewhat"
                default: "hardly rank the errors"
                }
            return "those of \(name) are \(quantity.factor >= 1 ? "too small" : "too large") by a factor of "
                + "\(shortText(max(quantity.factor, 1 / quantity.factor), digits: 2)) and \(ranking)"
        }
        guard !parts.isEmpty else { return "" }
        return """
            The deviations of the posterior know what the data do not say, but not what the form of the potential cannot do: \
            \(parts.joined(separator: "; ")). With the factors they are fit to find atoms that the data do not cover; as error bars \
            they hold for configurations like these, and for no others.
            """
    }
}
