import Atoms
import Foundation
import MomentTensor

/// The energy of a crystal as a function of its volume per atom, and the equation of Birch and Murnaghan that goes through it:
///
///     E(V) = E0 + 9 V0 B / 16 [ (x − 1)³ B' + (x − 1)² (6 − 4 x) ],   x = (V0/V)^⅔
public struct EquationOfState: Sendable {
    /// Å³ and eV per atom, from the smallest volume on.
    public let points: [(volume: Double, energy: Double)]
    /// Å³ per atom
    public let volume: Double
    /// eV per atom
    public let energy: Double
    /// GPa
    public let bulkModulus: Double
    public let bulkModulusDerivative: Double
    /// The root mean square of what the equation misses; eV per atom.
    public let residual: Double

    /// The equation is a cubic polynomial of V^(−⅔), fitted as such. `nil` where that has no minimum among the points.
    init?(_ points: [(volume: Double, energy: Double)]) throws(VolterraError) {
        guard points.count > 4, let middle = points.min(by: { $0.energy < $1.energy }), let smallest = points.map(\.volume).min(),
            let largest = points.map(\.volume).max()
        else { return nil }
        let (v, e) = (middle.volume, middle.energy)
        let fit = try PolynomialFit(points.map { (pow(v / $0.volume, 2.0 / 3) - 1, $0.energy - e) }, degree: 3)
        let c = fit.coefficients
        // E = Σ c_k t^k, t = (v/V)^⅔ − 1, is lowest where its slope vanishes and its curvature is positive.
        let discriminant = c[2] * c[2] - 3 * c[1] * c[3]
        guard discriminant > 0 else { return nil }
        let t = -c[1] / (c[2] + discriminant.squareRoot())
        guard t > -1, (smallest...largest).contains(v / pow(1 + t, 1.5)) else { return nil }
        let curvature = 2 * c[2] + 6 * c[3] * t
        guard curvature > 0 else { return nil }
        self.points = points
        volume = v / pow(1 + t, 1.5)
        energy = e + fit(t)
        // In terms of x = (1 + t_V)/(1 + t): d²E/dx² = 9 V0 B / 4 and d³E/dx³ = 27 V0 B (B' − 4) / 8 at x = 1.
        let second = curvature * (1 + t) * (1 + t)
        let third = 6 * c[3] * pow(1 + t, 3)
        let stiffness = 4 * second / 9
        bulkModulus = stiffness / volume * Units.gigapascal
        bulkModulusDerivative = 4 + 8 * third / (27 * stiffness)
        let misses = points.map { fit(pow(v / $0.volume, 2.0 / 3) - 1) - ($0.energy - e) }
        residual = (dot(misses, misses) / Double(points.count)).squareRoot()
    }

    /// E(V) in eV per atom.
    public func energy(atVolume v: Double) -> Double {
        let x = pow(volume / v, 2.0 / 3)
        let prefactor = 9 * volume * bulkModulus / Units.gigapascal / 16
        return energy + prefactor * (pow(x - 1, 3) * bulkModulusDerivative + (x - 1) * (x - 1) * (6 - 4 * x))
    }
}
