/// The functions φ_n(r), n = 0 … size − 1, of which every radial function f_μ is a linear combination.
///
/// `scaling` of the potential multiplies all of them. Distances in Å.
public struct RadialBasis: Hashable, Sendable {
    /// The families of MLIP; the raw value is the name in the file.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// T_n(ξ) (r − r_max)², ξ ∈ [−1, 1] on [r_min, r_max], extrapolated below r_min.
        case chebyshev = "RBChebyshev"
        /// The same with r held at r_min below r_min, where an exponential pair repulsion takes over.
        case chebyshevRepulsive = "RBChebyshev_repuls"
        /// r^n, without any cutoff factor.
        case taylor = "RBTaylor"
        /// (r_min/r)² (1 − t)² p_n(t), t ∈ [0, 1] on [r_min, r_max], p_n Jacobi polynomials (5, 1).
        case shapeev = "RBShapeev"
    }

    public var kind: Kind
    /// r_min: the shortest distance of the training set.
    public var minimumDistance: Double
    /// r_max: the cutoff.
    public var cutoff: Double
    public var size: Int

    public init(kind: Kind, minimumDistance: Double, cutoff: Double, size: Int) {
        self.kind = kind
        self.minimumDistance = minimumDistance
        self.cutoff = cutoff
        self.size = size
    }
}
