import FuzzSupport
import TestSupport
import Testing

@testable import MomentTensor

@Suite("Bases with more scalars behind their own (seeds 60 … 69)")
struct BasisExtensionTests {
    private func potential(
        level: Int, species: Int = 2, independent: Bool = true, _ functions: RadialFunctionSharing = .shared
    ) throws -> Potential {
        var potential = try Potential(
            BasisSpecification(level: level, radialFunctions: functions, leavesOutDependentScalars: independent),
            elements: Array(["W", "Re"].prefix(species)), cutoff: 4.5, minimumDistance: 1.6, radialSize: 5)
        potential.setRandomCoefficients(seed: 60)
        return potential
    }

    private func evaluate(_ potential: Potential) throws -> Evaluation {
        let system = RandomSystem(atoms: 9, cell: RandomSystem.cells[3], speciesCount: potential.species.count, seed: 61)
        return try SystemEvaluator(try Plan(potential)).evaluate(
            cell: system.cell, positions: system.positions, species: system.species)
    }

    private func expectSame(_ first: Potential, _ second: Potential) throws {
        let (one, other) = (try evaluate(first), try evaluate(second))
        #expect(abs(one.energy - other.energy) < 1e-11 * abs(one.energy))
        #expect(relativeDifference(one.forces.flatMap { [$0.x, $0.y, $0.z] }, other.forces.flatMap { [$0.x, $0.y, $0.z] }) < 1e-11)
    }

    @Test(
        "a potential extended to a higher level is the same, and can represent what that level can",
        arguments: [(8, 12, 29), (10, 14, 52), (16, 18, 161)])
    func level(from: Int, to: Int, rank: Int) throws {
        let start = try potential(level: from)
        let higher = try MomentBasis(BasisSpecification(level: to))
        let extended = try start.extended(by: higher)
        #expect(extended.basis.scalars.count == rank)
        #expect(try extended.basis.independentScalars().count == rank)
        #expect(try extended.basis.extended(by: higher).scalars.count == rank)
        try expectSame(start, extended)
    }

    @Test("scalars that depend on one another are kept where they are its own")
    func dependentScalars() throws {
        let start = try potential(level: 16, species: 1, independent: false)
        #expect(start.basis.scalars.count == 92)
        let extended = try start.extended(by: try MomentBasis(BasisSpecification(level: 18)))
        #expect(extended.basis.scalars.count == 162)
        try expectSame(start, extended)
    }

    @Test("moments with radial functions of their own keep them")
    func ownFunctions() throws {
        let start = try potential(level: 8, .own)
        let extended = try start.extended(by: try MomentBasis(BasisSpecification(level: 12, radialFunctions: .own)))
        #expect(extended.basis.scalars.count == 29)
        try expectSame(start, extended)
    }

    @Test("products of two scalars that the basis has already are not added")
    func pairs() throws {
        let start = try potential(level: 8, species: 1)
        let extended = try start.extendedByPairs()
        // 9 scalars make 45 products; at level 8 only the fourth power and less of M[0, 0] and its like are there.
        #expect(extended.basis.scalars.count > 9 && extended.basis.scalars.count < 9 + 45)
        #expect(try extended.basis.independentScalars().count == extended.basis.scalars.count)
        try expectSame(start, extended)
        #expect(try extended.basis.extendedByPairs().scalars.count > extended.basis.scalars.count)
    }

    @Test("what counts is added: the energy of a product is the product of two")
    func productEnergy() throws {
        let start = try potential(level: 6, species: 1)
        var extended = try start.extendedByPairs()
        let last = extended.basis.scalars.count - 1
        extended.coefficients?.linear[last] = 1
        let difference = zip(try evaluate(extended).siteEnergies, try evaluate(start).siteEnergies).map { $0 - $1 }
        // With one scalar each, the scalars themselves.
        let scalars = try start.basis.scalars.indices.map { index in
            var single = start
            single.coefficients?.species = [0]
            single.coefficients?.linear = start.basis.scalars.indices.map { $0 == index ? 1 : 0 }
            return try evaluate(single).siteEnergies
        }
        let isProduct = scalars.indices.contains { i in
            scalars.indices.contains { j in relativeDifference(difference, zip(scalars[i], scalars[j]).map { $0 * $1 }) < 1e-10 }
        }
        #expect(isProduct)
    }
}
