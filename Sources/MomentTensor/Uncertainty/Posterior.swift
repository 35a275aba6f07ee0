/// What a Bayesian fit knows about the m = C + S species and linear coefficients: a Gaussian around their values.
///
/// With the row B_i = (δ[z_i], B_s) of an atom, its site energy has the variance σ_i² = B_iᵀ S B_i; with the prior alone it would have had
/// Σ_k p_k B_ik². Their ratio, u_i², tells how little of what there was to learn about the atom the data have taught.
public struct Posterior: Hashable, Sendable {
    /// By how much standard deviations are too small (or too large): what they must be multiplied by so that 68.3 % of the errors for data
    /// that were not fitted are below them. 1 where nobody looked.
    public struct Calibration: Hashable, Sendable {
        /// Of energies, and by default of site energies, which have no labels.
        public var energy: Double
        /// Of force components.
        public var force: Double

        public init(energy: Double = 1, force: Double = 1) {
            self.energy = energy
            self.force = force
        }
    }

    /// L, lower triangular, m × m, row after row: S = L Lᵀ (eV²).
    public var factor: [Double]
    /// p, the variance of each coefficient before there were data (eV²).
    public var priorVariances: [Double]
    public var calibration: Calibration
    /// Rows of m deviations from the coefficients (eV), each of which lets the potential reproduce some label that it misses: what the
    /// form of the potential cannot do shows in how far their predictions are apart. None unless they were asked for.
    public var members: [Double]

    public init(
        factor: [Double], priorVariances: [Double], calibration: Calibration = Calibration(), members: [Double] = []
    ) {
        self.factor = factor
        self.priorVariances = priorVariances
        self.calibration = calibration
        self.members = members
    }

    /// m
    public var size: Int { priorVariances.count }
    public var memberCount: Int { size == 0 ? 0 : members.count / size }
}
