import MomentTensor

/// The glide of a dislocation under one stress, and its velocity after it has settled.
public struct GlideRun: Sendable {
    /// GPa
    public let stress: Double
    /// Time in ps, and how far the dislocation has gone since the first of them in Å.
    public let points: [SIMD2<Double>]
    /// From when on it counts; ps.
    public let start: Double
    /// The slope of the straight line of least squares; Å/ps.
    public let velocity: Double
    /// Its standard error, from how much the slopes of parts differ; Å/ps.
    public let deviation: Double

    /// Into how many parts the time that counts is divided: long enough to know nothing of each other.
    private static let parts = 5

    /// What a run that was continued from an earlier restart file computes again does not count.
    ///
    /// - Parameters:
    ///   - trajectory: that of one line
    ///   - timestep: ps
    ///   - skipped: ps that do not count; `nil` for the first third
    public init(_ trajectory: CoreTrajectory, stress: Double, timestep: Double, skipped: Double? = nil) throws(VolterraError) {
        guard trajectory.points.allSatisfy({ $0.positions.count == 1 }) else {
            throw VolterraError(.badData, "there are several dislocations", advice: "take an array, which has one in each cell")
        }
        var points: [SIMD2<Double>] = []
        for point in trajectory.points {
            guard let time = point.timestep.flatMap({ Double($0) }).map({ $0 * timestep }) else {
                throw VolterraError(
                    .badData, "a configuration does not say its timestep", advice: "take dumps of LAMMPS as they were written")
            }
            if let last = points.last, time <= last.x { continue }
            points.append(SIMD2(time, point.positions[0].x))
        }
        let first = points.first ?? .zero
        try self.init(points.map { $0 - first }, stress: stress, skipped: skipped)
    }

    /// - Parameter points: as `points` of the result, at growing times
    public init(_ points: [SIMD2<Double>], stress: Double, skipped: Double? = nil) throws(VolterraError) {
        let start = skipped ?? (points.last?.x ?? 0) / 3
        let steady = points.filter { $0.x >= start }
        let count = GlideRun.parts
        guard steady.count >= 2 * count else {
            throw VolterraError(
                .badData,
                "of \(points.count) configurations, \(steady.count) come after the first \(shortText(start)) ps: too few for a velocity",
                advice: "write more of them, or leave fewer out with --skip; \(2 * count) are the least")
        }
        let slopes = (0..<count).map { part in
            GlideRun.slope(steady[part * steady.count / count..<(part + 1) * steady.count / count])
        }
        let mean = slopes.reduce(0, +) / Double(count)
        let variance = slopes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
        (self.stress, self.points, self.start) = (stress, points, start)
        velocity = GlideRun.slope(steady[...])
        deviation = (variance / Double(count)).squareRoot()
    }

    private static func slope(_ points: ArraySlice<SIMD2<Double>>) -> Double {
        let mean = points.reduce(.zero, +) / Double(points.count)
        let sums = points.reduce(into: (xx: 0.0, xy: 0.0)) { sums, point in
            let away = point - mean
            sums.xx += away.x * away.x
            sums.xy += away.x * away.y
        }
        return sums.xy / sums.xx
    }
}
