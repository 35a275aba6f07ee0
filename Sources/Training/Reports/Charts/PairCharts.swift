/// What a report shows of a pair of species: radial functions, dimer, and the distances in the data.
struct PairCharts {
    let report: PotentialReport
    let curve: PairCurve

    private var centre: String { report.speciesNames[curve.centre] }
    private var neighbour: String { report.speciesNames[curve.neighbour] }
    private var band: ClosedRange<Double>? { report.nearestNeighbours(curve.centre, curve.neighbour) }

    private static let bandName = "nearest neighbours in the data"

    /// The functions of a neighbour seen from the centre.
    var radialFunctions: Chart {
        var chart = self.chart(
            "Radial functions \(centre) ← \(neighbour)",
            "The \(curve.radialFunctions.count) radial functions of a neighbour \(neighbour) seen from \(centre).",
            Axis("f_μ", range: range(of: curve.radialFunctions)))
        for (mu, values) in curve.radialFunctions.enumerated() { chart.add(.line("μ = \(mu)", points(values))) }
        return chart
    }

    /// The same whichever of the two atoms is the centre.
    var dimer: Chart {
        var chart = self.chart(
            "Dimer \(centre)–\(neighbour)", "The energy of two atoms alone, less that of each alone.",
            Axis("energy", unit: "eV", range: range(of: [curve.dimer])))
        chart.add(.guide("", [.init(0, 0), .init(1e3, 0)]))
        chart.add(.line("", points(curve.dimer)))
        return chart
    }

    /// `nil` where there are no such pairs in the data.
    var distances: Chart? {
        var chart = Chart(
            "Distances \(centre)–\(neighbour)", summary: "How often each distance occurs in the data, up to the cutoff.",
            x: distanceAxis, y: Axis("share", unit: "% per 0.1 Å"))
        for set in report.sets {
            let histogram = set.distances.distances(centre: curve.centre, neighbour: curve.neighbour)
            if histogram.total > 0 { chart.add(.steps(set.comparison.name, histogram.joining(PairDistances.binsPerTenth))) }
        }
        chart.startAtZero()
        return chart.marks.isEmpty ? nil : chart
    }

    private func chart(_ title: String, _ summary: String, _ y: Axis) -> Chart {
        var chart = Chart(title, summary: summary, x: distanceAxis, y: y)
        if let band { chart.add(.band(PairCharts.bandName, band)) }
        return chart
    }

    private var distanceAxis: Axis { Axis("distance", unit: "Å", range: curve.distances[0]...report.potential.radialBasis.cutoff) }

    private func points(_ values: [Double]) -> [Chart.Point] { zip(curve.distances, values).map { .init($0, $1) } }

    /// What the curves take at distances that occur: below, they may rise without end.
    private func range(of curves: [[Double]]) -> ClosedRange<Double> {
        let shortest = band?.lowerBound ?? report.potential.radialBasis.minimumDistance
        let seen = curves.flatMap { zip(curve.distances, $0).filter { $0.0 >= shortest }.map(\.1) }
        return ScaledRange(.linear, showing: seen + [0], air: 0.12).bounds
    }
}
