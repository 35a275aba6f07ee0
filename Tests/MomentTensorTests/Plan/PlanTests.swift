@testable import MomentTensor
import Testing

@Suite("Compiled potentials")
struct PlanTests {
    /// The exponents of all monomials of one degree, in order.
    private func exponents(ofDegree degree: Int) -> [(a: Int, b: Int, c: Int)] {
        (0...degree).flatMap { remaining in (0...remaining).map { c in (degree - remaining, remaining - c, c) } }
    }

    @Test("monomials are numbered degree by degree, and each degree follows from the one before as the kernels assume")
    func monomials() {
        var expected = 0
        for degree in 0...12 {
            #expect(Monomials.start(ofDegree: degree) == expected)
            let monomials = exponents(ofDegree: degree)
            #expect(monomials.count == Monomials.count(ofDegree: degree))
            for (a, b, c) in monomials {
                #expect(a + b + c == degree)
                #expect(Monomials.index(a, b, c) == expected)
                expected += 1
            }
            let lower = degree == 0 ? [] : exponents(ofDegree: degree - 1)
            let recursion =
                lower.map { ($0.a + 1, $0.b, $0.c) } + lower.suffix(degree).map { ($0.a, $0.b + 1, $0.c) }
                + lower.suffix(1).map { ($0.a, $0.b, $0.c + 1) }
            if degree > 0 { #expect(recursion.elementsEqual(monomials.map { ($0.a, $0.b, $0.c) }, by: ==)) }
        }
    }

    @Test("in the standard levels every monomial is accumulated once", arguments: [8, 12, 16, 20, 24])
    func layout(level: Int) throws {
        let basis = try MomentBasis(BasisSpecification(level: level))
        let layout = MomentLayout(radialFunctionCount: basis.radialFunctionCount, needed: basis.basic)
        let monomials = Monomials.start(ofDegree: layout.highestDegree + 1)
        #expect(layout.accumulatedCount == [8: 10, 12: 35, 16: 84, 20: 165, 24: 286][level])
        #expect(monomials == layout.accumulatedCount || level % 4 == 2)
        // A trace is only made of slots that are complete.
        for trace in layout.traces { #expect(max(trace.parents.0, trace.parents.1, trace.parents.2) < trace.target) }
        let slots = basis.basic.map(layout.slot(of:))
        #expect(Set(slots).count == slots.count)
    }

    private func layout(_ ranks: [[Int32]]) -> MomentLayout {
        MomentLayout(
            radialFunctionCount: ranks.count,
            needed: ranks.enumerated().flatMap { mu, ranks in
                ranks.map { MomentBasis.BasicMoment(mu: Int32(mu), a: 0, b: $0, c: 0) }
            })
    }

    @Test("of ranks of one parity only the highest is accumulated, of both the two highest; gaps between bands are filled from above")
    func parities() {
        let layout = layout([[6, 4, 2], [5, 4, 0], [3], [], [1, 0], [0]])
        #expect(layout.bands.map(\.degrees) == [6..<7, 4..<6, 2..<4, 0..<0, 0..<2, 0..<1])
        #expect(layout.accumulatedCount == 28 + 36 + 16 + 4 + 1)
    }

    @Test("the owner of a degree is the one above it where it can be, else the band that reaches down farthest")
    func owners() {
        #expect(layout([[5, 4], [4, 3], [2], [2, 1, 0]]).owners == [3, 3, 3, 1, 0, 0])
        #expect(layout([[3], [3, 2], [0]]).owners == [2, 1, 1, 1])
        #expect(layout([[3], [3, 2], [0]]).bands.map(\.degrees) == [3..<4, 1..<4, 0..<1])
        #expect(layout([[3], [3, 2], [0]]).members(ofDegree: 3) == [1, 0])
        #expect(layout([[4]]).bands.map(\.degrees) == [0..<5])
    }

    @Test("the functions of RBShapeev have the leading coefficients that MLIP tabulates: √21/2, 3√7, 5√33 …")
    func shapeev() throws {
        // Of the polynomials in t that multiply (r_min/r)² (1 − t)²: factor · √radicand.
        let tabulated: [(factor: Double, radicand: Double)] = [
            (1 / 2, 21), (3, 7), (5, 33), (165 / 4, 13 / 2), (1001 / 2, 3 / 5), (182, 187 / 3), (1326, 114 / 7), (4845 / 4, 273),
            (17765 / 3, 161),
        ]
        let recurrence = RadialRecurrence(RadialBasis(kind: .shapeev, minimumDistance: 1, cutoff: 3, size: tabulated.count))
        var leading = recurrence.first
        for (n, (factor, radicand)) in tabulated.enumerated() {
            let expected = factor * radicand.squareRoot()
            #expect(abs(leading - expected) < 1e-13 * expected, "n = \(n)")
            if n < recurrence.steps.count { leading *= 2 * recurrence.steps[n].slope }
        }
    }
}
