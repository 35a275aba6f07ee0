import Testing

@testable import MomentTensor

@Suite("Radial functions that are shared, and those of a moment's own")
struct RadialFunctionSharingTests {
    @Test("every moment has its function, and the level is recognised", arguments: [(6, 3), (8, 4), (16, 16), (20, 25)])
    func functions(level: Int, count: Int) throws {
        let specification = BasisSpecification(level: level, maximumFactors: 3, radialFunctions: .own)
        let basis = try MomentBasis(specification)
        #expect(basis.radialFunctionCount == count)
        #expect(basis.momentsOfRadialFunctions == specification.moments)
        #expect(basis.radialFunctions == .own)
        #expect(basis.level == level)
    }

    @Test("shared functions are told from them", arguments: [2, 4, 6, 12])
    func shared(level: Int) throws {
        let basis = try MomentBasis(BasisSpecification(level: level))
        #expect(basis.radialFunctions == .shared)
        #expect(basis.momentsOfRadialFunctions.map(\.mu) == Array(0..<basis.radialFunctionCount))
    }

    @Test("what was left out of a basis does not hide that functions are not shared")
    func reduced() throws {
        let basis = try MomentBasis(BasisSpecification(level: 12, radialFunctions: .own))
        let squares = basis.reduced(to: Array(basis.scalars.indices.suffix(3))).basis
        #expect(squares.radialFunctions == .own)
        #expect((squares.level ?? 99) <= 12)
    }

    @Test("scalars that depend on one another only through shared functions are kept", arguments: [(16, 92), (20, 288)])
    func independence(level: Int, count: Int) throws {
        let basis = try MomentBasis(BasisSpecification(level: level, radialFunctions: .own))
        #expect(basis.scalars.count == count)
        #expect(try basis.independentScalars().count == count)
    }

    @Test("functions that are equal make the same potential as shared ones")
    func equalFunctions() throws {
        var shared = try Potential(BasisSpecification(level: 10), elements: ["W", "Re"], cutoff: 5, minimumDistance: 1.8)
        shared.setRandomCoefficients(seed: 3)
        var own = try Potential(
            BasisSpecification(level: 10, radialFunctions: .own), elements: ["W", "Re"], cutoff: 5, minimumDistance: 1.8)
        let coefficients = try #require(shared.coefficients)
        let size = shared.radialBasis.size
        let parents = own.basis.momentsOfRadialFunctions.map(\.mu)
        let radial = (0..<4).flatMap { pair in
            parents.flatMap { mu in
                (0..<size).map { coefficients.radial[(pair * shared.radialFunctionCount + mu) * size + $0] }
            }
        }
        own.coefficients = .init(radial: radial, species: coefficients.species, linear: coefficients.linear)
        let cell = Cell(SIMD3(5.1, 0, 0), SIMD3(0.2, 4.9, 0), SIMD3(0, 0.1, 5.3))
        let positions = [SIMD3(0.1, 0.2, 0.3), SIMD3(2.4, 2.6, 2.5), SIMD3(0, 2.5, 2.8)]
        let expected = try SystemEvaluator(try Plan(shared)).evaluate(cell: cell, positions: positions, species: [0, 1, 1])
        let result = try SystemEvaluator(try Plan(own)).evaluate(cell: cell, positions: positions, species: [0, 1, 1])
        #expect(abs(result.energy - expected.energy) < 1e-10 * abs(expected.energy))
        for (force, reference) in zip(result.forces, expected.forces) {
            for axis in 0..<3 { #expect(abs(force[axis] - reference[axis]) < 1e-10 * (1 + abs(reference[axis]))) }
        }
    }
}
