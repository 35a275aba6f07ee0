/// A symmetric 3×3 tensor. As a virial: Σ r ⊗ f in eV, positive when compressed.
public struct SymmetricTensor: Hashable, Sendable {
    public var xx, yy, zz, yz, xz, xy: Double

    public init(xx: Double, yy: Double, zz: Double, yz: Double, xz: Double, xy: Double) {
        self.xx = xx
        self.yy = yy
        self.zz = zz
        self.yz = yz
        self.xz = xz
        self.xy = xy
    }

    public static let zero = SymmetricTensor(xx: 0, yy: 0, zz: 0, yz: 0, xz: 0, xy: 0)

    /// xx, yy, zz, yz, xz, xy: the order of Voigt, of ASE and of `PlusStress`.
    public var voigt: [Double] { [xx, yy, zz, yz, xz, xy] }

    /// From xx, yy, zz, yz, xz, xy.
    public init(voigt v: [Double]) {
        self.init(xx: v[0], yy: v[1], zz: v[2], yz: v[3], xz: v[4], xy: v[5])
    }

    public static func * (tensor: SymmetricTensor, factor: Double) -> SymmetricTensor {
        SymmetricTensor(voigt: tensor.voigt.map { $0 * factor })
    }

    public var trace: Double { xx + yy + zz }
}
