extension Potential {
    /// Gives the potential reproducible coefficients without physical meaning, for tests and benchmarks.
    ///
    /// They come from SplitMix64 by arithmetic that IEEE 754 determines to the last bit: the same seed means the same numbers on
    /// every platform. All of them differ, so every μ, and every ordered pair of species, has a radial function of its own. Their
    /// size is such that in a dense metal the moments are of the order of one, energies of eV per atom and forces of eV/Å.
    public mutating func setRandomCoefficients(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let amplitudes = radialBasis.unitAmplitudes.map { $0 / scaling }
        let radial = (0..<radialParameterCount).map { amplitudes[$0 % radialBasis.size] * generator.signedUnit() }
        let species = species.indices.map { _ in -4 + 2 * generator.signedUnit() }
        let linear = basis.scalars.indices.map { _ in 2 * generator.signedUnit() }
        coefficients = Coefficients(radial: radial, species: species, linear: linear)
    }
}

extension RadialBasis {
    /// For each n the coefficient with which φ_n, summed over the neighbours in a dense metal, gives about 1 / (n + 1).
    fileprivate var unitAmplitudes: [Double] {
        let density = 0.07  // atoms per Å³; 0.06 … 0.09 in most metals
        let width = cutoff - minimumDistance
        // ∫ r² (r_max − r)² dr from r_min to r_max
        let damped = width * width * width * (cutoff * cutoff / 3 - cutoff * width / 2 + width * width / 5)
        let sphere = 4 * Double.pi * density
        return (0..<size).map { n in
            switch kind {
            case .chebyshev, .chebyshevRepulsive: 1 / (sphere * damped * Double(n + 1))
            case .shapeev: width * width / (sphere * damped * Double(n + 1))
            case .taylor: Double(n + 3) / (sphere * power(cutoff, n + 3) * Double(n + 1))
            }
        }
    }

    private func power(_ base: Double, _ exponent: Int) -> Double { (0..<exponent).reduce(1) { value, _ in value * base } }
}

extension SplitMix64 {
    /// One of 2⁵³ evenly spaced numbers in −1 ..< 1.
    fileprivate mutating func signedUnit() -> Double { Double(next() >> 11) * 0x1p-52 - 1 }
}
