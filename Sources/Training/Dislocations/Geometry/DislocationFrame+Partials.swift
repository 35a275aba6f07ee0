import MomentTensor

extension DislocationFrame {
    /// The partial dislocations ⅙⟨112⟩ of fcc to the left and to the right of the fault between them; Å.
    ///
    /// The half-crystal above the fault is shifted by the right one against that below. Of the two orders, the one counts that does not
    /// put the atoms of one plane on top of those of the next.
    func partials(sign: Double = 1) throws(VolterraError) -> (left: SIMD3<Double>, right: SIMD3<Double>) {
        let b = sign * burgers
        let side = SIMD3(0.0, 1, 0).cross(b) / (2 * 3.0.squareRoot())
        let (first, second) = (0.5 * b + side, 0.5 * b - side)
        let isDissociating =
            crystal.structure == .fcc && abs(b.length - crystal.neighbourDistance) < 1e-6 * crystal.a
            && abs(planeDistance - crystal.a / 3.0.squareRoot()) < 1e-6 * crystal.a
        guard isDissociating else {
            throw VolterraError(
                .usage, "only dislocations ½⟨110⟩ on planes {111} of fcc dissociate into partials of Shockley",
                advice: "leave out the dissociation")
        }
        return shortestDistanceAcross(shift: second) > shortestDistanceAcross(shift: first) ? (first, second) : (second, first)
    }

    /// Between an atom and those of the plane above it, when these are shifted; Å.
    private func shortestDistanceAcross(shift: SIMD3<Double>) -> Double {
        var shortest = Double.infinity
        for i in -3...3 {
            for k in -3...3 { shortest = min(shortest, (rise + shift + Double(i) * step + SIMD3(0, 0, Double(k) * period)).length) }
        }
        return shortest
    }
}
