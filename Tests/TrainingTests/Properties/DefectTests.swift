import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Defects of tungsten")
struct DefectTests {
    private let pool: EvaluationPool
    private let crystal: Crystal

    init() throws {
        pool = EvaluationPool(try tungstenPlan(), threads: 2)
        crystal = try #require(try Crystal.lowest(.bcc, species: 0, with: SystemEvaluator(pool.plan)))
    }

    @Test("a vacancy costs energy, less after relaxation, and hardly depends on the size of the cell")
    func vacancy() throws {
        let vacancy = try Vacancy(crystal, pool)
        #expect(vacancy.atomCount == 250 && vacancy.smaller.atomCount == 128)
        #expect(vacancy.formationEnergy > 1 && vacancy.formationEnergy < vacancy.unrelaxedEnergy)
        #expect(abs(vacancy.formationEnergy - vacancy.smaller.formationEnergy) < 0.1)
        let migration = try #require(vacancy.migrations.first)
        #expect(vacancy.migrations.count == 1 && migration.isConverged)
        #expect(migration.barrier > 0.2)
        // The path is as high on the way there as on the way back.
        let energies = migration.path.map(\.energy)
        for (there, back) in zip(energies, energies.reversed()) { #expect(abs(there - back) < 0.01) }
        #expect(energies.max() == migration.barrier)
    }

    @Test("a surface has the energy of the same layers between empty space, which were built by other means")
    func surface() throws {
        let surfaces = try Surface.all(crystal, pool).map { try $0.get() }
        #expect(surfaces.map(\.name) == ["(110)", "(100)", "(111)", "(112)"])
        for surface in surfaces { #expect(surface.energy > 0 && surface.energy <= surface.unrelaxedEnergy + 1e-9) }
        let layers = 24
        var slab = crystal.unitCell.repeated(SIMD3(1, 1, layers / 2))
        slab.cell.c.z += 20
        let evaluator = SystemEvaluator(pool.plan)
        let excess = try evaluator.evaluate(slab).energy - crystal.energyPerAtom * Double(slab.count)
        let hundred = try #require(surfaces.first { $0.name == "(100)" })
        #expect(agree(hundred.unrelaxedEnergy, excess / (2 * crystal.a * crystal.a) * 16.021_766_34, within: 1e-6))
    }

    @Test("γ-lines begin and end with the perfect crystal, and that of (110) is the same from both ends")
    func lines() throws {
        let faults = try StackingFault.all(crystal, pool)
        #expect(faults.map(\.name) == ["(110)⟨111⟩", "(112)⟨111⟩"])
        for fault in faults {
            #expect(fault.isComplete && fault.stable == nil)
            let unstable = try #require(fault.unstable)
            #expect(agree(fault.length, crystal.a * 0.75.squareRoot(), within: 1e-9))
            #expect(abs(fault.points[0].energy) < 1e-6 && fault.points.first?.shift == 0 && fault.points.last?.shift == 1)
            #expect(fault.points.allSatisfy { $0.energy <= unstable.energy + 1e-9 && $0.energy > -1e-6 })
        }
        for (there, back) in zip(faults[0].points, faults[0].points.reversed()) { #expect(abs(there.energy - back.energy) < 2e-3) }
        #expect(abs((faults[0].unstable?.shift ?? 0) - 0.5) < 0.01)
    }

    @Test("the intrinsic fault of fcc is a crystal with one layer missing from its sequence")
    func intrinsicFault() throws {
        let fcc = try #require(try Crystal.lowest(.fcc, species: 0, with: SystemEvaluator(pool.plan)))
        let faults = try StackingFault.all(fcc, pool)
        let fault = try #require(faults.first)
        #expect(agree(fault.length, fcc.a * 1.5.squareRoot(), within: 1e-9))
        #expect(abs((fault.stable?.shift ?? 0) - 1.0 / 3) < 1e-12)
        // ABC … ABC with the last layer taken away, in a cell of its own; relaxed along the normal.
        let distance = fcc.a / 2.0.squareRoot()
        let height = fcc.a / 3.0.squareRoot()
        let (u, v) = (SIMD3(distance, 0, 0), SIMD3(0.5 * distance, 0.75.squareRoot() * distance, 0))
        let layers = 14
        let positions = (0..<layers).map { layer -> SIMD3<Double> in
            let site = Double(layer % 3) / 3 * (u + v)
            return site + SIMD3(0, 0, (Double(layer) + 0.5) * height)
        }
        let cell = Cell(u, v, SIMD3(0, 0, Double(layers) * height))
        var relaxation = Relaxation()
        relaxation.cell = .normal
        relaxation.mobility = SIMD3(0, 0, 1)
        let system = AtomicSystem(cell: cell, positions: positions, species: Array(repeating: 0, count: layers))
        let outcome = try relaxation.run(system, with: SystemEvaluator(pool.plan))
        let energy = outcome.evaluation.energy
        let excess = (energy - fcc.energyPerAtom * Double(layers)) / (u.cross(v)).length * 16.021_766_34
        #expect(abs(excess - (fault.stable?.energy ?? .nan)) < 2e-3)
    }
}
