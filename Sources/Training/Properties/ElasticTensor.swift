import MomentTensor

/// The stiffnesses C_ij of Voigt, in GPa, for strains along x, y, z and engineering shears yz, xz, xy.
public struct ElasticTensor: Sendable, Hashable {
    /// Six rows of six, symmetric.
    public let rows: [[Double]]

    /// The symmetric part of what is given.
    init(_ rows: [[Double]]) { self.rows = (0..<6).map { i in (0..<6).map { j in 0.5 * (rows[i][j] + rows[j][i]) } } }

    /// C_ij with the indices of the books, 1 … 6.
    public subscript(_ i: Int, _ j: Int) -> Double { rows[i - 1][j - 1] }

    /// Moduli of a polycrystal, in GPa: averages over all orientations.
    public struct Moduli: Sendable, Hashable {
        public var bulk: Double
        public var shear: Double
        public var young: Double { 9 * bulk * shear / (3 * bulk + shear) }
        public var poissonRatio: Double { (3 * bulk - 2 * shear) / (2 * (3 * bulk + shear)) }
    }

    /// The same strain everywhere: an upper bound.
    public var voigt: Moduli {
        let c = self
        let diagonal = c[1, 1] + c[2, 2] + c[3, 3]
        let mixed = c[1, 2] + c[1, 3] + c[2, 3]
        let shears = c[4, 4] + c[5, 5] + c[6, 6]
        return Moduli(bulk: (diagonal + 2 * mixed) / 9, shear: (diagonal - mixed + 3 * shears) / 15)
    }

    /// The same stress everywhere: a lower bound.
    public func reuss() throws(VolterraError) -> Moduli {
        let compliance = try SymmetricEigensystem(rows.flatMap { $0 }, size: 6).function { 1 / $0 }
        func s(_ i: Int, _ j: Int) -> Double { compliance[6 * (i - 1) + j - 1] }
        let diagonal = s(1, 1) + s(2, 2) + s(3, 3)
        let mixed = s(1, 2) + s(1, 3) + s(2, 3)
        let shears = s(4, 4) + s(5, 5) + s(6, 6)
        return Moduli(bulk: 1 / (diagonal + 2 * mixed), shear: 15 / (4 * diagonal - 4 * mixed + 3 * shears))
    }

    /// Hill's mean of both.
    public func hill() throws(VolterraError) -> Moduli {
        let (upper, lower) = (voigt, try reuss())
        return Moduli(bulk: 0.5 * (upper.bulk + lower.bulk), shear: 0.5 * (upper.shear + lower.shear))
    }

    /// Born's criterion: whether every strain costs energy.
    public func isStable() throws(VolterraError) -> Bool {
        let factors = [1, 1, 1, 2.0.squareRoot(), 2.0.squareRoot(), 2.0.squareRoot()]
        let scaled = (0..<6).flatMap { i in (0..<6).map { j in rows[i][j] * factors[i] * factors[j] } }
        return try SymmetricEigensystem(scaled, size: 6).values[0] > 0
    }

    /// 2 C44 / (C11 − C12), Zener's anisotropy of a cubic crystal.
    public var zenerRatio: Double { 2 * self[4, 4] / (self[1, 1] - self[1, 2]) }
}
