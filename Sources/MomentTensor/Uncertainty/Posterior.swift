/// What a Bayesian fit knows about the m = C + S species and linear coefficients: a Gaussian around their values.
///
/// With the row B_i = (δ[z_i], B_s) of an atom, its site energy has the variance σ_i² = B_iᵀ S B_i; with the prior alone it would have had
/// Σ_k p_k B_ik². Their ratio, u_i², tells how much of what there was to learn about the atom the data have taught.
public struct Posterior: Hashable, Sendable {
    /// L, lower triangular, m × m, row after row: S = L Lᵀ (eV²).
    public var factor: [Double]
    /// p, the variance of each coefficient before there were data (eV²).
    public var priorVariances: [Double]

    public init(factor: [Double], priorVariances: [Double]) {
        self.factor = factor
        self.priorVariances = priorVariances
    }

    /// m
    public var size: Int { priorVariances.count }
}
