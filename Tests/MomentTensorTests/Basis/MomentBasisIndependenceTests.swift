import Testing

@testable import MomentTensor

@Suite("Independent scalars")
struct MomentBasisIndependenceTests {
    private let basic: [MomentBasis.BasicMoment] = [
        .init(mu: 0, a: 0, b: 0, c: 0), .init(mu: 0, a: 2, b: 0, c: 0), .init(mu: 0, a: 1, b: 1, c: 0), .init(mu: 0, a: 1, b: 0, c: 1),
        .init(mu: 0, a: 0, b: 2, c: 0), .init(mu: 0, a: 0, b: 1, c: 1), .init(mu: 0, a: 0, b: 0, c: 2), .init(mu: 1, a: 0, b: 0, c: 0),
    ]

    private func basis(_ products: [[Int32]], slots: Int, scalars: [Int32]) -> MomentBasis {
        MomentBasis(
            basic: basic,
            products: products.map { MomentBasis.Product(left: $0[0], right: $0[1], multiplicity: $0[2], target: $0[3]) },
            slotCount: slots, scalars: scalars)
    }

    @Test("the trace of a moment of unit vectors is the moment of two ranks less")
    func trace() throws {
        // M[0,0]², and M[0,0] tr M[0,2]
        let basis = basis([[0, 0, 1, 8], [0, 1, 1, 9], [0, 4, 1, 9], [0, 6, 1, 9]], slots: 10, scalars: [0, 8, 9])
        #expect(try basis.independentScalars() == [0, 1])
    }

    @Test("multiples and repetitions are found, and different μ's kept apart")
    func multiples() throws {
        // M[0,0]², 3 M[0,0]², M[0,0] M[1,0], M[1,0]²
        let basis = basis([[0, 0, 1, 8], [0, 0, 3, 9], [0, 7, 1, 10], [7, 7, 1, 11]], slots: 12, scalars: [8, 9, 10, 11, 11, 0, 7])
        #expect(try basis.independentScalars() == [0, 2, 3, 5, 6])
    }

    @Test("sums of different μ's are compared with everything")
    func mixed() throws {
        // M[0,0]² + M[1,0]², M[0,0]², M[1,0]²
        let basis = basis([[0, 0, 1, 8], [7, 7, 1, 8], [0, 0, 1, 9], [7, 7, 1, 10]], slots: 11, scalars: [8, 9, 10])
        #expect(try basis.independentScalars() == [0, 1])
    }

    @Test("the first dependent scalar is that of level 16: four moments M[0,2], by Cayley and Hamilton")
    func cayleyHamilton() throws {
        let specification = BasisSpecification(level: 16)
        let kept = Set(try MomentBasis(specification).independentScalars())
        let scalars = ContractionEnumerator.scalars(specification, limit: 1000) ?? []
        let dropped = scalars.indices.filter { !kept.contains($0) }.map { scalars[$0] }
        #expect(dropped.count == 1)
        let moments = dropped.first.map { diagram in (0..<diagram.vertexCount).map { specification.moments[diagram.vertices[$0]] } }
        #expect(moments == Array(repeating: Moment(mu: 0, rank: 2), count: 4))
    }

    @Test("ranks of the levels", arguments: [(8, 9), (14, 52), (16, 91), (18, 161), (22, 486), (26, 1394)])
    func ranks(level: Int, rank: Int) throws {
        #expect(try MomentBasis(BasisSpecification(level: level)).independentScalars().count == rank)
    }

    @Test("a basis that is no computation is refused")
    func refusals() {
        let cyclic = basis([[8, 0, 1, 8]], slots: 9, scalars: [8])
        let message = "product 1 reads slot 8 before product 1 writes it: the products are cyclic or out of order"
        #expect(throws: VolterraError(.badData, message)) {
            _ = try cyclic.independentScalars()
        }
    }
}
