/// The mixture of phases that has the lowest energy at a composition: Σ λ_k e_k is as low as can be with Σ λ_k x_k = x and λ ≥ 0.
///
/// A linear program with an equation for each component, solved by the simplex method from the mixture of the pure components. The first
/// variable that helps enters, and of those that may leave the first does (Bland), so that ties never lead in a circle.
struct LowestMixture {
    struct Phase {
        /// The fraction of each component; they add up to 1.
        var fractions: [Double]
        var energy: Double
    }

    /// What has a part in the mixture, with λ.
    private(set) var parts: [(phase: Int, fraction: Double)]
    private(set) var energy: Double

    /// Differences of energies below this are rounding; in the unit of the energies.
    private static let noise = 1e-11
    private static let mostPivots = 10_000

    /// - Parameters:
    ///   - fractions: x; every component has a part in it
    ///   - phases: the first are the pure components in their order
    init(at fractions: [Double], of phases: [Phase]) {
        let count = fractions.count
        var basis = Array(0..<count)
        var amounts = fractions
        for _ in 0..<LowestMixture.mostPivots {
            // Columns of B are the fractions of the phases in the mixture; u with Bᵀ u = e are the chemical potentials.
            let rows = basis.flatMap { phases[$0].fractions }
            guard let transposed = LUDecomposition(rows, size: count) else { break }
            let potentials = transposed.solve(basis.map { phases[$0].energy })
            let entering = phases.indices.first { index in
                !basis.contains(index)
                    && phases[index].energy - dot(potentials, phases[index].fractions) < -LowestMixture.noise
            }
            guard let entering, let matrix = LUDecomposition(LowestMixture.columns(rows, count), size: count) else { break }
            let change = matrix.solve(phases[entering].fractions)
            guard let leaving = LowestMixture.leaving(amounts, change, basis) else { break }
            basis[leaving] = entering
            guard let exchanged = LUDecomposition(LowestMixture.columns(basis.flatMap { phases[$0].fractions }, count), size: count) else {
                break
            }
            amounts = exchanged.solve(fractions).map { max($0, 0) }
        }
        parts = zip(basis, amounts).filter { $0.1 > 1e-9 }.map { (phase: $0.0, fraction: $0.1) }.sorted { $0.phase < $1.phase }
        energy = parts.reduce(0) { $0 + $1.fraction * phases[$1.phase].energy }
    }

    /// The same with other numbers of the phases.
    func numbered(_ numbers: [Int]) -> LowestMixture {
        var copy = self
        copy.parts = parts.map { (phase: numbers[$0.phase], fraction: $0.fraction) }
        return copy
    }

    /// Rows become columns.
    private static func columns(_ rows: [Double], _ count: Int) -> [Double] {
        (0..<count).flatMap { row in (0..<count).map { rows[$0 * count + row] } }
    }

    /// The place in the basis whose amount is the first to come to zero.
    private static func leaving(_ amounts: [Double], _ change: [Double], _ basis: [Int]) -> Int? {
        var best: (place: Int, ratio: Double)?
        for place in basis.indices where change[place] > 1e-10 {
            let ratio = amounts[place] / change[place]
            if let current = best {
                let isTied = abs(ratio - current.ratio) <= 1e-12
                guard isTied ? basis[place] < basis[current.place] : ratio < current.ratio else { continue }
            }
            best = (place, ratio)
        }
        return best?.place
    }
}
