import MomentTensor

/// What keeps atoms in order while a carved cell relaxes: away from the sphere around the centre that is not theirs, and from each other, where
/// the potential may know nothing.
///
///     ½ k Σ_j (r_wall − r_j)²  over atoms that came within r_wall of the centre, and
///     ½ k Σ_ij (d_least − r_ij)²  over pairs closer than d_least
struct CarvingGuard {
    let wallRadius: Double
    let leastDistance: Double
    /// Atoms inside of the wall that belong there.
    let frozen: Set<Int>
    /// eV/Å²
    private static let stiffness = 20.0

    /// Adds to energy and forces.
    func restrain(_ evaluation: inout Evaluation, _ system: AtomicSystem) throws(VolterraError) {
        let search = try NeighbourSearch(cell: system.cell, positions: system.positions, cutoff: max(wallRadius, leastDistance))
        search.forEachNeighbour(of: 0) { atom, vector in
            guard !frozen.contains(atom) else { return }
            push(&evaluation, atom, away: vector, to: wallRadius)
        }
        for atom in 0..<system.count where !frozen.contains(atom) {
            search.forEachNeighbour(of: atom) { other, vector in
                // Pairs of two that move are met twice.
                push(&evaluation, atom, away: -vector, to: leastDistance, share: frozen.contains(other) ? 1 : 0.5)
            }
        }
    }

    private func push(_ evaluation: inout Evaluation, _ atom: Int, away vector: SIMD3<Double>, to distance: Double, share: Double = 1) {
        let length = vector.length
        guard length < distance, length > 0 else { return }
        let depth = distance - length
        evaluation.energy += 0.5 * share * CarvingGuard.stiffness * depth * depth
        evaluation.forces[atom] += CarvingGuard.stiffness * depth / length * vector
    }
}
