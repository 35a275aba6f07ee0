import MomentTensor

/// Where a dislocation is: where its elastic field has to begin for the displacements around it to be closest to those of the atoms.
public struct CorePosition: Sendable {
    /// Å
    public let position: SIMD2<Double>
    /// The root mean square of what the field leaves of the displacements; Å.
    public let deviation: Double

    /// Atoms farther from the line know more about surfaces, nearer than `core` more about the core; Å.
    static let reach = 14.0
    private static let core = 3.0

    /// How far around a line its own field is the one that matters.
    static func reach(around number: Int, _ lines: [DislocationLine], _ repetitions: [SIMD2<Double>]) -> Double {
        let others = lines.indices.filter { $0 != number }.map { lines[$0].position - lines[number].position }
        return min(reach, 0.4 * ((others + repetitions).map(\.length).min() ?? .infinity))
    }

    /// - Parameters:
    ///   - line: its field and Burgers vector
    ///   - start: where to look first; `nil` for where the density of the Burgers vector is largest
    ///   - reach: how far the atoms are from the line that count; Å
    init(
        _ rows: DislocationRows, _ line: DislocationLine, density: NyeDensity, near start: SIMD2<Double>? = nil,
        reach: Double = CorePosition.reach
    ) throws(VolterraError) {
        try self.init(rows, line, from: try CorePosition.centre(rows, line, density, near: start), reach: reach)
    }

    /// - Parameter start: not farther from the dislocation than a few Å
    init(
        _ rows: DislocationRows, _ line: DislocationLine, from start: SIMD2<Double>, reach: Double = CorePosition.reach
    ) throws(VolterraError) {
        let range = CorePosition.core...max(reach, 2 * CorePosition.core)
        var position = start
        var deviation = Double.infinity
        for _ in 0..<60 {
            guard let here = CorePosition.residual(rows, line, at: position, range) else {
                throw VolterraError(.badData, "there are too few atoms around the dislocation to tell where it is")
            }
            deviation = here.deviation
            let step = CorePosition.step(rows, line, at: position, here)
            position += step
            if step.length < 1e-7 { break }
        }
        self.position = position
        self.deviation = deviation
    }

    /// The centre of the density along the Burgers vector of the line, near a place. Throws if there is less than a third of one.
    private static func centre(
        _ rows: DislocationRows, _ line: DislocationLine, _ density: NyeDensity, near start: SIMD2<Double>?
    ) throws(VolterraError) -> SIMD2<Double> {
        let sign = line.burgers.dot(rows.frame.burgers) < 0 ? -1.0 : 1
        let candidates = zip(rows.rows, density.values)
            .map { (place: $0.position, weight: sign * $1, isAtHome: $0.isAtHome) }
            .filter { candidate in start.map { (candidate.place - $0).length < reach } ?? true }
        let peak = candidates.filter(\.isAtHome).max { $0.weight < $1.weight }
        let near = candidates.filter { candidate in
            guard let peak else { return false }
            return candidate.weight > 0.1 * peak.weight && (candidate.place - peak.place).length < 0.7 * reach
        }
        let sum = near.reduce(0) { $0 + $1.weight }
        guard sum * rows.area > 0.3 * rows.frame.burgers.length else {
            throw VolterraError(
                .badData, "there is no dislocation with the Burgers vector of the reference",
                advice: "is the reference the perfect crystal with the same atoms in the same order?")
        }
        return near.reduce(.zero) { $0 + $1.weight * $1.place } / sum
    }

    /// What the field leaves of the displacements of the atoms around a place, without their mean.
    private static func residual(
        _ rows: DislocationRows, _ line: DislocationLine, at place: SIMD2<Double>, _ range: ClosedRange<Double>
    ) -> (atoms: [Int], values: [SIMD3<Double>], deviation: Double)? {
        let atoms = rows.rows.indices.filter { range.contains((rows.rows[$0].position - place).length) }
        guard atoms.count >= 6 else { return nil }
        let values = residual(rows, line, at: place, atoms)
        return (atoms, values, (values.reduce(0) { $0 + $1.dot($1) } / Double(atoms.count)).squareRoot())
    }

    private static func residual(
        _ rows: DislocationRows, _ line: DislocationLine, at place: SIMD2<Double>, _ atoms: [Int]
    ) -> [SIMD3<Double>] {
        var moved = line
        moved.position = place
        let field = DislocationField(lines: [moved])
        let raw = atoms.map { atom in
            let (perfect, u) = (rows.rows[atom].place, rows.rows[atom].displacement)
            let reference = SIMD2(perfect.x, perfect.y)
            return u - field.displacement(at: reference + SIMD2(u.x, u.y), reference: reference)
        }
        let relative = raw.map { rows.frame.reduced($0 - raw[0]) }
        let mean = relative.reduce(.zero, +) / Double(atoms.count)
        return relative.map { $0 - mean }
    }

    /// The step of Gauss and Newton for the same atoms, of at most 1 Å.
    private static func step(
        _ rows: DislocationRows, _ line: DislocationLine, at place: SIMD2<Double>,
        _ here: (atoms: [Int], values: [SIMD3<Double>], deviation: Double)
    ) -> SIMD2<Double> {
        let h = 1e-3
        let slopes = [SIMD2(h, 0), SIMD2(0, h)].map { shift in
            zip(residual(rows, line, at: place + shift, here.atoms), residual(rows, line, at: place - shift, here.atoms)).map {
                rows.frame.reduced($0 - $1) / (2 * h)
            }
        }
        func sum(_ one: [SIMD3<Double>], _ other: [SIMD3<Double>]) -> Double { zip(one, other).reduce(0) { $0 + $1.0.dot($1.1) } }
        let (xx, xy, yy) = (sum(slopes[0], slopes[0]), sum(slopes[0], slopes[1]), sum(slopes[1], slopes[1]))
        let (x, y) = (-sum(slopes[0], here.values), -sum(slopes[1], here.values))
        let determinant = xx * yy - xy * xy
        guard determinant > 0 else { return .zero }
        let step = SIMD2(yy * x - xy * y, xx * y - xy * x) / determinant
        return step / max(1, step.length)
    }
}
