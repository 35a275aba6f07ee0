extension RadialBasis {
    /// The largest size for which MLIP tabulates the polynomials of RBShapeev: degrees 0 … 11.
    static let largestShapeevSize = 12

    func checkDistances() throws(VolterraError) {
        guard minimumDistance.isFinite, cutoff.isFinite else {
            throw VolterraError(.badData, "'min_dist' and 'max_dist' must be finite")
        }
        guard minimumDistance >= 0 else {
            throw VolterraError(.badData, "'min_dist' is \(minimumDistance), but a distance cannot be negative")
        }
        guard cutoff > minimumDistance else {
            throw VolterraError(.badData, "'max_dist' is \(cutoff), which is not above 'min_dist', \(minimumDistance)")
        }
    }

    func checkSize() throws(VolterraError) {
        guard size >= 1 else { throw VolterraError(.badData, "'radial_basis_size' must be at least 1") }
        guard size <= PotentialLimits.radialBasisSize else {
            throw VolterraError(
                .unsupported, "'radial_basis_size' is \(size), but at most \(PotentialLimits.radialBasisSize) is possible")
        }
        guard kind != .shapeev || size <= RadialBasis.largestShapeevSize else {
            throw VolterraError(
                .unsupported, "'radial_basis_size' is \(size), but RBShapeev is defined for at most \(RadialBasis.largestShapeevSize)")
        }
    }
}
