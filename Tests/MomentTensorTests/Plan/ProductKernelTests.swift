@testable import MomentTensor
import TestSupport
import Testing

@Suite("Compiled products")
struct ProductKernelTests {
    /// The largest relative difference between the kernel and the plain loops, over energy and gradient of every lane together.
    private func difference(_ potential: Potential, seed: UInt64) throws -> Double {
        let plan = try Plan(potential)
        let tables = plan.tables
        let plain = PlainProducts(basis: potential.basis, linear: potential.coefficients!.linear, layout: plan.program.layout)
        var random = SplitMix64(seed: seed)
        let slots = AlignedMemory<Lanes>(capacity: tables.slotCount)
        let gradient = AlignedMemory<Lanes>(capacity: tables.slotCount)
        defer {
            slots.deallocate()
            gradient.deallocate()
        }
        for slot in 0..<tables.moments.accumulatedCount {
            for lane in 0..<Lanes.scalarCount { slots.base[slot][lane] = Double.random(in: -1...1, using: &random) }
        }
        let kernel = ProductKernel<Lanes>(tables: tables)
        kernel.complete(slots.base)
        let energies = kernel.energyAndGradient(slots.base, gradient: gradient.base)
        return (0..<Lanes.scalarCount).reduce(0) { worst, lane in
            let expected = plain.energyAndGradient((0..<tables.moments.accumulatedCount).map { slots.base[$0][lane] })
            let values = (0..<tables.moments.accumulatedCount).map { gradient.base[$0][lane] }
            return max(worst, relativeDifference([energies[lane]] + values, [expected.energy] + expected.gradient))
        }
    }

    @Test("give the energy and the gradient of the products as the basis lists them", arguments: [2, 4, 8, 12, 16, 20, 24])
    func standardLevels(level: Int) throws {
        let potential = try RandomPotential.make(level: level, speciesCount: 1, seed: UInt64(level))
        #expect(try difference(potential, seed: 7) < 1e-12)
    }

    @Test("do so for the product lists of MLIP", .enabled(if: SharedData.isPresent), arguments: SharedData.potentials)
    func publishedLists(name: String) throws {
        let potential = try PotentialFile(path: SharedData.path(name)).potential
        #expect(try difference(potential, seed: 3) < 1e-12)
    }

    @Test("do so for products that no theory made")
    func randomProducts() throws {
        for seed in 0..<300 as Range<UInt64> {
            var potential = try RandomPotential.make(level: 4, speciesCount: 1, seed: seed)
            let basis = RandomBasis.make(seed: seed)
            potential.basis = basis
            var random = SplitMix64(seed: seed)
            potential.coefficients!.radial = [Double](repeating: 1, count: potential.radialParameterCount)
            potential.coefficients!.linear = basis.scalars.map { _ in Double.random(in: -1...1, using: &random) }
            let worst = try difference(potential, seed: seed)
            #expect(worst < 1e-12, "seed \(seed)")
        }
    }

    @Test("are put in groups that share a factor: fewer terms than products", arguments: [8, 12, 16, 20, 24])
    func sharing(level: Int) throws {
        let program = ProductProgram(try MomentBasis(BasisSpecification(level: level)))
        let expected = [8: (5, 5), 12: (76, 33), 16: (567, 248), 20: (3548, 1623), 24: (17034, 7456)][level]!
        #expect((program.others.count, program.shared.count) == expected)
    }

    @Test("the energy form has rows in common too: fewer weights than pairs of slots", arguments: [20, 24])
    func formSharing(level: Int) throws {
        let potential = try RandomPotential.make(level: level, speciesCount: 1, seed: 1)
        let form = EnergyForm(ProductProgram(potential.basis), linearCoefficients: potential.coefficients!.linear)
        let expected = [20: (885, 368), 24: (4680, 1621)][level]!
        #expect((form.others.count, form.weights.count) == expected)
    }

    @Test("each group reads only slots that are complete, and every intermediate slot is made once")
    func order() throws {
        let program = ProductProgram(try MomentBasis(BasisSpecification(level: 18)))
        var (target, shared, other) = (program.layout.count, 0, 0)
        for group in program.groups {
            #expect(ProductProgram.Group.widths.contains(group.width))
            for factor in program.shared[shared..<(shared + group.termCount)] { #expect(factor.slot < target) }
            for factor in program.others[other..<(other + group.termCount * group.width)] { #expect(factor < target) }
            shared += group.termCount
            other += group.termCount * group.width
            target += group.width
        }
        #expect((target, shared, other) == (program.slotCount, program.shared.count, program.others.count))
    }

    @Test("are compiled in the same way every time")
    func isDeterministic() throws {
        let basis = try MomentBasis(BasisSpecification(level: 16))
        #expect(ProductProgram(basis).others == ProductProgram(basis).others)
    }
}
