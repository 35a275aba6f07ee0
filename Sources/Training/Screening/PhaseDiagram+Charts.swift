import MomentTensor

extension PhaseDiagram {
    /// Formation energies over the composition; for two components.
    var binaryChart: Chart? {
        guard components.count == 2 else { return nil }
        let phases = phases.sorted { $0.fractions[1] < $1.fractions[1] }
        let hull = phases.map { Chart.Point($0.fractions[1], 1000 * $0.energy) }
        let points = standings.map { Chart.Point(fractions($0)[1], 1000 * $0.formationEnergy) }
        let depth = -(hull.map(\.y).min() ?? 0)
        let highest = points.map(\.y).max() ?? 0
        let top = min(highest, max(1.5 * depth, 50))
        let hidden = points.count { $0.y > top }
        var chart = Chart(
            "Formation energies",
            summary: "Stable: \(phases.map(\.composition.formula).joined(separator: ", "))"
                + (hidden > 0 ? "; \(countText(hidden, "structure")) above \(humanText(top)) meV/atom not shown" : ""),
            x: Axis("fraction of \(components[1].symbol)", range: 0...1),
            y: Axis(
                "formation energy", unit: "meV/atom", range: (-1.15 * depth - 0.05 * (top + depth) - 1)...(top + 0.05 * (top + depth) + 1)),
            width: 660, height: 440)
        chart.add(.guide("", [.init(0, 0), .init(1, 0)]))
        chart.add(.points("structures", points.filter { $0.y <= top }))
        chart.add(.markedLine("hull", hull))
        chart.add(.words(zip(phases, hull).map { (text: $0.composition.formula, point: $1) }))
        return chart
    }

    /// How many structures are how far from the hull; `nil` where all are on it.
    var distanceChart: Chart? {
        let distances = standings.map { 1000 * $0.distance }
        guard let largest = distances.max(), largest > 0 else { return nil }
        let sorted = distances.sorted()
        let end = max(1.25 * sorted[min(Int(0.95 * Double(sorted.count)), sorted.count - 1)], 1e-3)
        var histogram = Histogram(over: ScaledRange(.linear, 0...end), bins: 30)
        for distance in distances { histogram.add(distance) }
        let beyond = distances.count { $0 > end }
        var chart = Chart(
            "Distances from the hull",
            summary: "Half of the structures are closer than \(humanText(sorted[sorted.count / 2])) meV/atom"
                + (beyond > 0 ? "; the last bin has \(countText(beyond)) that are farther" : ""),
            x: Axis("above the hull", unit: "meV/atom", range: 0...end), y: Axis("share", unit: "% per bin"))
        chart.add(.steps("structures", histogram))
        chart.startAtZero()
        return chart
    }
}
