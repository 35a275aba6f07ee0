import MomentTensor

/// Coefficients from which a fit begins.
enum StartingCoefficients {
    /// The radial functions of μ are φ_μ with a little of all others, the same for every platform.
    static func make(for potential: Potential, seed: UInt64) -> Potential.Coefficients {
        var generator = SplitMix64(seed: seed)
        return coefficients(potential) { _, moment, n in
            let noise = Double(generator.next() >> 11) * 0x1p-52 - 1
            return main(moment, n, potential) + 0.1 * noise
        }
    }

    /// The radial functions of another potential of the same species and radial basis, and φ_μ for those that it does not have.
    ///
    /// Where one of them served all ranks of a μ, each rank begins with it.
    static func extended(
        _ coefficients: Potential.Coefficients, from smaller: Potential, to potential: Potential
    ) -> Potential.Coefficients {
        let size = potential.radialBasis.size
        let moments = smaller.basis.momentsOfRadialFunctions
        let isShared = smaller.basis.radialFunctions == .shared
        return self.coefficients(potential) { pair, moment, n in
            guard let known = moments.firstIndex(where: { $0.mu == moment.mu && (isShared || $0.rank == moment.rank) }) else {
                return main(moment, n, potential)
            }
            return coefficients.radial[(pair * moments.count + known) * size + n]
        }
    }

    private static func main(_ moment: Moment, _ n: Int, _ potential: Potential) -> Double {
        n == moment.mu % potential.radialBasis.size ? 1 : 0
    }

    /// - Parameter radial: c of a pair of species, a radial function, and n.
    private static func coefficients(
        _ potential: Potential, radial: (_ pair: Int, _ moment: Moment, _ n: Int) -> Double
    ) -> Potential.Coefficients {
        let moments = potential.basis.momentsOfRadialFunctions
        let pairs = 0..<potential.species.count * potential.species.count
        return Potential.Coefficients(
            radial: pairs.flatMap { pair in
                moments.flatMap { moment in (0..<potential.radialBasis.size).map { radial(pair, moment, $0) } }
            },
            species: Array(repeating: 0, count: potential.species.count),
            linear: Array(repeating: 0, count: potential.basis.scalars.count))
    }
}
