import MomentTensor

extension BayesianFit {
    /// Gives the posterior members that show what the form of the potential cannot do.
    ///
    /// - Parameter coefficients: of the potential whose errors count, such as its own or those of `mean`.
    public mutating func addMembers(
        _ count: Int = 100, around coefficients: Potential.Coefficients, seed: UInt64, threads: Int
    ) throws(VolterraError) {
        posterior.members = try PointwiseEnsemble(self, coefficients: coefficients, memberCount: count, seed: seed, threads: threads)
            .members
    }
}
