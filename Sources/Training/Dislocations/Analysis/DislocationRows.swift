import Atoms
import MomentTensor

/// Rows of atoms along a dislocation and how far they have moved out of the perfect crystal.
public struct DislocationRows: Sendable {
    public struct Row: Sendable {
        /// In the perfect crystal; Å.
        var place: SIMD3<Double>
        var displacement: SIMD3<Double>
        /// Whether it is in the cell itself, not in one beside it.
        var isAtHome: Bool

        /// Where it is seen along the line; Å.
        var position: SIMD2<Double> { SIMD2(place.x + displacement.x, place.y + displacement.y) }
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

    /// How much of the neighbouring cells of an array is seen; Å.
    private static let margin = 2.5 * CorePosition.reach

    /// - Parameters:
    ///   - configuration: the atoms of `perfect` in the same order, or with their numbers
    ///   - slab: which period of the line is seen, from 0; `nil` for the mean of all
    public init(
        _ configuration: Configuration, perfect: Configuration, _ frame: DislocationFrame, slab: Int? = nil
    ) throws(VolterraError) {
        try self.init(DislocationSites(configuration, perfect: perfect, frame), slab: slab)
    }

    init(_ sites: DislocationSites, slab: Int? = nil) throws(VolterraError) {
        frame = sites.frame
        origin = sites.origin
        repetitions = sites.repetitions
        var (sums, numbers) = ([MeanDisplacement](), [SIMD2<Int>: Int]())
        for atom in sites.atoms where slab.map({ $0 == atom.slab }) ?? true {
            for image in sites.array?.images(of: atom, margin: DislocationRows.margin, frame) ?? [atom] {
                let (step, rise) = frame.indices(of: image.place - origin)
                if let row = numbers[SIMD2(step, rise)] {
                    sums[row].add(image.displacement, frame)
                } else {
                    numbers[SIMD2(step, rise)] = sums.count
                    sums.append(MeanDisplacement(image))
                }
            }
        }
        guard !sums.isEmpty else {
            throw VolterraError(
                .usage, slab.map { "the line has no period \($0)" } ?? "there are no atoms", advice: "periods are counted from 0")
        }
        rows = sums.map { sum in
            Row(place: sum.place, displacement: sum.mean, isAtHome: sites.array?.isAtHome(sum.place + sum.mean) ?? true)
        }
        self.numbers = numbers
        shell = frame.shell.map { vector in
            let (step, rise) = sites.frame.indices(of: vector)
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

/// That of the atoms of a row, which may differ by multiples of the Burgers vector.
private struct MeanDisplacement {
    let place: SIMD3<Double>
    private let first: SIMD3<Double>
    private var excess = SIMD3<Double>.zero
    private var count = 1.0

    init(_ atom: DislocationSites.Atom) { (place, first) = (atom.place, atom.displacement) }

    mutating func add(_ displacement: SIMD3<Double>, _ frame: DislocationFrame) {
        excess += frame.reduced(displacement - first)
        count += 1
    }

    var mean: SIMD3<Double> { first + excess / count }
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
