extension PropertyReport {
    /// With the names of files without their ending: `Mo-eos`.
    public var charts: [(name: String, chart: Chart)] { elements.flatMap(\.charts) }
}

extension ElementProperties {
    var charts: [(name: String, chart: Chart)] {
        let stem = name.replacing(" ", with: "-")
        return [("eos", equationOfStateChart), ("migration", migrationChart), ("phonons", phononChart), ("faults", faultChart)]
            .compactMap { kind, chart in chart.map { ("\(stem)-\(kind)", $0) } }
    }

    private var title: String { "\(name), \(crystal.structure.rawValue)" }

    private var equationOfStateChart: Chart? {
        guard let equation = equationOfState else { return nil }
        var chart = Chart(
            "\(title): equation of state",
            summary: "The energy over the volume is lowest at \(fixedText(equation.volume, 3)) Å³ per atom; "
                + "the bulk modulus is \(fixedText(equation.bulkModulus, 1)) GPa.",
            x: Axis("volume per atom", unit: "Å³"), y: Axis("energy above the minimum", unit: "meV/atom"))
        let volumes = equation.points.map(\.volume)
        let (first, last) = (volumes.min() ?? 0, volumes.max() ?? 0)
        let curve = (0...100).map { step in
            let volume = first + (last - first) * Double(step) / 100
            return Chart.Point(volume, 1000 * (equation.energy(atVolume: volume) - equation.energy))
        }
        chart.add(.line("Birch-Murnaghan", curve))
        chart.add(.points("computed", equation.points.map { Chart.Point($0.volume, 1000 * ($0.energy - equation.energy)) }))
        return chart
    }

    private var migrationChart: Chart? {
        guard let vacancy, !vacancy.migrations.isEmpty else { return nil }
        let barriers = vacancy.migrations.map { "\(fixedText($0.barrier, 3)) eV" }.joined(separator: " and ")
        var chart = Chart(
            "\(title): a vacancy migrates", summary: "The energy along the path of an atom into the vacancy rises by \(barriers).",
            x: Axis("way along the path", range: 0...1), y: Axis("energy", unit: "eV"))
        for migration in vacancy.migrations {
            chart.add(.markedLine(migration.name, migration.path.map { Chart.Point($0.coordinate, $0.energy) }))
        }
        return chart
    }

    private var phononChart: Chart? {
        guard let phonons else { return nil }
        let end = phonons.dispersion.last?.distance ?? 1
        let highest = phonons.dispersion.flatMap(\.frequencies).max() ?? 0
        var chart = Chart(
            "\(title): phonons",
            summary: "Frequencies along lines between \(phonons.marks.map(\.name).joined(separator: ", ")); the highest is "
                + "\(fixedText(highest, 2)) THz."
                + (phonons.mostUnstable.map { " Imaginary ones are drawn below zero, to \(fixedText($0, 2))." } ?? ""),
            x: Axis("wave vector", range: 0...end, namedTicks: phonons.marks.map { Axis.Tick($0.distance, $0.name) }),
            y: Axis("frequency", unit: "THz"))
        let gap = Chart.Point(.nan, .nan)
        let branches = (phonons.dispersion.first?.frequencies ?? []).indices.flatMap { branch in
            phonons.dispersion.map { Chart.Point($0.distance, $0.frequencies[branch]) } + [gap]
        }
        chart.add(.line("", branches))
        chart.add(.guide("", [Chart.Point(0, 0), Chart.Point(end, 0)]))
        return chart
    }

    private var faultChart: Chart? {
        guard !faults.isEmpty else { return nil }
        var chart = Chart(
            "\(title): generalised stacking faults",
            summary: faults.map { fault in
                "\(fault.name) " + (fault.unstable.map { "rises to \(fixedText(1000 * $0.energy, 0)) mJ/m²." } ?? "is incomplete.")
            }.joined(separator: " "),
            x: Axis("shift along the line", range: 0...1), y: Axis("energy", unit: "mJ/m²"))
        for fault in faults {
            var curve: [Chart.Point] = []
            for point in fault.points {
                let isAfterGap = curve.last.map { point.shift - $0.x > 1.5 / Double(StackingFault.intervals) } ?? false
                if isAfterGap { curve.append(Chart.Point(.nan, .nan)) }
                curve.append(Chart.Point(point.shift, 1000 * point.energy))
            }
            chart.add(.line(fault.name, curve))
        }
        return chart
    }
}
