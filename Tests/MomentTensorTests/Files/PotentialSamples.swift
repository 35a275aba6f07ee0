import FuzzSupport

@testable import MomentTensor

extension Potential {
    /// The bit patterns of every floating-point number, in which −0 differs from 0.
    var bits: [UInt64] {
        let numbers = [scaling, radialBasis.minimumDistance, radialBasis.cutoff]
        let coefficients = (coefficients?.radial ?? []) + (coefficients?.species ?? []) + (coefficients?.linear ?? [])
        return (numbers + coefficients).map(\.bitPattern)
    }
}

/// Small potentials with everything that a file can hold.
enum PotentialSamples {
    /// Level 6: two radial functions, vectors and scalars.
    static let basis = MomentBasis(
        basic: [
            .init(mu: 0, a: 0, b: 0, c: 0), .init(mu: 0, a: 1, b: 0, c: 0), .init(mu: 0, a: 0, b: 1, c: 0), .init(mu: 0, a: 0, b: 0, c: 1),
            .init(mu: 1, a: 0, b: 0, c: 0),
        ],
        products: [
            .init(left: 0, right: 0, multiplicity: 1, target: 5), .init(left: 1, right: 1, multiplicity: 1, target: 6),
            .init(left: 2, right: 2, multiplicity: 1, target: 6), .init(left: 3, right: 3, multiplicity: 1, target: 6),
            .init(left: 0, right: 5, multiplicity: 1, target: 7),
        ],
        slotCount: 8, scalars: [0, 4, 5, 6, 7])

    static let elements = ["W", "Re", "Ta", "H"]
    static let labels = [[0, 1, 2, 3], [74, 75, 73, 1], [3, 0, 2, 1]]

    static func random(
        speciesCount: Int, kind: RadialBasis.Kind = .chebyshev, labels: [Int] = labels[0], hasElements: Bool = false, seed: UInt64
    ) -> Potential {
        var generator = SplitMix64(seed: seed)
        let species = (0..<speciesCount).map { Potential.Species(label: labels[$0], element: hasElements ? elements[$0] : nil) }
        var potential = Potential(
            name: "sample", tag: "level 6; seed \(seed)", species: species, scaling: number(&generator),
            radialBasis: RadialBasis(
                kind: kind, minimumDistance: Double.random(in: 0...2, using: &generator),
                cutoff: Double.random(in: 3...8, using: &generator), size: Int.random(in: 1...9, using: &generator)),
            basis: basis)
        potential.coefficients = Potential.Coefficients(
            radial: (0..<potential.radialParameterCount).map { _ in number(&generator) },
            species: species.map { _ in number(&generator) }, linear: basis.scalars.map { _ in number(&generator) })
        return potential
    }

    /// Any finite number: a random bit pattern, or a signed zero, or one of the extremes.
    private static func number(_ generator: inout SplitMix64) -> Double {
        let special: [Double] = [0, -0.0, 1, .greatestFiniteMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 0.1, 1e22, 1e23]
        let choice = Int.random(in: 0..<special.count * 4, using: &generator)
        if choice < special.count { return special[choice] }
        let value = Double(bitPattern: generator.next())
        return value.isFinite ? value : 1 / 3
    }
}
