import MomentTensor

/// Where a dislocation is in each period of its line: how it is bent, and where its kinks are.
public struct LineShape: Sendable {
    /// From the first period to the last; Å.
    public private(set) var positions: [SIMD2<Double>]
    /// Å
    public let period: Double

    /// - Parameters:
    ///   - lines: of which the first is followed
    ///   - start: about where it is in its first period
    init(_ sites: DislocationSites, _ lines: [DislocationLine], near start: SIMD2<Double>) throws(VolterraError) {
        let reach = CorePosition.reach(around: 0, lines, sites.repetitions)
        var last = start
        positions = []
        for slab in sites.slabs {
            last = try CorePosition(DislocationRows(slab), lines[0], from: last, reach: reach).position
            positions.append(last)
        }
        period = sites.frame.period
    }

    /// By a distance along the glide.
    func moved(by distance: Double) -> LineShape {
        var copy = self
        copy.positions = positions.map { SIMD2($0.x + distance, $0.y) }
        return copy
    }

    /// The root mean square of how far the periods are from their mean along the glide; Å.
    public var roughness: Double {
        let mean = positions.reduce(0) { $0 + $1.x } / Double(positions.count)
        return (positions.reduce(0) { $0 + ($1.x - mean) * ($1.x - mean) } / Double(positions.count)).squareRoot()
    }
}

extension CoreTrajectory {
    private static let mostLines = 6

    /// The line in its plane of glide, at up to six times, evenly spaced.
    public var lineChart: Chart {
        let count = min(CoreTrajectory.mostLines, shapes.count)
        let chosen = (0..<count).map { count > 1 ? $0 * (shapes.count - 1) / (count - 1) : 0 }
        let roughness = shapes.last.map { fixedText($0.roughness, 2) } ?? "0"
        var chart = Chart(
            "The line in its plane of glide",
            summary: "The dislocation seen from above, at \(count) times; at the end it is bent by \(roughness) Å, root mean square.",
            x: Axis("glide", unit: "Å"), y: Axis("along the line", unit: "Å"))
        for index in chosen {
            let name = points[index].timestep.map { "step \($0)" } ?? "\(index + 1)"
            let shape = shapes[index]
            chart.add(.line(name, shape.positions.enumerated().map { Chart.Point($1.x, (Double($0) + 0.5) * shape.period) }))
        }
        return chart
    }
}
