import Foundation
import MomentTensor

/// The repulsion of Ziegler, Biersack and Littmark with every derivative written out, term by term.
struct ZBLOracle {
    let first: Double
    let second: Double
    let inner: Double
    let outer: Double

    init(_ first: String, _ second: String, inner: Double, outer: Double) {
        self.first = Double(Element(symbol: first)!.atomicNumber)
        self.second = Double(Element(symbol: second)!.atomicNumber)
        self.inner = inner
        self.outer = outer
    }

    func energy(_ r: Double) -> Double {
        guard r < outer else { return 0 }
        let (a, b, c) = switching
        let t = r < inner ? 0 : r - inner
        return bare(r).0 + a / 3 * pow(t, 3) + b / 4 * pow(t, 4) + c
    }

    func slope(_ r: Double) -> Double {
        guard r < outer else { return 0 }
        let (a, b, _) = switching
        let t = r < inner ? 0 : r - inner
        return bare(r).1 + a * pow(t, 2) + b * pow(t, 3)
    }

    private var switching: (Double, Double, Double) {
        let (f, f1, f2) = bare(outer)
        let t = outer - inner
        return ((-3 * f1 + t * f2) / pow(t, 2), (2 * f1 - t * f2) / pow(t, 3), -f + t * f1 / 2 - pow(t, 2) * f2 / 12)
    }

    /// c/r e^{−k r} and its derivatives, summed.
    private func bare(_ r: Double) -> (Double, Double, Double) {
        let length = 0.46850 / (pow(first, 0.23) + pow(second, 0.23))
        var sums = (0.0, 0.0, 0.0)
        for (c, d) in [(0.02817, 0.20162), (0.28022, 0.40290), (0.50986, 0.94229), (0.18175, 3.19980)] {
            let k = d / length
            let term = first * second * 14.399645 * c * exp(-k * r)
            sums.0 += term / r
            sums.1 -= term * (k / r + 1 / pow(r, 2))
            sums.2 += term * (pow(k, 2) / r + 2 * k / pow(r, 2) + 2 / pow(r, 3))
        }
        return sums
    }
}
