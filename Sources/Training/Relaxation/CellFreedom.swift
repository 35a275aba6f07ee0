import MomentTensor

/// How a cell may be strained while its atoms relax.
public enum CellFreedom: Sendable, Hashable {
    case fixed
    case full
    /// Volume alone.
    case isotropic
    /// Along z, and equally along x and y.
    case axial
    /// Along z alone.
    case normal

    /// The part of a symmetric tensor that the freedom allows: an orthogonal projection.
    func projection(_ t: SymmetricTensor) -> SymmetricTensor {
        switch self {
        case .fixed: return .zero
        case .full: return t
        case .isotropic:
            let mean = t.trace / 3
            return SymmetricTensor(xx: mean, yy: mean, zz: mean, yz: 0, xz: 0, xy: 0)
        case .axial:
            let mean = 0.5 * (t.xx + t.yy)
            return SymmetricTensor(xx: mean, yy: mean, zz: t.zz, yz: 0, xz: 0, xy: 0)
        case .normal: return SymmetricTensor(xx: 0, yy: 0, zz: t.zz, yz: 0, xz: 0, xy: 0)
        }
    }
}
