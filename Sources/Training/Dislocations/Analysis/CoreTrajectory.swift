import Atoms
import MomentTensor

/// The place of a dislocation in one configuration after the other.
public struct CoreTrajectory: Sendable {
    public struct Point: Sendable {
        /// As the file says.
        public var timestep: String?
        /// Of each line, in the coordinates of the reference; Å. Beyond a periodic boundary it goes on counting.
        public var positions: [SIMD2<Double>]
        /// How well the elastic fields fit; Å.
        public var deviations: [Double]
    }

    public private(set) var points: [Point] = []
    /// The first line of each configuration, if it is followed.
    public private(set) var shapes: [LineShape] = []
    private let followsLine: Bool
    private let perfect: Configuration
    private let description: DislocationDescription
    private let frame: DislocationFrame

    /// - Parameters:
    ///   - perfect: a perfect crystal that says which dislocations were built into it
    ///   - followsLine: whether the place is found in each period of the line, too
    public init(_ perfect: Configuration, followsLine: Bool = false) throws(VolterraError) {
        self.perfect = perfect
        self.followsLine = followsLine
        description = try DislocationDescription(perfect)
        frame = try description.frame()
    }

    /// - Parameter slab: which period of the line is seen, from 0; `nil` for the mean of all
    public func map(_ configuration: Configuration, slab: Int? = nil, near starts: [SIMD2<Double>?] = []) throws(VolterraError)
        -> DislocationMap
    {
        try map(DislocationSites(configuration, perfect: perfect, frame, places: description.places), slab: slab, near: starts)
    }

    private func map(_ sites: DislocationSites, slab: Int?, near starts: [SIMD2<Double>?] = []) throws(VolterraError) -> DislocationMap {
        try DislocationMap(DislocationRows(sites, slab: slab), description, near: starts)
    }

    /// What LAMMPS writes twice, at the end of a run and at the beginning of the next, counts once.
    public mutating func add(_ configuration: Configuration, slab: Int? = nil) throws(VolterraError) {
        if let timestep = configuration.feature("timestep"), timestep == points.last?.timestep { return }
        let sites = try DislocationSites(configuration, perfect: perfect, frame, places: description.places)
        let map = try map(sites, slab: slab)
        let edge = configuration.cell.isPeriodicAlongA ? configuration.cell.a.x : 0
        let positions = map.cores.enumerated().map { number, core in
            var place = core.position
            if edge > 0, let last = points.last?.positions[number] { place.x -= ((place.x - last.x) / edge).rounded() * edge }
            return place
        }
        points.append(
            Point(
                timestep: configuration.feature("timestep"), positions: positions, deviations: map.cores.map(\.deviation)))
        guard followsLine else { return }
        let shape = try LineShape(sites, description.lines(in: frame), near: map.cores[0].position)
        shapes.append(shape.moved(by: positions[0].x - map.cores[0].position.x))
    }

    /// The length of the Burgers vector; Å.
    public var burgers: Double { frame.burgers.length }

    /// For people: one line per configuration, and how far each line has gone from the first.
    public var text: String {
        let count = points.first?.positions.count ?? 0
        var header = ["", "timestep"]
        for line in 0..<count {
            let number = count > 1 ? " \(line + 1)" : ""
            header += ["x\(number), Å", "y\(number), Å", "glide\(number), Å", "deviation\(number), Å"]
        }
        var table = TextTable(header: header)
        for (index, point) in points.enumerated() {
            var row = ["\(index + 1)", point.timestep ?? "–"]
            for (line, position) in point.positions.enumerated() {
                row += [
                    fixedText(position.x, 3), fixedText(position.y, 3), fixedText(position.x - points[0].positions[line].x, 3),
                    fixedText(point.deviations[line], 3),
                ]
            }
            table.add(row)
        }
        return table.text
    }

    /// For programs; Å.
    public var json: JSONValue {
        .object([
            (
                "configurations",
                .array(
                    points.map { point in
                        .object([
                            ("timestep", point.timestep.flatMap { Int($0) }.map(JSONValue.integer) ?? .null),
                            (
                                "lines",
                                .array(
                                    zip(point.positions, point.deviations).map { position, deviation in
                                        .object([
                                            ("x", .number(position.x)), ("y", .number(position.y)), ("deviation", .number(deviation)),
                                        ])
                                    })
                            ),
                        ])
                    })
            )
        ])
    }
}
