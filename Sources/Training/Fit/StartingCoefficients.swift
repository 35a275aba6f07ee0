import MomentTensor

/// Coefficients from which a fit begins.
enum StartingCoefficients {
    /// f_μ is φ_μ with a little of all others, the same for every platform.
    static func make(for potential: Potential, seed: UInt64) -> Potential.Coefficients {
        var generator = SplitMix64(seed: seed)
        let (size, functions) = (potential.radialBasis.size, potential.radialFunctionCount)
        let radial = (0..<potential.radialParameterCount).map { index in
            let (n, mu) = (index % size, index / size % functions)
            let noise = Double(generator.next() >> 11) * 0x1p-52 - 1
            return (n == mu % size ? 1 : 0) + 0.1 * noise
        }
        return coefficients(radial, potential)
    }

    /// The radial functions of another potential of the same species and radial basis, and φ_μ for those that it does not have.
    static func extended(
        _ coefficients: Potential.Coefficients, from smaller: Potential, to potential: Potential
    ) -> Potential.Coefficients {
        let size = potential.radialBasis.size
        let (known, functions) = (smaller.radialFunctionCount, potential.radialFunctionCount)
        let radial = (0..<potential.radialParameterCount).map { index in
            let (n, mu, pair) = (index % size, index / size % functions, index / size / functions)
            return mu < known ? coefficients.radial[(pair * known + mu) * size + n] : (n == mu % size ? 1 : 0)
        }
        return self.coefficients(radial, potential)
    }

    private static func coefficients(_ radial: [Double], _ potential: Potential) -> Potential.Coefficients {
        Potential.Coefficients(
            radial: radial, species: Array(repeating: 0, count: potential.species.count),
            linear: Array(repeating: 0, count: potential.basis.scalars.count))
    }
}
