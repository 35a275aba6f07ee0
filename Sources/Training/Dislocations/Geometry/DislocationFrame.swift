import MomentTensor

/// A crystal seen along a dislocation: x is the direction of glide, y the normal of the plane of glide, z the line.
///
/// Along z the crystal is a lattice of rows of atoms, `period` Å apart: row (i, j) begins at i · `step` + j · `rise`. The steps lie in the
/// plane of glide, and the rises lead from one of these planes to the next.
public struct DislocationFrame: Sendable {
    public let crystal: Crystal
    public let orientation: DislocationOrientation
    /// Turns coordinates of the crystal into those of the frame.
    let rotation: Matrix3
    /// Å, along the axes of the frame.
    public let burgers: SIMD3<Double>
    /// The distance of the atoms of a row: that after which the crystal repeats along the line; Å.
    public let period: Double
    let step: SIMD3<Double>
    let rise: SIMD3<Double>

    /// How far the line has to move along x to be in the next equivalent place; Å.
    public var glideStep: Double { step.x }
    /// Between planes of glide; Å.
    var planeDistance: Double { rise.y }

    public init(_ orientation: DislocationOrientation, in crystal: Crystal) throws(VolterraError) {
        let (b, n, z) = (orientation.burgers, orientation.normal, orientation.line)
        func usage(_ message: String, advice: String) -> VolterraError { VolterraError(.usage, message, advice: advice) }
        guard crystal.structure == .bcc || crystal.structure == .fcc else {
            throw VolterraError(.unsupported, "dislocations are built in bcc and fcc crystals, not in \(crystal.structure.rawValue)")
        }
        guard b != .zero, n != .zero, z != .zero else {
            throw usage("the Burgers vector, the normal of the plane and the line cannot be zero", advice: "give three numbers for each")
        }
        guard abs(z.dot(n)) < 1e-9 * z.length * n.length else {
            throw usage("the line does not lie in the plane", advice: "the products of their indices must add up to zero")
        }
        guard abs(b.dot(n)) < 1e-9 * b.length * n.length else {
            throw usage(
                "the Burgers vector does not lie in the plane of glide", advice: "the products of their indices must add up to zero")
        }
        let y = n / n.length
        let along = z / z.length
        rotation = Matrix3(y.cross(along), y, along)
        self.crystal = crystal
        self.orientation = orientation
        burgers = rotation * crystal.cartesian(b)
        let rows = try RowLattice(crystal, rotation)
        guard rows.contains(burgers) else {
            throw usage(
                "the Burgers vector is no lattice vector of \(crystal.structure.rawValue)",
                advice: crystal.structure == .bcc ? "as in 0.5,0.5,0.5 or 1,0,0" : "as in 0.5,-0.5,0")
        }
        (step, rise, period) = (rows.step, rows.rise, rows.period)
    }

    /// How many steps and rises lead from one row to that which a vector leads to.
    func indices(of vector: SIMD3<Double>) -> (step: Int, rise: Int) {
        let rise = (vector.y / self.rise.y).rounded()
        return (Int(((vector.x - rise * self.rise.x) / step.x).rounded()), Int(rise))
    }
}

/// The rows of a lattice along z.
private struct RowLattice {
    var step: SIMD3<Double>
    var rise: SIMD3<Double>
    var period: Double

    /// Far enough for the lines and planes of small indices.
    private static let reach = 9

    init(_ crystal: Crystal, _ rotation: Matrix3) throws(VolterraError) {
        let vectors = crystal.structure.primitiveVectors.map { rotation * crystal.cartesian($0) }
        let tolerance = 1e-6 * crystal.a
        var (period, step, rise) = (SIMD3<Double>?.none, SIMD3<Double>?.none, SIMD3<Double>?.none)
        let range = -RowLattice.reach...RowLattice.reach
        for i in range {
            for j in range {
                for k in range {
                    let v = Double(i) * vectors[0] + Double(j) * vectors[1] + Double(k) * vectors[2]
                    let isNearer = { (old: SIMD3<Double>?) in old.map { v.length < $0.length - tolerance } ?? true }
                    if v.y > tolerance {
                        // The next plane; in it, the row that is nearest to the first.
                        let isBetter =
                            rise.map { v.y < $0.y - tolerance || v.y < $0.y + tolerance && RowLattice.precedes(v, $0, tolerance) } ?? true
                        if isBetter { rise = v }
                    } else if abs(v.y) < tolerance, v.x > tolerance {
                        let isBetter =
                            step.map { v.x < $0.x - tolerance || v.x < $0.x + tolerance && RowLattice.precedes(v, $0, tolerance) } ?? true
                        if isBetter { step = v }
                    } else if abs(v.y) < tolerance, abs(v.x) < tolerance, v.z > tolerance, isNearer(period) {
                        period = v
                    }
                }
            }
        }
        let volume = crystal.volumePerAtom
        guard let period, let step, let rise, abs(period.z * step.x * rise.y - volume) < 1e-6 * volume else {
            throw VolterraError(
                .usage, "the crystal does not repeat along the line within a few lattice constants",
                advice: "give the line and the plane of glide by small integers")
        }
        (self.step, self.rise, self.period) = (step, rise, period.z)
    }

    /// Of vectors that are equally far up, the one that is nearest to the axis, and then the one to the right.
    private static func precedes(_ v: SIMD3<Double>, _ other: SIMD3<Double>, _ tolerance: Double) -> Bool {
        if abs(abs(v.x) - abs(other.x)) > tolerance { return abs(v.x) < abs(other.x) }
        if abs(v.x - other.x) > tolerance { return v.x > other.x }
        if abs(abs(v.z) - abs(other.z)) > tolerance { return abs(v.z) < abs(other.z) }
        return v.z > other.z
    }

    func contains(_ vector: SIMD3<Double>) -> Bool {
        let j = (vector.y / rise.y).rounded()
        let i = ((vector.x - j * rise.x) / step.x).rounded()
        let rest = vector - j * rise - i * step
        let k = (rest.z / period).rounded()
        return (rest - SIMD3(0, 0, k * period)).length < 1e-6 * period
    }
}
