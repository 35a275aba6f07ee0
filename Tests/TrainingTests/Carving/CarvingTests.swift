import Atoms
import Foundation
import MomentTensor
import Testing

@testable import Training

@Suite("Carving")
struct CarvingTests {
    /// A hot crystal of 1024 atoms with a vacancy, and how far each atom is from what a training set of crystals has.
    private struct Example {
        let plan: Plan
        let grader: ExtrapolationGrader
        let evaluator: SystemEvaluator
        let system: AtomicSystem
        let grades: [Double]

        init() throws {
            plan = try tungstenPlan()
            let training = try ActiveSetSelectionTests.crystals(60, amplitude: 0.12, seed: 1)
            let set = try ActiveSetSelection(plan, threads: 1).activeSets(of: SelectionData(training))[0]
            grader = try ExtrapolationGrader(plan, set)
            evaluator = SystemEvaluator(plan)
            var generator = SplitMix64(seed: 2)
            var crystal = try bcc(n: 8).displaced(by: 0.1, using: &generator)
            crystal.positions.remove(at: 500)
            crystal.kinds.removeLast()
            system = crystal.system
            grades = try #require(try grader.grades(of: system, with: evaluator).ofAtoms)
        }

        /// The atom that is furthest from the training set.
        var worst: Int { grades.indices.max { grades[$0] < grades[$1] } ?? 0 }
    }

    /// The vectors from an atom to its neighbours, by length.
    private func neighbours(_ system: AtomicSystem, _ atom: Int, cutoff: Double) throws -> [SIMD3<Double>] {
        var vectors: [SIMD3<Double>] = []
        try NeighbourSearch(cell: system.cell, positions: system.positions, cutoff: cutoff).forEachNeighbour(of: atom) {
            vectors.append($1)
        }
        return vectors.sorted { $0.length < $1.length }
    }

    private func expectSameSurroundings(_ cell: CarvedCell, _ example: Example) throws {
        let cutoff = example.plan.potential.radialBasis.cutoff
        let before = try neighbours(example.system, cell.centre, cutoff: cutoff)
        let after = try neighbours(cell.system, 0, cutoff: cutoff)
        #expect(before.count == after.count)
        for (one, other) in zip(before, after) { #expect((one - other).length < 1e-8) }
        #expect(agree(cell.centralGrade, example.grades[cell.centre], within: 1e-6))
        #expect(agree(cell.sourceGrade, example.grades[cell.centre], within: 1e-6))
    }

    @Test("a periodic cell keeps what the central atom sees, and no other atom is further out than before")
    func periodic() throws {
        let example = try Example()
        #expect(example.grades[example.worst] > 1.3)
        let cell = try Carving().carve(example.system, around: example.worst, example.grader, with: example.evaluator)
        #expect((100...200).contains(cell.system.count))
        #expect(cell.system.cell.isFullyPeriodic)
        try expectSameSurroundings(cell, example)
        #expect(cell.highestOtherGrade < max(cell.highestOtherSourceGrade, 1) + 0.2)
        #expect(cell.shortestDistance > 2)
        #expect(Set(cell.sourceAtoms).count == cell.system.count)
        #expect(cell.sourceAtoms[0] == example.worst)
    }

    @Test("a cluster is what is around the atom as it was, with vacuum wider than the cutoff")
    func cluster() throws {
        let example = try Example()
        var carving = Carving()
        carving.shape = .cluster
        carving.vacuum = 1
        let cell = try carving.carve(example.system, around: example.worst, example.grader, with: example.evaluator)
        try expectSameSurroundings(cell, example)
        #expect(cell.system.count <= 200)
        let cutoff = example.plan.potential.radialBasis.cutoff
        let free = AtomicSystem(cell: .none, positions: cell.system.positions, species: cell.system.species)
        for atom in 0..<cell.system.count {
            #expect(try neighbours(free, atom, cutoff: cutoff).count == neighbours(cell.system, atom, cutoff: cutoff).count)
        }
    }

    @Test("along an axis, the period of the configuration is kept, for both shapes", arguments: Carving.Shape.allCases)
    func line(shape: Carving.Shape) throws {
        let example = try Example()
        // A slab of one cubic cell's thickness is as periodic along z as the crystal is.
        var generator = SplitMix64(seed: 4)
        let crystal = try bcc(n: 1).system.repeated(SIMD3(10, 10, 1)).perturbed(by: 0.05)
        let atom = Int.random(in: 0..<crystal.count, using: &generator)
        var carving = Carving()
        carving.shape = shape
        carving.axis = 2
        carving.atomCount = 40...120
        let cell = try carving.carve(crystal, around: atom, example.grader, with: example.evaluator)
        #expect(cell.system.cell.c == crystal.cell.c)
        #expect((40...120).contains(cell.system.count))
        #expect(agree(cell.centralGrade, cell.sourceGrade, within: 1e-6))
    }

    @Test("a cell that is too small for the cutoff is refused, and what would do is said")
    func tooSmall() throws {
        let example = try Example()
        for shape in Carving.Shape.allCases {
            var carving = Carving()
            carving.shape = shape
            carving.atomCount = 10...20
            let error = #expect(throws: VolterraError.self) {
                try carving.carve(example.system, around: 3, example.grader, with: example.evaluator)
            }
            #expect(error?.message == "a cell of 20 atoms cannot hold what is within the cutoff of 5.0 Å")
        }
    }

    @Test("atoms above the threshold are taken one per surroundings, the highest first")
    func targets() throws {
        let example = try Example()
        let targets = try CarvingTargets.atoms(example.system, grades: example.grades, above: 1.1, apart: 5, most: 10)
        #expect(targets.first == example.worst)
        for (number, target) in targets.enumerated() {
            #expect(example.grades[target] > 1.1)
            let near = try NeighbourSearch(cell: example.system.cell, positions: example.system.positions, cutoff: 5)
            near.forEachNeighbour(of: target) { other, _ in #expect(!targets.prefix(number).contains(other)) }
        }
        #expect(try CarvingTargets.atoms(example.system, grades: example.grades, above: 1e9, apart: 5, most: 10).isEmpty)
    }

    @Test("frozen atoms stay where they are while the others relax")
    func frozenAtoms() throws {
        let example = try Example()
        let system = try bcc(n: 3).system.perturbed(by: 0.1)
        var relaxation = Relaxation()
        relaxation.cell = .fixed
        relaxation.frozenAtoms = [0, 7, 20]
        let outcome = try relaxation.run(system, with: example.evaluator)
        #expect(outcome.isConverged)
        for atom in 0..<system.count {
            let moved = (outcome.system.positions[atom] - system.positions[atom]).length
            #expect(relaxation.frozenAtoms.contains(atom) ? moved == 0 : moved > 1e-6)
        }
        let forces = outcome.evaluation.forces.enumerated().filter { !relaxation.frozenAtoms.contains($0.offset) }.map(\.element.length)
        #expect((forces.max() ?? 1) < 2e-4)
    }
}
