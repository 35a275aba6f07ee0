import MomentTensor

/// A cylinder around a dislocation, periodic along the line, with a rim of atoms that stay where elasticity puts them.
public struct DislocationCylinder: Sendable {
    /// Of all atoms, the rim included; Å.
    public var radius = 60.0
    /// Å
    public var rimWidth = 10.0
    /// Along the line.
    public var periods = 1
    /// How many steps of glide the cylinder is to have room for: it holds every atom that is within the radius of one of these places.
    public var glideSteps = 0

    public init() {}

    func check() throws(VolterraError) {
        guard rimWidth < radius else {
            throw VolterraError(
                .usage, "the rim of \(rimWidth) Å leaves no atom in a radius of \(radius) Å", advice: "take a wider cylinder")
        }
    }
}

extension DislocationBuilder {
    /// With the dislocation `steps` steps of glide from the first of its places. Every state of one cylinder has the same atoms in the
    /// same order.
    public func cylinder(_ shape: DislocationCylinder, steps: Double = 0) throws(VolterraError) -> DislocatedCrystal {
        let sites = try cylinderSites(shape)
        let place = frame.corePosition(core) + SIMD2(steps * frame.glideStep, 0)
        let field = DislocationField(lines: try lines(at: place))
        let atoms = sites.map { site in
            PlacedAtom(
                perfect: site.position, position: field.settled(site.position, sweeps: sweeps), group: site.isFixed ? 1 : 0)
        }
        return cylinder(atoms, shape, place)
    }

    /// With a line that goes one step of glide to the right and back again, over a length of `width` Å each time.
    public func kinkedCylinder(_ shape: DislocationCylinder, width: Double) throws(VolterraError) -> DislocatedCrystal {
        var shape = shape
        shape.glideSteps = 1
        let sites = try cylinderSites(shape)
        let place = frame.corePosition(core)
        let left = DislocationField(lines: try lines(at: place))
        let right = DislocationField(lines: try lines(at: place + SIMD2(frame.glideStep, 0)))
        let length = Double(shape.periods) * frame.period
        guard 2 * width <= length else {
            throw VolterraError(
                .usage, "two kinks of \(shortText(width)) Å do not fit a line of \(shortText(length)) Å",
                advice: "take more periods along the line, or narrower kinks")
        }
        let atoms = sites.map { site in
            let share = DislocationBuilder.kinks(at: site.position.z, length: length, width: width)
            let start = left.settled(site.position, sweeps: sweeps)
            let end = right.settled(site.position, sweeps: sweeps)
            return PlacedAtom(perfect: site.position, position: start + share * (end - start), group: site.isFixed ? 1 : 0)
        }
        return cylinder(atoms, shape, place)
    }

    /// 0 in the outer quarters of the line, 1 in the middle, with two smooth steps between.
    private static func kinks(at z: Double, length: Double, width: Double) -> Double {
        let distance = abs(z - 0.5 * length)
        let way = min(max((0.25 * length + 0.5 * width - distance) / width, 0), 1)
        return way * way * (3 - 2 * way)
    }

    private func cylinder(_ atoms: [PlacedAtom], _ shape: DislocationCylinder, _ place: SIMD2<Double>) -> DislocatedCrystal {
        let first = frame.corePosition(core)
        let reach = shape.radius + DislocatedCrystal.margin
        let width = Double(shape.glideSteps) * frame.glideStep
        let length = Double(shape.periods) * frame.period
        let cell = Cell(
            SIMD3(2 * reach + width, 0, 0), SIMD3(0, 2 * reach, 0), SIMD3(0, 0, length), periodic: (false, false, true))
        return DislocatedCrystal(
            atoms, groups: [("mobile", false), ("rim", true)], cell: cell, perfectCell: cell,
            origin: SIMD3(reach - first.x, reach - first.y, 0), places: [DislocationPlace(position: place, sign: 1)],
            species: frame.crystal.species)
    }

    /// The places of the perfect crystal within a cylinder, row by row.
    private func cylinderSites(_ shape: DislocationCylinder) throws(VolterraError) -> [(position: SIMD3<Double>, isFixed: Bool)] {
        try shape.check()
        let places = (0...shape.glideSteps).map { frame.corePosition(core) + SIMD2(Double($0) * frame.glideStep, 0) }
        let (first, last) = (places[0], places[shape.glideSteps])
        var sites: [(position: SIMD3<Double>, isFixed: Bool)] = []
        for row in frame.rows(x: first.x - shape.radius...last.x + shape.radius, y: first.y - shape.radius...first.y + shape.radius) {
            let distance = places.map { (SIMD2(row.x, row.y) - $0).length }.min() ?? 0
            guard distance < shape.radius else { continue }
            sites += frame.atoms(of: row, periods: shape.periods).map { ($0, distance >= shape.radius - shape.rimWidth) }
        }
        return sites
    }
}

extension SIMD2<Double> {
    var length: Double { (self * self).sum().squareRoot() }
}
