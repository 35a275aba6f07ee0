import Atoms
import MomentTensor

/// The place of a dislocation in one configuration after the other.
public struct CoreTrajectory: Sendable {
    public struct Point: Sendable {
        /// What the file says of time: the timestep of a dump.
        public var time: String?
        /// Of each line, in the coordinates of the reference; Å. Beyond a periodic boundary it goes on counting.
        public var positions: [SIMD2<Double>]
        /// How well the elastic fields fit; Å.
        public var deviations: [Double]
    }

    public private(set) var points: [Point] = []
    private let perfect: Configuration
    private let description: DislocationDescription
    private let frame: DislocationFrame

    /// - Parameter perfect: a perfect crystal that says which dislocations were built into it
    public init(_ perfect: Configuration) throws(VolterraError) {
        self.perfect = perfect
        description = try DislocationDescription(perfect)
        frame = try description.frame()
    }

    public func map(_ configuration: Configuration, slab: Int = 0, near starts: [SIMD2<Double>?] = []) throws(VolterraError)
        -> DislocationMap
    {
        let rows = try DislocationRows(configuration, perfect: perfect, frame, slab: slab)
        return try DislocationMap(rows, description, near: starts)
    }

    public mutating func add(_ configuration: Configuration, slab: Int = 0) throws(VolterraError) {
        let map = try map(configuration, slab: slab)
        let edge = configuration.cell.isPeriodicAlongA ? configuration.cell.a.x : 0
        let positions = map.cores.enumerated().map { number, core in
            var place = core.position
            if edge > 0, let last = points.last?.positions[number] { place.x -= ((place.x - last.x) / edge).rounded() * edge }
            return place
        }
        points.append(
            Point(time: configuration.feature("timestep"), positions: positions, deviations: map.cores.map(\.deviation)))
    }

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
            var row = ["\(index + 1)", point.time ?? "–"]
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
                            ("timestep", point.time.flatMap { Int($0) }.map(JSONValue.integer) ?? .null),
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
