import Atoms
import MomentTensor

/// Which site of a perfect crystal each atom belongs to, and how far it is from there.
///
/// Atoms are known by their numbers. Those of the reference are 1 to P; where LAMMPS's `replicate` has made the line longer, the next
/// copy along it has the numbers P + 1 to 2 P, and so on. Some may be missing.
struct DislocationSites {
    struct Atom {
        /// In the perfect crystal; Å.
        var place: SIMD3<Double>
        var displacement: SIMD3<Double>
        /// The number of the period of the line, from 0.
        var slab: Int
    }

    let frame: DislocationFrame
    private(set) var atoms: [Atom]
    /// How many periods the line has.
    let slabCount: Int
    /// The vectors across the line after which everything repeats; Å.
    let repetitions: [SIMD2<Double>]
    /// `nil` for what is no array.
    private(set) var array: ArrayRepetition?
    /// A site of the perfect crystal.
    let origin: SIMD3<Double>

    init(
        _ configuration: Configuration, perfect: Configuration, _ frame: DislocationFrame, places: [DislocationPlace] = []
    ) throws(VolterraError) {
        let size = perfect.count
        guard let first = perfect.positions.first, configuration.ids != nil || configuration.count.isMultiple(of: size) else {
            throw VolterraError(
                .badData, "there are \(configuration.count) atoms, and \(perfect.count) in the reference",
                advice: "the reference must be the perfect crystal with the same atoms in the same order, or one period of the line")
        }
        let bottom = perfect.positions.map(\.z).min() ?? 0
        let slabs = perfect.positions.map { Int((($0.z - bottom) / frame.period + 1e-3).rounded(.down)) }
        let slabsPerCopy = (slabs.max() ?? 0) + 1
        let configuration = configuration.turnedToLine
        let images = PeriodicImages(configuration.cell)
        var copies = 1
        atoms = configuration.positions.indices.map { index in
            let (copy, site) = ((configuration.ids?[index] ?? index + 1) - 1).quotientAndRemainder(dividingBy: size)
            copies = max(copies, copy + 1)
            let place = perfect.positions[site] + SIMD3(0, 0, Double(copy) * perfect.cell.c.z)
            return Atom(
                place: place, displacement: images.nearest(configuration.positions[index] - place), slab: copy * slabsPerCopy + slabs[site])
        }
        (self.frame, slabCount, origin) = (frame, copies * slabsPerCopy, first)
        let periodic = zip(configuration.cell.vectors, configuration.cell.periodicity).filter(\.1).map { SIMD2($0.0.x, $0.0.y) }
        repetitions = periodic.filter { $0.length > frame.glideStep }
        array = ArrayRepetition(configuration.cell, perfect.cell, frame, places)
        if let array { makeContinuous(array, images) }
    }

    /// Each period of the line by itself.
    var slabs: [DislocationSites] {
        var parts = Array(repeating: self, count: slabCount)
        for index in parts.indices { parts[index].atoms = [] }
        for atom in atoms { parts[atom.slab].atoms.append(atom) }
        return parts
    }

    /// Each half of an array is a crystal of its own, which slips by b whenever the dislocation has gone once through the cell, and may
    /// be wrapped into the cell. Atoms are given to the sites that are nearest after that, so that both halves have moved alike.
    private mutating func makeContinuous(_ array: ArrayRepetition, _ images: PeriodicImages) {
        var common = SIMD3<Double>.zero
        for isAbove in [false, true] {
            let half = atoms.indices.filter { array.isAbove(atoms[$0].place) == isAbove }
            guard let first = half.first else { continue }
            let anchor = atoms[first].displacement
            for atom in half { atoms[atom].displacement = anchor + images.nearest(atoms[atom].displacement - anchor) }
            let mean = half.reduce(.zero) { $0 + atoms[$1].displacement } / Double(half.count)
            let candidates = (-1...1).map { wraps -> SIMD3<Double> in
                let shift = Double(wraps) * array.vector(isAbove: isAbove)
                let slips = ((mean + shift - common).dot(frame.burgers) / frame.burgers.dot(frame.burgers)).rounded()
                return shift - slips * frame.burgers
            }
            let shift = candidates.min { (mean + $0 - common).length < (mean + $1 - common).length } ?? .zero
            for atom in half {
                atoms[atom].place -= shift
                atoms[atom].displacement += shift
            }
            common = mean + shift
        }
    }
}

/// How an array of dislocations repeats along the glide: after the same vector everywhere, in which the half-crystal above has the sites
/// of one lattice vector, and that below, which lacks the planes of the edge dislocation, those of another.
struct ArrayRepetition {
    /// Å
    let edge: SIMD3<Double>
    /// Where the plane of glide is; Å.
    private let height: Double
    /// The left end of the cell that has the dislocation in its middle at first; Å.
    private let left: Double
    private let above: SIMD3<Double>
    private let below: SIMD3<Double>

    init?(_ cell: Cell, _ perfect: Cell, _ frame: DislocationFrame, _ places: [DislocationPlace]) {
        guard places.count == 1, cell.isPeriodicAlongA, !cell.isPeriodicAlongB, !perfect.isPeriodicAlongA else { return nil }
        edge = cell.a
        height = places[0].position.y
        left = places[0].position.x - 0.5 * edge.x
        let removed = (frame.burgers.x / frame.glideStep).rounded() * frame.step
        above = frame.nearPlane(perfect.a)
        below = frame.nearPlane(perfect.a - removed)
    }

    /// The lattice vector of a half-crystal; Å.
    func vector(isAbove: Bool) -> SIMD3<Double> { isAbove ? above : below }

    func isAbove(_ place: SIMD3<Double>) -> Bool { place.y > height }

    /// Whether a position is in the cell itself, not in those beside it.
    func isAtHome(_ position: SIMD3<Double>) -> Bool { position.x >= left && position.x < left + edge.x }

    /// An atom in this cell and, where they are at most `margin` away from it, in those beside it.
    func images(of atom: DislocationSites.Atom, margin: Double, _ frame: DislocationFrame) -> [DislocationSites.Atom] {
        let vector = vector(isAbove: isAbove(atom.place))
        let shift = frame.nearPlane(edge - vector)
        let x = atom.place.x + atom.displacement.x
        let first = Int(((left - margin - x) / edge.x).rounded(.up))
        let last = Int(((left + edge.x + margin - x) / edge.x).rounded(.down))
        guard first <= last else { return [] }
        return (first...last).map { number in
            var image = atom
            image.place += Double(number) * vector
            image.displacement += Double(number) * shift
            return image
        }
    }
}

extension DislocationFrame {
    /// A vector less the multiple of the period of the line that brings it closest to z = 0.
    fileprivate func nearPlane(_ vector: SIMD3<Double>) -> SIMD3<Double> { SIMD3(vector.x, vector.y, remainder(vector.z)) }
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
struct PeriodicImages {
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
