import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Dislocations that glide")
struct PeierlsTests {
    private let pool: EvaluationPool
    private let builder: DislocationBuilder
    private var shape = DislocationCylinder()

    init() throws {
        pool = EvaluationPool(try tungstenPlan(), threads: 2)
        let material = try DislocationMaterial(.bcc, species: 0, pool)
        builder = try DislocationBuilder(
            try DislocationFrame(DislocationType.screw111.orientation, in: material.crystal), material.elasticity)
        (shape.radius, shape.rimWidth) = (22, 8)
    }

    @Test("the barrier of a screw is positive, and the same there and back")
    func barrier() throws {
        var settings = PeierlsBarrier.Settings()
        settings.innerImages = 5
        let barrier = try PeierlsBarrier(builder, shape, settings, pool) { _ in }
        #expect(barrier.isConverged)
        #expect(barrier.barrier > 0.01 && barrier.barrier < 0.2)
        #expect(abs(barrier.difference) < 1e-4)
        for (one, other) in zip(barrier.images, barrier.images.reversed()) { #expect(abs(one.energy - other.energy) < 1e-3) }
        #expect(barrier.peierlsStress > 0)
        // The rim goes evenly from the one field to the other.
        let rim = try #require(barrier.crystal.groups.last).atoms
        let (first, middle, last) = (barrier.images[0].system, barrier.images[3].system, barrier.images[6].system)
        for atom in rim {
            #expect((middle.positions[atom] - 0.5 * (first.positions[atom] + last.positions[atom])).length < 1e-12)
        }
    }

    @Test("under a growing shear the screw stays in its valley, and then leaves it by whole steps")
    func stress() throws {
        var settings = PeierlsStress.Settings()
        settings.increment = 0.5
        settings.halvings = 2
        let result = try PeierlsStress(builder, shape, settings, pool) { _ in }
        let upper = try #require(result.bounds.upper)
        #expect(result.bounds.lower > 0.2 && upper - result.bounds.lower < 0.2 && upper < 6)
        let step = builder.frame.glideStep
        for point in result.points { #expect((abs(point.glide) < 0.5 * step) == (point.stress <= result.bounds.lower)) }
        settings.largest = 0.5
        let small = try PeierlsStress(builder, shape, settings, pool) { _ in }
        #expect(small.bounds.upper == nil && small.bounds.lower == 0.5)
    }

    @Test("the strain of a stress is the one that makes it")
    func strain() throws {
        let elasticity = ElasticTensor.cubic(c11: 513.1, c12: 201, c44: 144.9)
        let stress = SymmetricTensor(xx: 1, yy: -2, zz: 0.5, yz: 3, xz: -1, xy: 2)
        let strain = try elasticity.strain(of: stress)
        #expect(abs(513.1 * strain.xx + 201 * (strain.yy + strain.zz) - 1) < 1e-12)
        #expect(abs(2 * 144.9 * strain.yz - 3) < 1e-12)
    }

    @Test("atoms that are held stay, to the last bit")
    func frozen() throws {
        let crystal = try builder.cylinder(shape)
        var relaxation = Relaxation()
        relaxation.forceTolerance = 1e-3
        relaxation.frozenAtoms = Set(crystal.groups.filter(\.isFixed).flatMap(\.atoms))
        let outcome = try pool.mapAll(1) { evaluator, _ throws(VolterraError) in try relaxation.run(crystal.system, with: evaluator) }[0]
        #expect(outcome.isConverged && outcome.steps > 0)
        for (atom, isFixed) in crystal.isFixed.enumerated() {
            #expect((outcome.system.positions[atom] == crystal.system.positions[atom]) == isFixed)
        }
    }
}
