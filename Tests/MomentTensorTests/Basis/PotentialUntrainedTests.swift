import FuzzSupport
import Testing

@testable import MomentTensor

@Suite("New potentials")
struct UntrainedPotentialTests {
    private func potential(level: Int = 8, _ elements: [String] = ["W", "Re"], kind: RadialBasis.Kind = .chebyshev) throws -> Potential {
        try Potential(BasisSpecification(level: level), elements: elements, cutoff: 5, minimumDistance: 2, radialKind: kind)
    }

    @Test("a new potential has species, sizes and no coefficients")
    func untrained() throws {
        let potential = try potential()
        #expect(potential.name == "MTP8")
        #expect(potential.species.map(\.element) == ["W", "Re"])
        #expect(potential.species.map(\.label) == [0, 1])
        #expect(potential.radialBasis == RadialBasis(kind: .chebyshev, minimumDistance: 2, cutoff: 5, size: 8))
        #expect(potential.coefficients == nil)
        #expect(potential.parameterCount == 2 * 2 * 2 * 8 + 2 + 9)
    }

    @Test(
        "what makes no potential is refused in words",
        arguments: [
            (["Xx"], 5.0, 2.0, 8, "'Xx' is no chemical element; symbols are written like W or Re"),
            (["W", "Re", "W"], 5, 2, 8, "the species W is named twice"), ([], 5, 2, 8, "a potential needs at least one species"),
            (["W"], 2, 2, 8, "'max_dist' is 2.0, which is not above 'min_dist', 2.0"),
            (["W"], .nan, 2, 8, "'min_dist' and 'max_dist' must be finite"), (["W"], 5, 2, 0, "'radial_basis_size' must be at least 1"),
        ] as [([String], Double, Double, Int, String)])
    func refusals(elements: [String], cutoff: Double, minimumDistance: Double, radialSize: Int, message: String) {
        #expect {
            try Potential(
                BasisSpecification(level: 4), elements: elements, cutoff: cutoff, minimumDistance: minimumDistance, radialSize: radialSize)
        } throws: {
            "\($0)" == message
        }
    }

    @Test("random coefficients are the same to the last bit for the same seed, everywhere")
    func reproducibility() throws {
        var one = try potential()
        var other = one
        one.setRandomCoefficients(seed: 42)
        other.setRandomCoefficients(seed: 43)
        #expect(one.coefficients != other.coefficients)
        other.setRandomCoefficients(seed: 42)
        #expect(one == other)
        let coefficients = try #require(one.coefficients)
        #expect(coefficients.radial[0] == 0.007724782908163578)
        #expect(coefficients.radial[63] == -0.0018192004477103705)
        #expect(coefficients.species[1] == -3.507339430304108)
        #expect(coefficients.linear[8] == 1.1915903428280807)
    }

    @Test("every radial function, seen from either side of every pair, is its own, and every scalar counts")
    func distinctness() throws {
        var potential = try potential(level: 16, ["W", "Re", "Ta"])
        potential.setRandomCoefficients(seed: 7)
        let coefficients = try #require(potential.coefficients)
        #expect(coefficients.radial.count == potential.radialParameterCount)
        #expect(Set(coefficients.radial).count == coefficients.radial.count)
        #expect(coefficients.linear.count == 92)
        #expect(Set(coefficients.linear).count == 92)
        #expect((coefficients.radial + coefficients.linear).allSatisfy { $0 != 0 && $0.isFinite })
    }

    @Test(
        "random potentials have energies of eV per atom and forces of eV/Å in bcc tungsten", arguments: [8, 16, 22],
        RadialBasis.Kind.allCases)
    func magnitudes(level: Int, kind: RadialBasis.Kind) throws {
        var potential = try potential(level: level, kind: kind)
        potential.setRandomCoefficients(seed: 11)
        let evaluation = try evaluate(potential)
        let force = (evaluation.forces.reduce(0) { $0 + $1.dot($1) } / Double(3 * evaluation.forces.count)).squareRoot()
        let energy = evaluation.energy / Double(evaluation.forces.count)
        #expect(abs(energy) < 20 && abs(energy) > 0.01)
        #expect(force < 10 && force > 0.01)
    }

    /// 54 atoms, each displaced by up to 0.1 Å along x, y and z; every third is of the second species.
    private func evaluate(_ potential: Potential) throws -> Evaluation {
        let constant = 3.165
        var generator = SplitMix64(seed: 4)
        let positions = (0..<54).map { atom in
            let corner = SIMD3(Double(atom / 2 % 3), Double(atom / 6 % 3), Double(atom / 18)) + Double(atom % 2) * 0.5
            let displacement = SIMD3<Double>(
                .random(in: -0.1...0.1, using: &generator), .random(in: -0.1...0.1, using: &generator),
                .random(in: -0.1...0.1, using: &generator))
            return constant * corner + displacement
        }
        let edge = 3 * constant
        let cell = Cell(SIMD3(edge, 0, 0), SIMD3(0, edge, 0), SIMD3(0, 0, edge))
        return try SystemEvaluator(Plan(potential)).evaluate(
            cell: cell, positions: positions, species: positions.indices.map { $0 % 3 == 0 ? 1 : 0 })
    }
}
