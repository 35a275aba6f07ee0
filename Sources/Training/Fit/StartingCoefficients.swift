import MomentTensor

/// Coefficients from which a fit begins that has none.
enum StartingCoefficients {
    /// f_μ is φ_μ with a little of all others, the same for every seed and platform.
    static func make(for potential: Potential, seed: UInt64) -> Potential.Coefficients {
        var generator = SplitMix64(seed: seed)
        let (size, functions) = (potential.radialBasis.size, potential.radialFunctionCount)
        let radial = (0..<potential.radialParameterCount).map { index in
            let (n, mu) = (index % size, index / size % functions)
            let noise = Double(generator.next() >> 11) * 0x1p-52 - 1
            return (n == mu % max(size, 1) ? 1 : 0) + 0.1 * noise
        }
        return Potential.Coefficients(
            radial: radial, species: Array(repeating: 0, count: potential.species.count),
            linear: Array(repeating: 0, count: potential.basis.scalars.count))
    }
}
