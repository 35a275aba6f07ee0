#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The repulsion of two atoms that come very close, by Ziegler, Biersack and Littmark: a screened Coulomb potential, led to zero
/// smoothly. The same function as LAMMPS's `pair_style zbl` in units `metal`.
///
///     V(r) = Z Z' e²/r Σ_k c_k exp(−d_k r/a) + S(r),     a = 0.46850 Å / (Z^0.23 + Z'^0.23),     e² = 14.399645 eV Å
///     S(r) = C                                              below r_inner
///     S(r) = A/3 (r − r_inner)³ + B/4 (r − r_inner)⁴ + C    above
///
/// A, B and C are such that V, V' and V'' vanish at r_outer, beyond which V = 0.
public struct ZieglerBiersackLittmark: Hashable, Sendable {
    /// Where the screened Coulomb potential is led to zero; Å.
    public struct Switching: Hashable, Sendable {
        public var inner: Double
        public var outer: Double

        public init(inner: Double, outer: Double) {
            self.inner = inner
            self.outer = outer
        }
    }

    public let switching: Switching
    /// Z Z' e²
    private var strength: Double
    /// d_k/a
    private let decays: SIMD4<Double>
    private var cubic = 0.0
    private var quartic = 0.0
    private var constant = 0.0

    /// c_k
    private static var weights: SIMD4<Double> { SIMD4(0.02817, 0.28022, 0.50986, 0.18175) }

    public init(_ first: Element, _ second: Element, _ switching: Switching) {
        let charges = (Double(first.atomicNumber), Double(second.atomicNumber))
        let inverseLength = (pow(charges.0, 0.23) + pow(charges.1, 0.23)) / 0.46850
        self.switching = switching
        strength = charges.0 * charges.1 * 14.399645
        decays = SIMD4(0.20162, 0.40290, 0.94229, 3.19980) * inverseLength

        let f = screenedCoulomb(at: switching.outer)
        let t = switching.outer - switching.inner
        cubic = (-3 * f.slope + t * f.curvature) / (t * t)
        quartic = (2 * f.slope - t * f.curvature) / (t * t * t)
        constant = -f.value + t / 2 * f.slope - t * t / 12 * f.curvature
    }

    /// V(r) in eV and V'(r) in eV/Å.
    public func evaluate(at distance: Double) -> (energy: Double, slope: Double) {
        guard distance < switching.outer else { return (0, 0) }
        let f = screenedCoulomb(at: distance)
        let t = max(distance - switching.inner, 0)
        return (
            f.value + constant + t * t * t * (cubic / 3 + quartic / 4 * t),
            f.slope + t * t * (cubic + quartic * t)
        )
    }

    /// The same function times `factor`.
    func scaled(by factor: Double) -> ZieglerBiersackLittmark {
        var scaled = self
        scaled.strength *= factor
        scaled.cubic *= factor
        scaled.quartic *= factor
        scaled.constant *= factor
        return scaled
    }

    private func screenedCoulomb(at distance: Double) -> (value: Double, slope: Double, curvature: Double) {
        let exponents = decays * -distance
        let terms = ZieglerBiersackLittmark.weights * SIMD4(exp(exponents.x), exp(exponents.y), exp(exponents.z), exp(exponents.w))
        let screening = terms.sum()
        let slope = -(decays * terms).sum()
        let curvature = (decays * decays * terms).sum()
        let inverse = 1 / distance
        return (
            strength * inverse * screening,
            strength * inverse * (slope - inverse * screening),
            strength * inverse * (curvature - 2 * inverse * (slope - inverse * screening))
        )
    }
}
