import Atoms
import MomentTensor

/// Rows of atoms along a dislocation and how far they have moved out of the perfect crystal.
public struct DislocationRows: Sendable {
    public struct Row: Sendable {
        /// In the perfect crystal; Å.
        var place: SIMD3<Double>
        var displacement: SIMD3<Double>
    }

    /// A row that a lattice vector leads to.
    struct Neighbour {
        var row: Int
        /// The lattice vector; Å.
        var vector: SIMD3<Double>
    }

    let frame: DislocationFrame
    let rows: [Row]
    /// The vectors across the line after which everything repeats; Å.
    let repetitions: [SIMD2<Double>]
    private let numbers: [SIMD2<Int>: Int]
    private let origin: SIMD3<Double>
    /// Lattice vectors to near atoms, each with the number of rows that it leads over.
    private let shell: [(vector: SIMD3<Double>, offset: SIMD2<Int>)]

    /// - Parameters:
    ///   - configuration: the atoms of `perfect` in the same order
    ///   - slab: which period of the line is seen, from 0
    public init(
        _ configuration: Configuration, perfect: Configuration, _ frame: DislocationFrame, slab: Int = 0
    ) throws(VolterraError) {
        guard configuration.count == perfect.count, let first = perfect.positions.first else {
            throw VolterraError(
                .badData, "there are \(configuration.count) atoms, and \(perfect.count) in the reference",
                advice: "the reference must be the perfect crystal with the same atoms in the same order")
        }
        let heights = perfect.positions.map(\.z)
        let bottom = (heights.min() ?? 0) + (Double(slab) - 1e-3) * frame.period
        let configuration = configuration.turnedToLine
        let images = PeriodicImages(configuration.cell)
        var (rows, numbers) = ([Row](), [SIMD2<Int>: Int]())
        for (atom, place) in perfect.positions.enumerated() where place.z >= bottom && place.z < bottom + frame.period {
            let (step, rise) = frame.indices(of: place - first)
            numbers[SIMD2(step, rise)] = rows.count
            rows.append(Row(place: place, displacement: images.nearest(configuration.positions[atom] - place)))
        }
        guard !rows.isEmpty else {
            throw VolterraError(.usage, "the line has no period \(slab)", advice: "they are counted from 0")
        }
        (self.frame, self.rows, self.numbers, origin) = (frame, rows, numbers, first)
        let periodic = zip(configuration.cell.vectors, configuration.cell.periodicity).filter(\.1).map { SIMD2($0.0.x, $0.0.y) }
        repetitions = periodic.filter { $0.length > frame.glideStep }
        shell = frame.shell.map { vector in
            let (step, rise) = frame.indices(of: vector)
            return (vector, SIMD2(step, rise))
        }
    }

    /// The rows that near atoms of a row belong to.
    func neighbours(of row: Int) -> [Neighbour] {
        let (step, rise) = frame.indices(of: rows[row].place - origin)
        return shell.compactMap { vector, offset in
            numbers[SIMD2(step, rise) &+ offset].map { Neighbour(row: $0, vector: vector) }
        }
    }

    /// By how much more the second row has moved than the first, less what is a multiple of the Burgers vector.
    func relativeDisplacement(_ first: Int, _ second: Int) -> SIMD3<Double> {
        frame.reduced(rows[second].displacement - rows[first].displacement)
    }

    /// Å² of the xy plane for each row.
    var area: Double { frame.glideStep * frame.planeDistance }
}

extension DislocationFrame {
    /// A vector less the multiple of the Burgers vector that makes it shortest.
    func reduced(_ vector: SIMD3<Double>) -> SIMD3<Double> {
        vector - (vector.dot(burgers) / burgers.dot(burgers)).rounded() * burgers
    }

    /// The lattice vectors to the nearest atoms: 12 in fcc, 8 and the next 6 in bcc.
    var shell: [SIMD3<Double>] {
        let reach = crystal.structure == .bcc ? 1.1 * crystal.a : 1.1 * crystal.neighbourDistance
        let (ball, _) = crystal.ball(radius: reach)
        return ball.positions.dropFirst().map { rotation * $0 }
    }
}

extension Configuration {
    /// Turned so that the periodic vectors c and a lie along z and in the xz plane, as cells that lean over are before LAMMPS gets them.
    fileprivate var turnedToLine: Configuration {
        guard cell.isPeriodicAlongA, cell.isPeriodicAlongC, cell.a.cross(cell.c).length > 0 else { return self }
        let z = cell.c / cell.c.length
        let side = z.cross(cell.a)
        let y = side / side.length
        let rotation = Matrix3(y.cross(z), y, z)
        var copy = self
        copy.cell = cell.deformed(by: rotation)
        copy.positions = positions.map { rotation * $0 }
        return copy
    }
}

/// The shortest of the vectors that differ by lattice vectors of a cell.
private struct PeriodicImages {
    private let vectors: [SIMD3<Double>]

    init(_ cell: Cell) { vectors = zip(cell.vectors, cell.periodicity).filter(\.1).map(\.0) }

    /// Exact for vectors that are much shorter than the cell but for one lattice vector, as displacements are.
    func nearest(_ vector: SIMD3<Double>) -> SIMD3<Double> {
        var result = vector
        for _ in 0..<2 {
            for v in vectors.reversed() { result -= (result.dot(v) / v.dot(v)).rounded() * v }
        }
        return result
    }
}
