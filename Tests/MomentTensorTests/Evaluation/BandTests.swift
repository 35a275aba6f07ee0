import FuzzSupport
@testable import MomentTensor
import TestSupport
import Testing

@Suite("Radial functions in any relation to the ranks (seeds 800 … 859)")
struct BandTests {
    enum Relation: CaseIterable {
        case own, shuffled, ownPruned, sharedPruned, shuffledPruned
    }

    /// Random coefficients for a basis of the relation.
    private func potential(
        _ relation: Relation, level: Int, speciesCount: Int, radialSize: Int = 6, kind: RadialBasis.Kind = .chebyshev, seed: UInt64
    ) throws -> Potential {
        var basis = try MomentBasis(BasisSpecification(level: level))
        switch relation {
        case .own, .ownPruned: basis = basis.withOwnRadialFunctions
        case .shuffled, .shuffledPruned: basis = basis.withShuffledRadialFunctions(seed: seed)
        case .sharedPruned: break
        }
        var random = SplitMix64(seed: seed)
        if [.ownPruned, .sharedPruned, .shuffledPruned].contains(relation) {
            let share = Double.random(in: 0.05...0.5, using: &random)
            let kept = basis.scalars.indices.filter { _ in Double.random(in: 0...1, using: &random) < share }
            basis = basis.reduced(to: kept.isEmpty ? [basis.scalars.count - 1] : kept).basis
        }
        try basis.checkConsistency()
        return try RandomPotential.make(basis: basis, speciesCount: speciesCount, kind: kind, radialSize: radialSize, seed: seed)
    }

    private func evaluate(_ potential: Potential, _ system: RandomSystem, _ precision: Precision = .double) throws -> Evaluation {
        try SystemEvaluator(try Plan(potential, PlanOptions(precision: precision))).evaluate(
            cell: system.cell, positions: system.positions, species: system.species)
    }

    @Test("site energies are those of the formulas", arguments: Relation.allCases, [1, 3])
    func siteEnergies(relation: Relation, speciesCount: Int) throws {
        for level in stride(from: 2, through: 20, by: 2) {
            let potential = try potential(relation, level: level, speciesCount: speciesCount, seed: 800 + UInt64(level))
            let system = RandomSystem(atoms: 6, cell: RandomSystem.cells[3], speciesCount: speciesCount, seed: 801)
            let expected = Oracle(potential: potential).siteEnergies(
                cell: system.cell, positions: system.positions, species: system.species)
            #expect(relativeDifference(try evaluate(potential, system).siteEnergies, expected) < 1e-12, "level \(level)")
        }
    }

    @Test("among the potentials of these tests the descent begins in every way, with further bands below and without")
    func variety() throws {
        var seen: Set<[Bool]> = []
        for relation in Relation.allCases {
            for seed in 810..<830 as Range<UInt64> {
                let potential = try potential(relation, level: 4 + 2 * Int(seed % 8), speciesCount: 1, seed: seed)
                let tables = try Plan(potential).tables.moments
                seen.insert([.single, .several, .none].map { tables.top == $0 } + [tables.furtherCount > 0])
            }
        }
        let ways = [[false, false, false], [true, false, false]].flatMap { [$0 + [true], $0 + [false]] }
        #expect(seen.isSuperset(of: ways + [[false, true, false, true], [false, false, true, false]]))
    }

    /// The Jacobian knows no degrees and no rows: it is another way to the same numbers.
    @Test(
        "energy, forces, virial and their derivatives are those of the Jacobian, for many ranks and prunings",
        arguments: Relation.allCases, [1, 3])
    func jacobian(relation: Relation, speciesCount: Int) throws {
        for seed in 810..<830 as Range<UInt64> {
            let level = 4 + 2 * Int(seed % 8)
            let potential = try potential(relation, level: level, speciesCount: speciesCount, radialSize: 3 + Int(seed % 3), seed: seed)
            let system = RandomSystem(atoms: 7, cell: RandomSystem.cells[Int(seed) % 4], speciesCount: speciesCount, seed: seed)
            let evaluation = try SystemEvaluator(try Plan(potential)).evaluate(
                cell: system.cell, positions: system.positions, species: system.species, options: .parameterGradient)
            let values = components(evaluation.forces) + [evaluation.energy] + evaluation.virial.voigt

            let coefficients = try #require(potential.coefficients)
            let jacobian = SystemJacobian()
            try JacobianEvaluator(JacobianTables(try JacobianPlan(potential), coefficients)).evaluate(
                cell: system.cell, positions: system.positions, species: system.species, .all, wantsVirial: true, into: jacobian)
            var sums = jacobian.constant
            for (index, value) in (coefficients.species + coefficients.linear).enumerated() {
                for row in sums.indices { sums[row] += value * jacobian.column(potential.radialParameterCount + index)[row] }
            }
            #expect(relativeDifference(values, sums) < 1e-12, "seed \(seed)")

            let gradient = (0..<jacobian.columnCount).map { jacobian.column($0)[jacobian.energyRow] }
            #expect(relativeDifference(try #require(evaluation.parameterGradient), gradient) < 1e-12, "seed \(seed)")
        }
    }

    @Test("the force is minus the gradient of the energy", arguments: Relation.allCases)
    func forces(relation: Relation) throws {
        for (level, kind) in zip([8, 10, 12, 14], RandomPotential.kinds.filter { $0 != .taylor } + [.chebyshev]) {
            let potential = try potential(relation, level: level, speciesCount: 2, kind: kind, seed: 830 + UInt64(level))
            let system = RandomSystem(atoms: 6, cell: RandomSystem.cells[3], speciesCount: 2, seed: 831)
            let forces = try evaluate(potential, system).forces
            var differences: [Double] = []
            for atom in system.positions.indices {
                for k in 0..<3 {
                    differences.append(
                        -(try derivative(step: 1e-4) { h in
                            var moved = system
                            moved.positions[atom][k] += h
                            return try evaluate(potential, moved).energy
                        }))
                }
            }
            #expect(relativeDifference(components(forces), differences) < 1e-6, "level \(level)")
        }
    }

    @Test(
        "own radial functions that are those of their parents give what shared ones give",
        arguments: Array(stride(from: 2, through: 20, by: 2)),
        [4, 8, 10])
    func equalFunctions(level: Int, radialSize: Int) throws {
        let basis = try MomentBasis(BasisSpecification(level: level))
        let shared = try RandomPotential.make(basis: basis, speciesCount: 2, radialSize: radialSize, seed: 850)
        var own = shared
        own.basis = basis.withOwnRadialFunctions
        let parents = own.basis.basic.indices.reduce(into: [Int](repeating: 0, count: own.radialFunctionCount)) { parents, slot in
            parents[Int(own.basis.basic[slot].mu)] = Int(basis.basic[slot].mu)
        }
        let radial = try #require(shared.coefficients).radial
        own.coefficients?.radial = (0..<4).flatMap { pair in
            parents.flatMap { mu in
                let first = (pair * shared.radialFunctionCount + mu) * radialSize
                return radial[first..<(first + radialSize)]
            }
        }
        let system = RandomSystem(atoms: 12, cell: RandomSystem.cells[3], speciesCount: 2, seed: 851)
        for (precision, limit) in [(Precision.double, 1e-11), (.mixed, 5e-5)] {
            let (first, second) = (try evaluate(shared, system), try evaluate(own, system, precision))
            #expect(relativeDifference(second.siteEnergies, first.siteEnergies) < limit)
            #expect(relativeDifference(components(second.forces), components(first.forces)) < limit)
            #expect(relativeDifference(second.virial.voigt, first.virial.voigt) < limit)
        }
    }

    @Test("mixed precision is close to double precision", arguments: Relation.allCases)
    func mixedPrecision(relation: Relation) throws {
        for level in [8, 12, 16, 20] {
            let potential = try potential(relation, level: level, speciesCount: 2, seed: 852 + UInt64(level))
            let system = RandomSystem(atoms: 12, cell: RandomSystem.cells[3], speciesCount: 2, seed: 853)
            let (double, mixed) = (try evaluate(potential, system), try evaluate(potential, system, .mixed))
            #expect(relativeDifference(components(mixed.forces), components(double.forces)) < 5e-5, "level \(level)")
            #expect(relativeDifference(mixed.virial.voigt, double.virial.voigt) < 5e-5, "level \(level)")
        }
    }
}
