import FuzzSupport
import MomentTensor

/// Potentials with coefficients drawn here, by another rule than the program's own, such that energies are of the order of eV.
enum RandomPotential {
    static func make(
        level: Int, speciesCount: Int, kind: RadialBasis.Kind = .chebyshev, radialSize: Int = 6, minimumDistance: Double = 1.4, seed: UInt64
    ) throws -> Potential {
        try make(
            basis: MomentBasis(BasisSpecification(level: level)), speciesCount: speciesCount, kind: kind, radialSize: radialSize,
            minimumDistance: minimumDistance, seed: seed)
    }

    static func make(
        basis: MomentBasis, speciesCount: Int, kind: RadialBasis.Kind = .chebyshev, radialSize: Int = 6, minimumDistance: Double = 1.4,
        seed: UInt64
    ) throws -> Potential {
        var random = SplitMix64(seed: seed)
        var potential = Potential(
            name: "random", species: (0..<speciesCount).map { Potential.Species(label: $0) },
            scaling: kind == .taylor || kind == .shapeev ? 0.3 : 0.05,
            radialBasis: RadialBasis(kind: kind, minimumDistance: minimumDistance, cutoff: 4.6, size: radialSize), basis: basis)
        let damping = { (n: Int) in kind == .taylor ? 1 / (1...(n + 1)).reduce(1.0) { $0 * (1 + Double($1)) } : 1 / Double(n + 1) }
        potential.coefficients = Potential.Coefficients(
            radial: (0..<potential.radialParameterCount).map { Double.random(in: -1...1, using: &random) * damping($0 % radialSize) },
            species: (0..<speciesCount).map { _ in Double.random(in: -5...5, using: &random) },
            linear: basis.scalars.indices.map { Double.random(in: -1...1, using: &random) / Double(1 + $0) })
        return potential
    }

    static let kinds: [RadialBasis.Kind] = RadialBasis.Kind.allCases
}
