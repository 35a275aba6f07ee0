import Atoms
import MomentTensor

/// A dislocation as Vítek (1970) draws it: an arrow between neighbouring rows of atoms, as long as the one has moved along the Burgers
/// vector against the other, and the density of the Burgers vector as shading. The arrows round a core add up to the Burgers vector.
public struct DislocationMap: Sendable {
    public struct Arrow: Sendable {
        /// The rows.
        var from: SIMD2<Double>
        var to: SIMD2<Double>
        /// By how much the second has moved along the Burgers vector against the first; Å, from −b/2 to b/2.
        var difference: Double
    }

    public let arrows: [Arrow]
    let rows: DislocationRows
    let density: NyeDensity
    /// The places of the lines.
    public let cores: [CorePosition]

    /// - Parameter description: what the reference says of the lines: their fields, and where they were at first
    public init(_ rows: DislocationRows, _ description: DislocationDescription, near starts: [SIMD2<Double>?] = []) throws(VolterraError) {
        self.rows = rows
        density = NyeDensity(rows)
        let lines = try description.lines(in: rows.frame)
        var cores: [CorePosition] = []
        for (number, line) in lines.enumerated() {
            let start = starts.indices.contains(number) ? starts[number] : lines.count > 1 ? line.position : nil
            let reach = CorePosition.reach(around: number, lines, rows.repetitions)
            cores.append(try CorePosition(rows, line, density: density, near: start, reach: reach))
        }
        self.cores = cores
        arrows = DislocationMap.arrows(rows)
    }

    private static func arrows(_ rows: DislocationRows) -> [Arrow] {
        let direction = rows.frame.burgers / rows.frame.burgers.length
        let nearest = 1.05 * rows.frame.crystal.neighbourDistance
        var arrows: [Arrow] = []
        for row in rows.rows.indices {
            var seen: Set<Int> = []
            for neighbour in rows.neighbours(of: row) where neighbour.row > row && neighbour.vector.length < nearest {
                guard seen.insert(neighbour.row).inserted else { continue }
                let (one, other) = (rows.rows[row].place, rows.rows[neighbour.row].place)
                let (from, to) = (SIMD2(one.x, one.y), SIMD2(other.x, other.y))
                arrows.append(
                    Arrow(from: from, to: to, difference: rows.relativeDisplacement(row, neighbour.row).dot(direction)))
            }
        }
        return arrows
    }

    /// What the density adds up to, over the Burgers vector of one line.
    public var totalBurgers: Double {
        zip(rows.rows, density.values).reduce(0) { $0 + ($1.0.isAtHome ? $1.1 : 0) } * rows.area / rows.frame.burgers.length
    }
}

extension DislocationDescription {
    /// Throws if they cannot be in such a crystal.
    public func frame() throws(VolterraError) -> DislocationFrame {
        let material = try DislocationMaterial(
            orientation.structure, latticeConstant: latticeConstant, elasticConstants: elasticConstants)
        return try DislocationFrame(orientation, in: material.crystal)
    }

    func lines(in frame: DislocationFrame) throws(VolterraError) -> [DislocationLine] {
        let material = try DislocationMaterial(
            orientation.structure, latticeConstant: latticeConstant, elasticConstants: elasticConstants)
        let elasticity = material.elasticity.rotated(to: frame.rotation)
        var result: [DislocationLine] = []
        for place in places {
            result.append(try DislocationLine(at: place.position, burgers: (place.sign < 0 ? -1 : 1) * frame.burgers, elasticity))
        }
        return result
    }
}
