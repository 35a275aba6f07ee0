import Atoms

extension PeierlsBarrier {
    /// For people.
    public var text: String {
        var table = TextTable(header: ["way", "energy, eV"])
        for image in images { table.add([fixedText(image.coordinate, 3), fixedText(image.energy, 4)]) }
        return table.text + """

            barrier                 \(fixedText(barrier, 4)) eV per \(fixedText(period, 3)) Å of line
            last above first valley \(fixedText(difference, 4)) eV
            step of glide           \(fixedText(glideStep, 3)) Å
            Peierls stress, about   \(fixedText(peierlsStress, 2)) GPa
            atoms                   \(crystal.system.count)

            """
    }

    /// For programs: eV per period of the line, Å, GPa.
    public var json: JSONValue {
        .object([
            ("atoms", .integer(crystal.system.count)), ("converged", .bool(isConverged)), ("steps", .integer(steps)),
            ("barrier", .number(barrier)),
            ("energy_difference", .number(difference)), ("period", .number(period)), ("glide_step", .number(glideStep)),
            ("peierls_stress", .number(peierlsStress)),
            (
                "path",
                .array(images.map { .object([("coordinate", .number($0.coordinate)), ("energy", .number($0.energy))]) })
            ),
        ])
    }

    public var chart: Chart {
        var chart = Chart(
            "The barrier to glide",
            summary: "The energy along the path of a dislocation from one valley to the next rises by \(fixedText(1000 * barrier, 1)) meV "
                + "per \(fixedText(period, 2)) Å of line.",
            x: Axis("way along the path", range: 0...1), y: Axis("energy", unit: "meV per period"))
        chart.add(.markedLine("", images.map { Chart.Point($0.coordinate, 1000 * $0.energy) }))
        return chart
    }
}
