import FuzzSupport
import Testing

@testable import MomentTensor

@Suite("Spans of bases")
struct BasisSpanTests {
    /// A published potential, its level, and the rank of its scalars.
    typealias Published = (file: String, level: Int, rank: Int)

    static let published: [Published] = [
        ("golden/W-08/pot.mtp", 8, 9), ("golden/motep-multi3-10/pot.mtp", 10, 16), ("golden/motep-cubic-16/pot.mtp", 16, 91),
        ("golden/mlip3-16/pot.mtp", 16, 91), ("golden/PdAg-20-repuls/pot.mtp", 20, 282), ("peers/Mo.mtp", 20, 282),
        ("peers/Ni.mtp", 20, 282), ("peers/Si.mtp", 24, 831),
    ]

    @Test(
        "generated and published scalars have the same rank, apart and together, on random neighbourhoods",
        .enabled(if: SharedData.isPresent), arguments: published.filter { $0.level <= 20 && $0.file != "peers/Ni.mtp" })
    func numerically(_ published: Published) throws {
        let file = try PotentialFile(path: SharedData.path(published.file)).potential.basis
        let generated = try MomentBasis(BasisSpecification(level: published.level))
        #expect(generated.basic == file.basic)
        var generator = SplitMix64(seed: 12)
        let neighbourhoods = (0..<3 * file.scalars.count).map { place in
            RandomNeighbourhood(neighbours: 4 + place % 12, radialFunctions: file.radialFunctionCount, generator: &generator)
        }
        let ofFile = neighbourhoods.map { scalarValues(file, $0) }
        let ours = neighbourhoods.map { scalarValues(generated, $0) }
        #expect(SampleMatrix(rows: ofFile).rank() == published.rank)
        #expect(SampleMatrix(rows: ours).rank() == published.rank)
        #expect(SampleMatrix(rows: zip(ofFile, ours).map { $0 + $1 }).rank() == published.rank)
    }

    @Test(
        "generated and published scalars have the same rank, apart and together, exactly", .enabled(if: SharedData.isPresent),
        arguments: published)
    func exactly(_ published: Published) throws {
        let file = try PotentialFile(path: SharedData.path(published.file)).potential.basis
        let generated = try MomentBasis(BasisSpecification(level: published.level))
        #expect(try file.independentScalars().count == published.rank)
        #expect(try generated.independentScalars().count == published.rank)
        #expect(try united(file, generated).independentScalars().count == published.rank)
    }

    @Test("what is left without the dependent scalars spans the same functions", arguments: [(16, 91), (20, 282), (22, 486), (24, 831)])
    func independent(level: Int, rank: Int) throws {
        let all = try MomentBasis(BasisSpecification(level: level))
        let kept = try MomentBasis(BasisSpecification(level: level, leavesOutDependentScalars: true))
        #expect(kept.scalars.count == rank)
        #expect(kept.basic == all.basic)
        #expect(kept.products.count < all.products.count)
        #expect(kept.slotCount < all.slotCount)
        #expect(try kept.independentScalars() == Array(0..<rank))
        #expect(try united(all, kept).independentScalars().count == rank)
    }

    @Test("a basis of its own kind spans what it should: fewer factors and lower ranks are part of the whole")
    func subsets() throws {
        let whole = try MomentBasis(BasisSpecification(level: 16, maximumFactors: 5))
        let part = try MomentBasis(BasisSpecification(level: 16))
        let union = try united(whole, part).independentScalars().count
        #expect(union == (try whole.independentScalars().count))
        #expect(union > (try part.independentScalars().count))
    }

    /// The scalars of both; they must have the same basic components.
    private func united(_ one: MomentBasis, _ other: MomentBasis) -> MomentBasis {
        let basicCount = Int32(one.basic.count)
        let shift = Int32(one.slotCount) - basicCount
        let moved = { (slot: Int32) in slot < basicCount ? slot : slot + shift }
        let products = other.products.map {
            MomentBasis.Product(left: moved($0.left), right: moved($0.right), multiplicity: $0.multiplicity, target: moved($0.target))
        }
        return MomentBasis(
            basic: one.basic, products: one.products + products, slotCount: one.slotCount + other.slotCount - other.basic.count,
            scalars: one.scalars + other.scalars.map(moved))
    }
}
