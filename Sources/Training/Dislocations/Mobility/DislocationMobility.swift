import MomentTensor

/// How fast a dislocation glides under a stress: v = τ b / B, with the drag coefficient B.
public struct DislocationMobility: Sendable {
    public let runs: [GlideRun]
    /// The length of the Burgers vector; Å.
    public let burgers: Double
    /// B in mPa·s, which is GPa·ps.
    public let drag: Double
    /// The standard error of B: that of the velocities, or as much as they differ from the line through zero if that is more.
    public let deviation: Double

    /// By least squares, each velocity weighted by its standard error.
    public init(_ runs: [GlideRun], burgers: Double) throws(VolterraError) {
        guard !runs.isEmpty, runs.allSatisfy({ $0.stress != 0 }) else {
            throw VolterraError(.usage, "a mobility needs runs under a stress", advice: "leave those without out")
        }
        let largest = runs.map(\.velocity).map(abs).max() ?? 0
        // A run whose parts agree by chance does not outweigh all others.
        let weights = runs.map { 1 / ($0.deviation * $0.deviation + 1e-4 * largest * largest) }
        let squares = zip(runs, weights).reduce(0) { $0 + $1.1 * $1.0.stress * $1.0.stress }
        let slope = zip(runs, weights).reduce(0) { $0 + $1.1 * $1.0.stress * $1.0.velocity } / squares
        guard slope != 0, slope.isFinite else {
            throw VolterraError(.badData, "the dislocation does not move", advice: "take a larger stress, or longer runs")
        }
        let misfit = zip(runs, weights).reduce(0.0) { sum, pair in
            let away = pair.0.velocity - slope * pair.0.stress
            return sum + pair.1 * away * away
        }
        let spread = runs.count > 1 ? max(1, misfit / Double(runs.count - 1)) : 1
        (self.runs, self.burgers) = (runs, burgers)
        drag = burgers / abs(slope)
        deviation = drag * (spread / squares).squareRoot() / abs(slope)
    }

    /// B of one run alone; mPa·s.
    func drag(of run: GlideRun) -> Double { abs(run.stress * burgers / run.velocity) }
}
