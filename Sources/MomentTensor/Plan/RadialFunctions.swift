/// The φ_n of a radial basis and their slopes, one distance at a time.
///
/// The kernels sum them up on the fly; this is for what needs each of them: the derivatives with respect to their weights, and curves.
public struct RadialFunctions: Sendable {
    public let basis: RadialBasis
    private let recurrence: RadialRecurrence

    public init(_ basis: RadialBasis) {
        self.basis = basis
        recurrence = RadialRecurrence(basis)
    }

    /// φ_n(r) and φ_n'(r) for n = 0 ..< size, without the scaling of the potential. Beyond the cutoff they are zero (powers have none).
    public func evaluate(at distance: Double, values: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>) {
        guard basis.size > 0 else { return }
        if basis.kind != .taylor && distance >= basis.cutoff {
            values.update(repeating: 0, count: basis.size)
            slopes.update(repeating: 0, count: basis.size)
            return
        }
        let (argument, argumentSlope) = argument(at: distance)
        let (envelope, envelopeSlope) = envelope(at: distance)
        var (p, slope) = (recurrence.first, 0.0)
        var (previous, previousSlope) = (0.0, 0.0)
        for n in 0..<basis.size {
            values[n] = envelope * p
            slopes[n] = envelopeSlope * p + envelope * argumentSlope * slope
            guard n < recurrence.steps.count else { break }
            let step = recurrence.steps[n]
            let factor = step.slope * argument + step.offset
            let next = factor * p - step.previous * previous
            let nextSlope = step.slope * p + factor * slope - step.previous * previousSlope
            (previous, previousSlope) = (p, slope)
            (p, slope) = (next, nextSlope)
        }
    }

    /// ξ and dξ/dr
    private func argument(at distance: Double) -> (value: Double, slope: Double) {
        if basis.kind == .taylor { return (distance, 1) }
        let (low, high) = (basis.minimumDistance, basis.cutoff)
        let isHeld = basis.kind == .chebyshevRepulsive && distance <= low
        let slope = 2 / (high - low)
        return (((isHeld ? low : distance) - (low + high) / 2) * slope, isHeld ? 0 : slope)
    }

    private func envelope(at distance: Double) -> (value: Double, slope: Double) {
        let (low, high) = (basis.minimumDistance, basis.cutoff)
        switch basis.kind {
        case .taylor:
            return (1, 0)
        case .chebyshev:
            let gap = distance - high
            return (gap * gap, 2 * gap)
        case .chebyshevRepulsive:
            let gap = max(distance, low) - high
            return (gap * gap, distance <= low ? 0 : 2 * gap)
        case .shapeev:
            let root = low / (high - low) * (high - distance) / distance
            let rootSlope = -low / (high - low) * high / (distance * distance)
            return (root * root, 2 * root * rootSlope)
        }
    }
}
