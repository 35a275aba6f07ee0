#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The pair repulsion of `RBChebyshev_repuls` below r_min: a (e^{−b (r − 1)} − e^{−b (r_min − 1)}) eV is added to the energy of
/// both atoms of the pair, a = 10⁴, b = 10/Å.
struct ExponentialRepulsion: Sendable {
    private let amplitude: Double
    private let decay = 10.0
    private let minimumDistance: Double

    /// `factor` multiplies it.
    init(below minimumDistance: Double, factor: Double) {
        self.minimumDistance = minimumDistance
        amplitude = 10000 * factor
    }

    /// Zero at r_min and beyond.
    func evaluate(at distance: Double) -> (energy: Double, slope: Double) {
        guard distance < minimumDistance else { return (0, 0) }
        let value = exp(-decay * (distance - 1))
        return (amplitude * (value - exp(-decay * (minimumDistance - 1))), -decay * amplitude * value)
    }
}
