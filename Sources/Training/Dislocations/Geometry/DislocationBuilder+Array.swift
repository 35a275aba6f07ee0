import MomentTensor

/// Dislocations side by side in one plane of glide: periodic along the glide and the line, with free surfaces above and below.
public struct DislocationArray: Sendable {
    /// The least distance between the dislocations; Å.
    public var width = 100.0
    /// Between the surfaces; Å.
    public var height = 100.0
    /// Of the layers at the surfaces, by which the crystal is sheared; Å.
    public var layerThickness = 10.0
    /// Along the line.
    public var periods = 1

    public init() {}
}

extension DislocationBuilder {
    /// Above the plane of glide the crystal is shorter by half a Burgers vector in each cell, below it is longer by as much, so that what
    /// is edge in the dislocation takes b/x of a step out of the lower half-crystal (Osetsky and Bacon 2003), and what is screw makes the
    /// cell lean over by b/2.
    public func array(_ shape: DislocationArray) throws(VolterraError) -> DislocatedCrystal {
        guard 2 * shape.layerThickness < shape.height else {
            throw VolterraError(
                .usage, "two layers of \(shortText(shape.layerThickness)) Å leave nothing of a height of \(shortText(shape.height)) Å",
                advice: "take thinner layers, or a higher cell")
        }
        let b = frame.burgers
        // The fewest steps after which the rows are at the same height again.
        let repeatSteps = (1...24).first { abs(frame.remainder(Double($0) * frame.step.z)) < 1e-6 * frame.period } ?? 1
        let minimum = (shape.width + 0.5 * b.x) / (Double(repeatSteps) * frame.glideStep)
        let steps = repeatSteps * max(1, Int((minimum - 1e-9).rounded(.up)))
        let removed = Int((b.x / frame.glideStep).rounded())
        guard steps > removed + 1 else {
            throw VolterraError(
                .usage, "the dislocations cannot be \(shortText(shape.width)) Å apart", advice: "take a distance of several Burgers vectors"
            )
        }
        var edge = Double(steps) * frame.step - 0.5 * b
        edge.z = frame.remainder(edge.z)
        let place = frame.corePosition(core)
        let field = DislocationField(lines: try lines(at: place), spacing: edge.x)
        var atoms: [PlacedAtom] = []
        let half = 0.5 * shape.height
        for row in frame.rows(x: -edge.x...edge.x, y: place.y - half...place.y + half) {
            let isAbove = row.y > place.y
            let length = Double(isAbove ? steps : steps - removed) * frame.glideStep
            let along = (row.x - place.x) / length
            guard along >= -0.5 - 1e-9, along < 0.5 - 1e-9 else { continue }
            let depth = half - abs(row.y - place.y)
            let group = depth >= shape.layerThickness ? 0 : isAbove ? 2 : 1
            let shift = (isAbove ? 0.25 - 0.5 * along : 0.5 * along - 0.25) * b
            for site in frame.atoms(of: row, periods: shape.periods) {
                let position = field.settled(site, start: site + shift, sweeps: max(sweeps, 20))
                atoms.append(PlacedAtom(perfect: site, position: position, group: group))
            }
        }
        let reach = half + DislocatedCrystal.margin
        let line = SIMD3(0, 0, Double(shape.periods) * frame.period)
        let cell = Cell(edge, SIMD3(0, 2 * reach, 0), line, periodic: (true, false, true))
        let perfect = Cell(Double(steps) * frame.step, SIMD3(0, 2 * reach, 0), line, periodic: (false, false, true))
        return DislocatedCrystal(
            atoms, groups: [("mobile", false), ("lower", true), ("upper", true)], cell: cell, perfectCell: perfect,
            origin: SIMD3(0.5 * edge.x - place.x, reach - place.y, 0), places: [DislocationPlace(position: place, sign: 1)],
            species: frame.crystal.species)
    }
}
