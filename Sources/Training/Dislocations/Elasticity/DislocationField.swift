import Foundation
import MomentTensor

/// A dislocation along z, by its place in the xy plane.
public struct DislocationLine: Sendable {
    /// Å
    public var position: SIMD2<Double>
    let field: StrohField
    /// Å; going round the line from x to y, the displacements grow by it.
    public let burgers: SIMD3<Double>

    init(at position: SIMD2<Double>, burgers: SIMD3<Double>, _ elasticity: ElasticTensor) throws(VolterraError) {
        self.position = position
        self.burgers = burgers
        field = try StrohField(elasticity, burgers: burgers)
    }

    func moved(by shift: SIMD2<Double>) -> DislocationLine {
        var copy = self
        copy.position += shift
        return copy
    }
}

/// What several dislocations do together. Each is cut along the half-plane to its left.
struct DislocationField: Sendable {
    var lines: [DislocationLine]
    /// The distance at which every line is repeated along x; `nil` for lines that stand alone.
    var spacing: Double?

    /// The displacement of an atom. What is left and right, above and below a cut is told by `reference`, where the atom was in the
    /// crystal, so that no atom changes sides.
    func displacement(at position: SIMD2<Double>, reference: SIMD2<Double>) -> SIMD3<Double> {
        lines.reduce(SIMD3<Double>.zero) { sum, line in
            let r = position - line.position
            let isAbove = reference.y > line.position.y
            return sum
                + line.field.sum { p in
                    let z = ComplexNumber(r.x + p.real * r.y, p.imaginary * r.y)
                    guard let spacing else { return z.logarithm(above: isAbove) }
                    return DislocationField.rowLogarithm(z, spacing, above: isAbove)
                }
        }
    }

    /// Where an atom of the perfect crystal is then: r = R + u(r), with the displacement of the place where it is, and not of where it was.
    ///
    /// Successive substitution converges wherever u changes little from atom to atom. Close to a line it need not, and there elasticity
    /// says nothing anyway: what the last sweep found is as good as anything.
    ///
    /// - Parameters:
    ///   - base: R, if a homogeneous strain is added to the field; else `reference`
    ///   - start: a first guess; else R
    func settled(
        _ reference: SIMD3<Double>, base: SIMD3<Double>? = nil, start: SIMD3<Double>? = nil, sweeps: Int
    ) -> SIMD3<Double> {
        let origin = SIMD2(reference.x, reference.y)
        var position = start ?? base ?? reference
        for _ in 0..<max(sweeps, 1) {
            let next = (base ?? reference) + displacement(at: SIMD2(position.x, position.y), reference: origin)
            let change = (next - position).length
            position = next
            if change < 1e-10 { break }
        }
        return position
    }

    /// ln of (L/π) sin(πz/L), the function that is like z near every multiple of L: the sum of ln(z − nL) over all n, but for a constant.
    /// Far from the row it is ∓iπz/L.
    private static func rowLogarithm(_ z: ComplexNumber, _ spacing: Double, above: Bool) -> ComplexNumber {
        let sign = above ? 1.0 : -1
        let w = (Double.pi / spacing) * z
        let iw = ComplexNumber(-sign * w.imaginary, sign * w.real)
        let rest = (ComplexNumber.one - (2 * iw).exponential).logarithm
        return ComplexNumber(log(spacing / (2 * Double.pi)), sign * Double.pi / 2) - iw + rest
    }
}

extension ComplexNumber {
    /// ln z with a cut along the negative axis, continued beyond it from above or from below.
    fileprivate func logarithm(above: Bool) -> ComplexNumber {
        var result = logarithm
        if above, result.imaginary < -Double.pi / 2 { result.imaginary += 2 * Double.pi }
        if !above, result.imaginary > Double.pi / 2 { result.imaginary -= 2 * Double.pi }
        return result
    }
}
