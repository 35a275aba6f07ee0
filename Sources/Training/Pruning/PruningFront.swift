extension [PruningPoint] {
    /// For people: a line for each potential on the way.
    public var text: String {
        var table = TextTable(
            header: [
                "scalars", "products", "work", "µs/atom", "speed-up", "loss", "validation loss", "energy meV/atom", "force eV/Å",
                "stress GPa", "",
            ])
        for (index, point) in enumerated() {
            let errors = [point.errors.energy, point.errors.force, point.errors.stress].map { statistics in
                statistics.rootMeanSquare.map { shortText($0) } ?? "–"
            }
            table.add(
                [
                    "\(point.scalarCount)", "\(point.potential.basis.products.count)", shortText(point.relativeWork),
                    shortText(point.cost.microsecondsPerAtom), shortText(speedup(point)), shortText(point.loss, digits: 4),
                    point.validationLoss.map { shortText($0, digits: 4) } ?? "–",
                ] + errors + [index > 0 && point.isRefitted ? "fitted" : ""])
        }
        return table.text
    }

    /// Measured, relative to the first.
    private func speedup(_ point: PruningPoint) -> Double {
        (first?.cost.microsecondsPerAtom ?? 0) / point.cost.microsecondsPerAtom
    }

    /// For programs.
    public var json: JSONValue {
        .array(
            map { point in
                .object([
                    ("scalars", .integer(point.scalarCount)), ("products", .integer(point.potential.basis.products.count)),
                    ("moments", .integer(point.potential.basis.basic.count)), ("parameters", .integer(point.potential.parameterCount)),
                    ("relative_work", .number(point.relativeWork)), ("us_per_atom", .number(point.cost.microsecondsPerAtom)),
                    ("speedup", .number(speedup(point))), ("loss", .number(point.loss)),
                    ("validation_loss", .optional(point.validationLoss)),
                    ("energy_rmse_meV_per_atom", .optional(point.errors.energy.rootMeanSquare)),
                    ("force_rmse_eV_per_A", .optional(point.errors.force.rootMeanSquare)),
                    ("stress_rmse_GPa", .optional(point.errors.stress.rootMeanSquare)), ("refitted", .bool(point.isRefitted)),
                ])
            })
    }

    /// Loss against measured cost: before and after the radial functions were adapted.
    public var chart: Chart {
        let ends = [first, last].compactMap(\.self).map { point in
            "\(countText(point.scalarCount, "scalar")): \(humanText(point.cost.microsecondsPerAtom)) µs/atom, "
                + "loss \(humanText(point.validationLoss ?? point.loss))"
        }
        let isValidated = first?.validationLoss != nil
        var chart = Chart(
            "Pruning", summary: "From " + ends.joined(separator: " to "), x: Axis("cost", unit: "µs/atom", scale: .logarithmic),
            y: Axis(isValidated ? "validation loss" : "loss", scale: .logarithmic), width: 560, height: 400)
        let fitted = enumerated().filter { $0.offset == 0 || $0.element.isRefitted }.map(\.element.place)
        chart.add(.markedLine("fitted", fitted))
        let cut = dropFirst().filter { !$0.isRefitted }.map(\.place)
        if !cut.isEmpty { chart.add(.points("cut, not fitted yet", cut)) }
        return chart
    }
}

extension PruningPoint {
    fileprivate var place: Chart.Point { .init(cost.microsecondsPerAtom, validationLoss ?? loss) }
}
