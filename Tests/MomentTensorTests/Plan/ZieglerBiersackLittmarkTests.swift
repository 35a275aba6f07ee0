import MomentTensor
import TestSupport
import Testing

@Suite("The repulsion of Ziegler, Biersack and Littmark")
struct ZieglerBiersackLittmarkTests {
    private struct Pair: CustomTestStringConvertible, Sendable {
        var first: String
        var second: String
        var inner: Double
        var outer: Double

        var function: ZieglerBiersackLittmark {
            ZieglerBiersackLittmark(Element(symbol: first)!, Element(symbol: second)!, .init(inner: inner, outer: outer))
        }
        var oracle: ZBLOracle { ZBLOracle(first, second, inner: inner, outer: outer) }
        var testDescription: String { "\(first)–\(second), \(inner) … \(outer) Å" }
    }

    private static let pairs = [
        Pair(first: "W", second: "Re", inner: 1, outer: 2), Pair(first: "O", second: "U", inner: 0.6, outer: 4.5),
        Pair(first: "H", second: "H", inner: 0.3, outer: 0.7), Pair(first: "Og", second: "H", inner: 1.9, outer: 2),
    ]

    private func isClose(_ value: Double, _ reference: Double, _ tolerance: Double) -> Bool {
        abs(value - reference) <= tolerance * abs(reference)
    }

    @Test("it has the energies and forces that LAMMPS (7 Jan 2022) prints for pair_style zbl")
    func lammps() {
        let printed: [(pair: Pair, values: [(r: Double, energy: Double, force: Double)])] = [
            (
                ZieglerBiersackLittmarkTests.pairs[0],
                [
                    (0.2, 74690.965920125702, 849774.64854405704), (0.7, 1870.46954079999, 10298.385455978299),
                    (1.0, 399.568719908915, 1968.25647314291), (1.3, 88.3948394285744, 472.06171958301502),
                    (1.9, 0.186388598136322, 5.6257496363895196),
                ]
            ),
            (
                ZieglerBiersackLittmarkTests.pairs[1],
                [
                    (0.2, 12480.8375034247, 131876.097683292), (0.7, 419.10208318493102, 2062.9477029522),
                    (2.0, 3.8534872217389098, 10.9218089771091), (4.4, 3.3110838858110802e-05, 0.0010048745999329299),
                ]
            ),
        ]
        for (pair, values) in printed {
            for (r, energy, force) in values {
                let result = pair.function.evaluate(at: r)
                // Near the outer radius the terms cancel, by as much as the energy is smaller than the screened Coulomb energy.
                let tolerance = r < 0.9 * pair.outer ? 2e-14 : 1e-9
                #expect(isClose(result.energy, energy, tolerance), "\(pair.testDescription), r = \(r)")
                #expect(isClose(-result.slope, force, tolerance), "\(pair.testDescription), r = \(r)")
            }
        }
    }

    @Test("it is what the formula says, on both sides of the inner radius", arguments: pairs)
    private func formula(_ pair: Pair) {
        let (function, oracle) = (pair.function, pair.oracle)
        for step in 1..<200 {
            let r = pair.outer * Double(step) / 200
            let (energy, slope) = function.evaluate(at: r)
            #expect(abs(energy - oracle.energy(r)) <= 1e-13 * oracle.energy(min(r, pair.inner)))
            #expect(abs(slope - oracle.slope(r)) <= 1e-13 * abs(oracle.slope(min(r, pair.inner))))
        }
    }

    @Test("its slope is its derivative, and it repels everywhere", arguments: pairs)
    private func derivatives(_ pair: Pair) {
        let function = pair.function
        for step in 4..<100 {
            let r = pair.outer * (Double(step) + 0.5) / 100
            let difference = derivative(step: 1e-4 * r) { function.evaluate(at: r + $0).energy }
            #expect(abs(function.evaluate(at: r).slope - difference) <= 1e-8 * abs(function.evaluate(at: min(r, pair.inner)).slope))
            #expect(function.evaluate(at: r).energy > 0 && function.evaluate(at: r).slope < 0)
        }
    }

    @Test("energy, slope and curvature vanish at the outer radius, and do not jump at the inner one", arguments: pairs)
    private func switching(_ pair: Pair) {
        let function = pair.function
        // What vanishes with its first two derivatives falls eightfold when the distance to the end is halved.
        let h = 0.02 * (pair.outer - pair.inner)
        let (near, nearer) = (function.evaluate(at: pair.outer - h), function.evaluate(at: pair.outer - h / 2))
        #expect(isClose(near.energy / nearer.energy, 8, 0.05))
        #expect(isClose(near.slope / nearer.slope, 4, 0.05))
        for r in [pair.outer, pair.outer + 1e-9, 100] { #expect(function.evaluate(at: r) == (0, 0)) }

        let (below, above) = (function.evaluate(at: pair.inner.nextDown), function.evaluate(at: pair.inner.nextUp))
        #expect(isClose(below.energy, above.energy, 1e-12))
        #expect(isClose(below.slope, above.slope, 1e-12))
        let step = 1e-6 * pair.inner
        let middle = function.evaluate(at: pair.inner).slope
        let curvatures = [-step, step].map { (function.evaluate(at: pair.inner + $0).slope - middle) / $0 }
        #expect(isClose(curvatures[0], curvatures[1], 1e-3))
    }

    @Test("it does not depend on the order of the elements, and grows without bound towards zero")
    func limits() {
        let switching = ZieglerBiersackLittmark.Switching(inner: 1, outer: 2)
        let (w, re) = (Element(symbol: "W")!, Element(symbol: "Re")!)
        let (one, other) = (ZieglerBiersackLittmark(w, re, switching), ZieglerBiersackLittmark(re, w, switching))
        #expect(isClose(one.evaluate(at: 0.5).energy, other.evaluate(at: 0.5).energy, 1e-14))
        // Unscreened: Z Z' e²/r
        #expect(isClose(one.evaluate(at: 1e-7).energy, 74 * 75 * 14.399645 / 1e-7, 1e-5))
        #expect(one.evaluate(at: 0).energy == .infinity)
    }
}
