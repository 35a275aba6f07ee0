import MomentTensor

/// A configuration in the orientation that LAMMPS requires: a along x, b in the xy plane, a right-handed cell, tilts of at most half
/// an edge, and a box that holds all atoms in directions without periodicity.
///
/// A configuration that has this form already is left as it is, to the last bit. Otherwise it is rotated, with its forces; lattice
/// vectors are replaced by others of the same lattice, never by another lattice.
public struct LammpsOrientation {
    let box: LammpsBox
    private let rotation: [SIMD3<Double>]?

    /// The rows x′, y′, z′ turn old coordinates into new ones.
    func rotated(_ vector: SIMD3<Double>) -> SIMD3<Double> {
        guard let rotation else { return vector }
        return SIMD3(rotation[0].dot(vector), rotation[1].dot(vector), rotation[2].dot(vector))
    }

    /// What was rotated, as it was before.
    public func restored(_ vector: SIMD3<Double>) -> SIMD3<Double> {
        guard let rotation else { return vector }
        return vector.x * rotation[0] + vector.y * rotation[1] + vector.z * rotation[2]
    }

    public init(_ configuration: Configuration) {
        let flags = configuration.cell.periodicity
        if let box = Self.boxAsItIs(configuration) {
            self.box = box
            rotation = nil
            return
        }
        let vectors = Self.completed(configuration.cell)
        let axes = Self.axes(vectors)
        rotation = flags.contains(true) ? axes : nil
        let isRotated = rotation != nil
        let cell = isRotated ? vectors.map { v in SIMD3(axes[0].dot(v), axes[1].dot(v), axes[2].dot(v)) } : vectors
        var low = SIMD3<Double>.zero
        var high = SIMD3(cell[0].x, cell[1].y, cell[2].z)
        for axis in 0..<3 where !flags[axis] {
            let coordinates = configuration.positions.map { isRotated ? axes[axis].dot($0) : $0[axis] }
            low[axis] = (coordinates.min() ?? 0) - Self.margin
            high[axis] = (coordinates.max() ?? 0) + Self.margin
        }
        box = LammpsBox(low: low, high: high, tilt: Self.reducedTilt(cell, flags), flags: flags)
    }

    /// Å of empty space around the atoms in directions without periodicity.
    private static let margin = 1.0

    private static func boxAsItIs(_ configuration: Configuration) -> LammpsBox? {
        let cell = configuration.cell
        let length = SIMD3(cell.a.x, cell.b.y, cell.c.z)
        let tilt = SIMD3(cell.b.x, cell.c.x, cell.c.y)
        guard cell.a.y == 0, cell.a.z == 0, cell.b.z == 0, length.x > 0, length.y > 0, length.z > 0,
            2 * abs(tilt.x) <= length.x, 2 * abs(tilt.y) <= length.x, 2 * abs(tilt.z) <= length.y
        else { return nil }
        let flags = cell.periodicity
        let tilts = [(tilt.x, 0, 1), (tilt.y, 0, 2), (tilt.z, 1, 2)]
        guard tilts.allSatisfy({ $0 == 0 || (flags[$1] && flags[$2]) }) else { return nil }
        for axis in 0..<3 where !flags[axis] {
            guard configuration.positions.allSatisfy({ $0[axis] > 0 && $0[axis] < length[axis] }) else { return nil }
        }
        return LammpsBox(low: .zero, high: length, tilt: tilt, flags: flags)
    }

    /// Three right-handed vectors: the periodic ones, and unit vectors perpendicular to them in the other directions.
    private static func completed(_ cell: Cell) -> [SIMD3<Double>] {
        var vectors = cell.vectors
        let flags = cell.periodicity
        let periodic = vectors.indices.filter { flags[$0] }
        let missing = vectors.indices.filter { !flags[$0] }
        switch missing.count {
        case 3:
            vectors = unitVectors
        case 2:
            let first = perpendicular(to: vectors[periodic[0]])
            vectors[missing[0]] = first
            vectors[missing[1]] = vectors[periodic[0]].cross(first).normalised
        case 1:
            vectors[missing[0]] = vectors[periodic[0]].cross(vectors[periodic[1]]).normalised
        default: break
        }
        guard vectors[0].cross(vectors[1]).dot(vectors[2]) < 0 else { return vectors }
        // −a, −b, −c span the same lattice with the other handedness; where a vector is ours, its sign is free.
        return missing.isEmpty ? vectors.map { -$0 } : vectors.enumerated().map { $0.offset == missing[0] ? -$0.element : $0.element }
    }

    private static let unitVectors = [SIMD3<Double>(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]

    private static func perpendicular(to vector: SIMD3<Double>) -> SIMD3<Double> {
        let products = unitVectors.map { vector.cross($0) }
        return (products.max { $0.length < $1.length } ?? unitVectors[0]).normalised
    }

    private static func axes(_ vectors: [SIMD3<Double>]) -> [SIMD3<Double>] {
        let x = vectors[0].normalised
        let z = vectors[0].cross(vectors[1]).normalised
        return [x, z.cross(x), z]
    }

    /// b and c less the multiples of a and b that make the tilts smallest.
    private static func reducedTilt(_ cell: [SIMD3<Double>], _ flags: [Bool]) -> SIMD3<Double> {
        var b = cell[1]
        var c = cell[2]
        if flags[0], flags[1] { b -= (b.x / cell[0].x).rounded() * cell[0] }
        if flags[1], flags[2] { c -= (c.y / b.y).rounded() * b }
        if flags[0], flags[2] { c -= (c.x / cell[0].x).rounded() * cell[0] }
        return SIMD3(flags[0] && flags[1] ? b.x : 0, flags[0] && flags[2] ? c.x : 0, flags[1] && flags[2] ? c.y : 0)
    }
}

extension LammpsOrientation {
    /// Refuses a cell without a volume, which has no orientation.
    init(_ configuration: Configuration, writingTo path: String) throws(VolterraError) {
        self.init(configuration)
        guard box.length.x > 0, box.length.y > 0, box.length.z > 0, box.low.isFinite, box.high.isFinite, box.tilt.isFinite else {
            throw VolterraError(
                .badData, "a configuration cannot be written: its periodic lattice vectors lie in a plane or on a line", file: path)
        }
    }
}

extension SIMD3 where Scalar == Double {
    fileprivate var normalised: SIMD3<Double> { self / length }
}
