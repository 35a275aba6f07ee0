/// Three lattice vectors (rows, Å), of which some may be periodic. A vector along which there is no periodicity does not
/// matter and may be zero.
public struct Cell: Hashable, Sendable {
    public var a: SIMD3<Double>
    public var b: SIMD3<Double>
    public var c: SIMD3<Double>
    public var isPeriodicAlongA: Bool
    public var isPeriodicAlongB: Bool
    public var isPeriodicAlongC: Bool

    public init(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, periodic: (Bool, Bool, Bool) = (true, true, true)) {
        self.a = a
        self.b = b
        self.c = c
        (isPeriodicAlongA, isPeriodicAlongB, isPeriodicAlongC) = periodic
    }

    /// Empty space: no lattice vectors, no periodicity.
    public static let none = Cell(.zero, .zero, .zero, periodic: (false, false, false))

    public var vectors: [SIMD3<Double>] { [a, b, c] }
    public var periodicity: [Bool] { [isPeriodicAlongA, isPeriodicAlongB, isPeriodicAlongC] }
    public var isFullyPeriodic: Bool { isPeriodicAlongA && isPeriodicAlongB && isPeriodicAlongC }

    /// a · (b × c) in Å³; negative for a left-handed cell.
    public var signedVolume: Double { (a * b.cross(c)).sum() }
    /// |a · (b × c)| in Å³.
    public var volume: Double { abs(signedVolume) }
}

extension SIMD3 where Scalar == Double {
    public func cross(_ other: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    public func dot(_ other: SIMD3<Double>) -> Double { (self * other).sum() }

    public var length: Double { dot(self).squareRoot() }
}
