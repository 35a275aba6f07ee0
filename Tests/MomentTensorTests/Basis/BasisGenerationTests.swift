import FuzzSupport
import Testing

@testable import MomentTensor

@Suite("Generated bases")
struct BasisGenerationTests {
    /// What the published file of a level has, and how many products we need (`docs/basis.md`).
    struct Published: CustomTestStringConvertible {
        var level: Int, radialFunctions: Int, basic: Int, products: Int, scalars: Int, ranks: [Int]
        var testDescription: String { "level \(level)" }

        static let all = [
            Published(level: 2, radialFunctions: 1, basic: 1, products: 0, scalars: 1, ranks: [0]),
            Published(level: 4, radialFunctions: 1, basic: 1, products: 1, scalars: 2, ranks: [0]),
            Published(level: 6, radialFunctions: 2, basic: 5, products: 5, scalars: 5, ranks: [1, 0]),
            Published(level: 8, radialFunctions: 2, basic: 11, products: 14, scalars: 9, ranks: [2, 0]),
            Published(level: 10, radialFunctions: 3, basic: 25, products: 42, scalars: 16, ranks: [3, 1, 0]),
            Published(level: 12, radialFunctions: 3, basic: 46, products: 117, scalars: 29, ranks: [4, 2, 0]),
            Published(level: 14, radialFunctions: 4, basic: 81, products: 315, scalars: 52, ranks: [5, 3, 1, 0]),
            Published(level: 16, radialFunctions: 4, basic: 130, products: 735, scalars: 92, ranks: [6, 4, 2, 0]),
            Published(level: 18, radialFunctions: 5, basic: 201, products: 1951, scalars: 163, ranks: [7, 5, 3, 1, 0]),
            Published(level: 20, radialFunctions: 5, basic: 295, products: 4442, scalars: 288, ranks: [8, 6, 4, 2, 0]),
            Published(level: 22, radialFunctions: 6, basic: 421, products: 9856, scalars: 500, ranks: [9, 7, 5, 3, 1, 0]),
            Published(level: 24, radialFunctions: 6, basic: 581, products: 21852, scalars: 864, ranks: [10, 8, 6, 4, 2, 0]),
            Published(level: 26, radialFunctions: 6, basic: 706, products: 46333, scalars: 1464, ranks: [10, 9, 7, 5, 3, 1]),
            Published(level: 28, radialFunctions: 6, basic: 866, products: 90300, scalars: 2445, ranks: [10, 10, 8, 6, 4, 2]),
        ]
    }

    @Test(
        "every level has the published numbers of components, scalars and radial functions, and no more products than documented",
        arguments: Published.all)
    func counts(_ published: Published) throws {
        let basis = try MomentBasis(BasisSpecification(level: published.level))
        #expect(basis.radialFunctionCount == published.radialFunctions)
        #expect(basis.basic.count == published.basic)
        #expect(basis.scalars.count == published.scalars)
        #expect(basis.products.count <= published.products)
        let ranks = (0..<Int32(published.radialFunctions)).map { mu in basis.basic.filter { $0.mu == mu }.map(\.rank).max() }
        #expect(ranks == published.ranks.map { Int32($0) })
    }

    @Test("every slot is complete before it is read, every multiplicity positive, and every slot used", arguments: [8, 16, 22])
    func tables(level: Int) throws {
        let basis = try MomentBasis(BasisSpecification(level: level))
        var lastWrite = [Int](repeating: -1, count: basis.slotCount)
        var isRead = [Bool](repeating: false, count: basis.slotCount)
        for (place, product) in basis.products.enumerated() { lastWrite[Int(product.target)] = place }
        for (place, product) in basis.products.enumerated() {
            #expect(product.multiplicity > 0)
            #expect(lastWrite[Int(product.left)] < place && lastWrite[Int(product.right)] < place)
            isRead[Int(product.left)] = true
            isRead[Int(product.right)] = true
        }
        for scalar in basis.scalars { isRead[Int(scalar)] = true }
        #expect(isRead.allSatisfy { $0 })
        #expect((0..<basis.slotCount).allSatisfy { (lastWrite[$0] < 0) == ($0 < basis.basic.count) })
        #expect(Set(basis.scalars).count == basis.scalars.count)
    }

    @Test("the basic components come in the order of the files")
    func basicOrder() throws {
        let basis = try MomentBasis(BasisSpecification(level: 10))
        let expected: [[Int32]] = [
            [0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 2, 0, 0], [0, 1, 1, 0], [0, 1, 0, 1], [0, 0, 2, 0], [0, 0, 1, 1],
            [0, 0, 0, 2], [0, 3, 0, 0], [0, 2, 1, 0], [0, 2, 0, 1], [0, 1, 2, 0], [0, 1, 1, 1], [0, 1, 0, 2], [0, 0, 3, 0], [0, 0, 2, 1],
            [0, 0, 1, 2], [0, 0, 0, 3], [1, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1], [2, 0, 0, 0],
        ]
        #expect(basis.basic.map { [$0.mu, $0.a, $0.b, $0.c] } == expected)
    }

    @Test("every scalar is the contraction of its graph, index by index", arguments: [(12, 4), (16, 4), (18, 5), (20, 6)])
    func contractions(level: Int, factors: Int) throws {
        let specification = BasisSpecification(level: level, maximumFactors: factors)
        let basis = try MomentBasis(specification)
        let oracles = contractionOracles(specification)
        var generator = SplitMix64(seed: 71)
        let neighbourhood = RandomNeighbourhood(neighbours: 5, radialFunctions: basis.radialFunctionCount, generator: &generator)
        let values = scalarValues(basis, neighbourhood)
        #expect(oracles.count == values.count)
        for (value, oracle) in zip(values, oracles) {
            let expected = oracle.value(in: neighbourhood)
            #expect(abs(value - expected) <= 1e-11 * max(1, abs(expected)))
        }
    }

    private func contractionOracles(_ specification: BasisSpecification) -> [ContractionOracle] {
        let moments = specification.moments
        let diagrams = ContractionEnumerator.scalars(specification, limit: 100_000)
        return (diagrams ?? []).map { diagram in
            let vertices = 0..<diagram.vertexCount
            let edges = vertices.flatMap { one in
                (one + 1..<max(one + 1, diagram.vertexCount)).flatMap { other in
                    Array(repeating: (one, other), count: diagram.edges(one)[other])
                }
            }
            return ContractionOracle(
                vertices: vertices.map { (moments[diagram.vertices[$0]].mu, moments[diagram.vertices[$0]].rank) }, edges: edges)
        }
    }
}
