import FuzzSupport
import Foundation
import MomentTensor
import TestSupport
import Testing

@Suite("What must not change, does not (seeds 300 … 329)")
struct SymmetryTests {
    private let potentials: [(speciesCount: Int, evaluator: SystemEvaluator)]

    init() throws {
        potentials = try (1...4).map { count in
            (count, SystemEvaluator(try Plan(try RandomPotential.make(level: 12, speciesCount: count, seed: 300 + UInt64(count)))))
        }
    }

    private func forEachSystem(_ body: (SystemEvaluator, RandomSystem, Evaluation) throws -> Void) throws {
        for (speciesCount, evaluator) in potentials {
            for system in RandomSystem.everyCell(speciesCount: speciesCount, seed: 310) {
                try body(evaluator, system, try evaluator.evaluate(system))
            }
        }
    }

    @Test("a translation changes nothing, even by many cells")
    func translation() throws {
        try forEachSystem { evaluator, system, reference in
            var moved = system
            moved.positions = moved.positions.map { $0 + SIMD3(31.4, -15.9, 2.65) }
            let evaluation = try evaluator.evaluate(moved)
            #expect(relativeDifference([evaluation.energy], [reference.energy]) < 1e-11)
            #expect(relativeDifference(components(evaluation.forces), components(reference.forces)) < 1e-11)
        }
    }

    @Test("moving single atoms by lattice vectors changes nothing")
    func latticeTranslations() throws {
        try forEachSystem { evaluator, system, reference in
            var moved = system
            for (index, vector) in system.cell.vectors.enumerated() where system.cell.periodicity[index] {
                moved.positions[index] += Double(3 * index - 4) * vector
            }
            let evaluation = try evaluator.evaluate(moved)
            #expect(relativeDifference([evaluation.energy], [reference.energy]) < 1e-12)
            #expect(relativeDifference(components(evaluation.forces), components(reference.forces)) < 1e-11)
        }
    }

    @Test("rotations and reflections turn the forces and the virial, and keep the energies", arguments: [1.0, -1.0])
    func rotation(determinant: Double) throws {
        let axes = rotationMatrix(determinant: determinant)
        func turned(_ v: SIMD3<Double>) -> SIMD3<Double> { v.x * axes[0] + v.y * axes[1] + v.z * axes[2] }
        try forEachSystem { evaluator, system, reference in
            var other = system
            other.positions = system.positions.map(turned)
            let cell = system.cell
            (other.cell.a, other.cell.b, other.cell.c) = (turned(cell.a), turned(cell.b), turned(cell.c))
            let evaluation = try evaluator.evaluate(other)
            #expect(relativeDifference(evaluation.siteEnergies, reference.siteEnergies) < 1e-12)
            #expect(relativeDifference(components(evaluation.forces), components(reference.forces.map(turned))) < 1e-11)
            #expect(abs(evaluation.virial.trace - reference.virial.trace) < 1e-11 * reference.virial.voigt.map(abs).max()!)
        }
    }

    private func rotationMatrix(determinant: Double) -> [SIMD3<Double>] {
        let first = SIMD3(0.36, 0.48, -0.8)
        let second = SIMD3(-0.8, 0.6, 0.0)
        return [first, second, determinant * first.cross(second)]
    }

    @Test("the order of the atoms does not matter")
    func permutation() throws {
        try forEachSystem { evaluator, system, reference in
            var random = SplitMix64(seed: 320)
            let order = Array(system.positions.indices).shuffled(using: &random)
            var other = system
            other.positions = order.map { system.positions[$0] }
            other.species = order.map { system.species[$0] }
            let evaluation = try evaluator.evaluate(other)
            #expect(relativeDifference([evaluation.energy], [reference.energy]) < 1e-12)
            #expect(relativeDifference(components(evaluation.forces), components(order.map { reference.forces[$0] })) < 1e-11)
        }
    }

    @Test("a supercell has the energies of its parts")
    func supercell() throws {
        try forEachSystem { evaluator, system, reference in
            guard system.cell.isFullyPeriodic else { return }
            var larger = RandomSystem(atoms: 0, cell: system.cell, speciesCount: 1, seed: 0)
            for i in 0..<2 {
                for j in 0..<3 {
                    let shift = Double(i) * system.cell.a + Double(j) * system.cell.c
                    larger.positions += system.positions.map { $0 + shift }
                    larger.species += system.species
                }
            }
            larger.cell.a *= 2
            larger.cell.c *= 3
            let evaluation = try evaluator.evaluate(larger)
            #expect(relativeDifference([evaluation.energy], [6 * reference.energy]) < 1e-12)
            #expect(relativeDifference((evaluation.virial * (1 / 6.0)).voigt, reference.virial.voigt) < 1e-11)
            let repeated = (0..<6).flatMap { _ in components(reference.forces) }
            #expect(relativeDifference(components(evaluation.forces), repeated) < 1e-11)
        }
    }

    @Test("forces add up to nothing, and so do their torques without periodicity")
    func momentum() throws {
        try forEachSystem { _, system, reference in
            let largest = components(reference.forces).map(abs).max()!
            #expect(reference.forces.reduce(.zero, +).length < 1e-11 * largest)
            if !system.cell.periodicity.contains(true) {
                let torque = zip(system.positions, reference.forces).map { $0.cross($1) }.reduce(.zero, +)
                #expect(torque.length < 1e-10 * largest)
            }
        }
    }

    @Test("energy and forces are continuous where a neighbour crosses the cutoff", arguments: [RadialBasis.Kind.chebyshev, .shapeev])
    func cutoff(kind: RadialBasis.Kind) throws {
        let potential = try RandomPotential.make(level: 12, speciesCount: 2, kind: kind, seed: 321)
        let evaluator = SystemEvaluator(try Plan(potential))
        let cutoff = potential.radialBasis.cutoff
        func evaluation(_ gap: Double) throws -> Evaluation {
            let positions = [SIMD3<Double>.zero, SIMD3(2, 1, 0), SIMD3(cutoff - gap, 0, 0)]
            return try evaluator.evaluate(cell: .none, positions: positions, species: [0, 1, 1])
        }
        let outside = try evaluation(-1e-9)
        let inside = try evaluation(1e-9)
        // φ and φ' vanish at the cutoff as gap² and gap.
        #expect(abs(inside.siteEnergies[0] - outside.siteEnergies[0]) < 1e-15 * max(1, abs(outside.siteEnergies[0])) + 1e-14)
        #expect(relativeDifference(components(inside.forces), components(outside.forces)) < 1e-7)
        let closer = try evaluation(1e-6)
        #expect(relativeDifference(components(closer.forces), components(outside.forces)) < 1e-4)
    }

    @Test("any number of threads gives the same bits", arguments: [2, 3, 7])
    func threads(count: Int) throws {
        let potential = try RandomPotential.make(level: 10, speciesCount: 3, seed: 322)
        let plan = try Plan(potential)
        let cell = Cell(SIMD3(30, 0, 0), SIMD3(3, 28, 0), SIMD3(0, 1, 31))
        let system = RandomSystem(grid: 9, cell: cell, speciesCount: 3, seed: 323)
        let options: EvaluationOptions = [.siteVirials, .siteVirialTensors, .parameterGradient]
        let one = try SystemEvaluator(plan).evaluate(system, options)
        let several = SystemEvaluator(plan, threads: count)
        for _ in 0..<3 {
            let evaluation = try several.evaluate(system, options)
            #expect(evaluation.energy == one.energy)
            #expect(evaluation.forces == one.forces)
            #expect(evaluation.virial == one.virial)
            #expect(evaluation.siteEnergies == one.siteEnergies)
            #expect(evaluation.siteVirials == one.siteVirials)
            #expect(evaluation.siteVirialTensors == one.siteVirialTensors)
            #expect(evaluation.parameterGradient == one.parameterGradient)
        }
    }
}

extension SystemEvaluator {
    fileprivate func evaluate(_ system: RandomSystem, _ options: EvaluationOptions = []) throws -> Evaluation {
        try evaluate(cell: system.cell, positions: system.positions, species: system.species, options: options)
    }
}
