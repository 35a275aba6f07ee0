import MomentTensor

/// The second derivatives of the energy of an infinite crystal, Φ(j α; k β) = ∂²E/∂r_jα ∂r_kβ, for atoms j of one primitive cell.
///
/// Atom j is displaced by ±δ in a ball of the crystal, and Φ follows from the forces. An atom feels the displacement only through an
/// atom that sees both. In a ball of twice the cutoff every such atom has all of its neighbours, so that it gives what the infinite
/// crystal would: no image of the displaced atom disturbs, and the wave vector may be any.
struct ForceConstants: Sendable {
    struct Pair: Sendable {
        /// Places in the primitive cell.
        var first: Int
        var second: Int
        /// From the cell of the first to that of the second; Å.
        var shift: SIMD3<Double>
        /// Rows for the direction of the first atom; eV/Å².
        var matrix: Matrix3
    }

    let basisCount: Int
    let pairs: [Pair]

    /// Å
    static let displacement = 0.01

    init(_ crystal: Crystal, _ pool: EvaluationPool) throws(VolterraError) {
        let cutoff = pool.plan.potential.radialBasis.cutoff
        let (ball, sites) = crystal.ball(radius: 2 * (cutoff + ForceConstants.displacement))
        let basisCount = crystal.structure.basis.count
        let forces = try pool.mapAll(6 * basisCount) { evaluator, index throws(VolterraError) in
            var displaced = ball
            displaced.positions[index / 6][index % 6 / 2] += index % 2 == 0 ? ForceConstants.displacement : -ForceConstants.displacement
            return try evaluator.evaluate(displaced).forces
        }
        var pairs: [Pair] = []
        for first in 0..<basisCount {
            for (atom, site) in sites.enumerated() {
                let rows = (0..<3).map { axis in
                    let plus = forces[6 * first + 2 * axis][atom]
                    let minus = forces[6 * first + 2 * axis + 1][atom]
                    return (minus - plus) / (2 * ForceConstants.displacement)
                }
                guard rows.contains(where: { $0 != .zero }) else { continue }
                pairs.append(Pair(first: first, second: site.basis, shift: site.shift, matrix: Matrix3(rows)))
            }
        }
        self.basisCount = basisCount
        self.pairs = pairs
    }
}
