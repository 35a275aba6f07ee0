import Testing

@testable import MomentTensor

@Suite("What a basis can be asked for")
struct BasisSpecificationTests {
    @Test(
        "what cannot be is refused in words",
        arguments: [
            (BasisSpecification(level: 0), "level 0 is below the smallest level of a potential, 2"),
            (BasisSpecification(level: -4), "level -4 is below the smallest level of a potential, 2"),
            (
                BasisSpecification(level: 15),
                "level 15 is odd, but every contraction of moments has an even level; level 14 has the same functions"
            ),
            (BasisSpecification(level: 8, levelOfMu: 0), "each μ can add 1 to 20 to the level of a moment, not 0"),
            (BasisSpecification(level: 8, maximumFactors: 0), "a basis can have products of 1 to 6 moments, not of 0"),
            (BasisSpecification(level: 8, maximumFactors: 7), "a basis can have products of 1 to 6 moments, not of 7"),
            (BasisSpecification(level: 8, maximumRank: -1), "the maximal tensor rank ν can be 0 to 20, not -1"),
            (BasisSpecification(level: 8, maximumRank: 21), "the maximal tensor rank ν can be 0 to 20, not 21"),
            (BasisSpecification(level: 8, maximumMu: -1), "the maximal radial index μ can be 0 to 30, not -1"),
            (BasisSpecification(level: 8, maximumMu: .max), "the maximal radial index μ can be 0 to 30, not 9223372036854775807"),
            (
                BasisSpecification(level: .max - 1, maximumRank: 20, maximumMu: 30),
                "a basis of level 9223372036854775806 with products of up to 4 moments would have 651 different moments, and 255 is the most; "
                    + "lower the level, the number of factors, or the largest ν or μ"
            ),
            (
                BasisSpecification(level: 40),
                "a basis of level 40 with products of up to 4 moments would have more than 20000 scalars; "
                    + "lower the level, the number of factors, or the largest ν or μ"
            ),
            (
                BasisSpecification(level: 60, maximumFactors: 6, maximumRank: 20, maximumMu: 0),
                "a basis of level 60 with products of up to 6 moments would have more than 20000 scalars; "
                    + "lower the level, the number of factors, or the largest ν or μ"
            ),
        ])
    func refusals(_ specification: BasisSpecification, message: String) {
        #expect { try MomentBasis(specification) } throws: { "\($0)" == message }
    }

    @Test("one factor leaves the moments of rank zero")
    func oneFactor() throws {
        let basis = try MomentBasis(BasisSpecification(level: 14, maximumFactors: 1))
        #expect(basis.basic.map { [$0.mu, $0.rank] } == [[0, 0], [1, 0], [2, 0], [3, 0]])
        #expect(basis.products.isEmpty)
        #expect(basis.scalars == [0, 1, 2, 3])
    }

    @Test("the largest ν and μ bound the basic components")
    func bounds() throws {
        let basis = try MomentBasis(BasisSpecification(level: 20, maximumRank: 3, maximumMu: 1))
        #expect(basis.basic.map(\.rank).max() == 3)
        #expect(basis.radialFunctionCount == 2)
        let scalarsOnly = try MomentBasis(BasisSpecification(level: 20, maximumRank: 0))
        #expect(scalarsOnly.basic.count == 5)
    }

    @Test("higher ranks than the published ones are available at levels 26 and 28")
    func uncapped() throws {
        #expect(try MomentBasis(BasisSpecification(level: 26, maximumRank: 20, maximumMu: 30)).scalars.count == 1466)
        #expect(try MomentBasis(BasisSpecification(level: 28, maximumRank: 20, maximumMu: 30)).scalars.count == 2455)
    }

    @Test("without the limit of four factors level 10 has 17 scalars")
    func fiveFactors() throws {
        #expect(try MomentBasis(BasisSpecification(level: 10, maximumFactors: 5)).scalars.count == 17)
    }

    @Test("the same specification gives the same tables")
    func determinism() throws {
        #expect(try MomentBasis(BasisSpecification(level: 18)) == MomentBasis(BasisSpecification(level: 18)))
    }

    @Test("the less a μ adds to the level, the more radial functions there are; what there was before is among them")
    func levelOfMu() throws {
        let usual = try MomentBasis(BasisSpecification(level: 13, levelOfMu: 5))
        let richer = try MomentBasis(BasisSpecification(level: 13, levelOfMu: 3))
        #expect(usual.radialFunctionCount == 3 && richer.radialFunctionCount == 4)
        #expect(Set(usual.basic).isSubset(of: Set(richer.basic)))
        #expect(richer.scalars.count > usual.scalars.count)
    }
}
