import Atoms
import COpenBLAS
import MomentTensor

/// Picks configurations by the deviations u of their atoms: the one with the largest first, which then counts as known when the next is looked for.
///
/// A configuration that is known fixes the site energies of its atoms to ε of what was unknown about them before there were data:
///
///     S ← S − S Bᵀ (B S Bᵀ + N)⁻¹ B S,    N_ii = ε² Σ_k p_k B_ik²
///
/// with a row B_i for each atom, so that none of them keeps a deviation above ε.
struct DeviationSelection {
    /// L, with S = L Lᵀ; row-major, m × m, not triangular any more once something was added.
    private var factor: [Double]
    private let size: Int
    private let tolerance: Double
    /// For each configuration, B_i / (Σ_k p_k B_ik²)^½ of its atoms, row after row.
    private var rows: [[Double]] = []

    /// - Parameter tolerance: ε, the deviation that is not looked at.
    init(_ posterior: Posterior, _ systems: [AtomicSystem], plan: Plan, tolerance: Double) throws(VolterraError) {
        (factor, size, self.tolerance) = (posterior.factor, posterior.size, tolerance)
        let evaluator = SystemEvaluator(plan)
        for system in systems {
            let evaluation = try evaluator.evaluate(
                cell: system.cell, positions: system.positions, species: system.species, options: .siteGradients)
            guard let gradients = evaluation.siteGradients else { continue }
            var scaled = gradients.columns(gradients.parameterCount - size..<gradients.parameterCount)
            for atom in 0..<system.count {
                var prior = 0.0
                for k in 0..<size { prior += posterior.priorVariances[k] * scaled[atom * size + k] * scaled[atom * size + k] }
                for k in 0..<size where prior > 0 { scaled[atom * size + k] /= prior.squareRoot() }
            }
            rows.append(scaled)
        }
    }

    /// Indices of the picked, the first ones first.
    mutating func pick(limit: Int?) -> [Int] {
        var picked: [Int] = []
        var remaining = Array(rows.indices)
        while picked.count < limit ?? .max {
            let values = remaining.map { largest($0) }
            guard let best = values.indices.max(by: { (values[$0], -$0) < (values[$1], -$1) }), values[best] > tolerance else { break }
            let index = remaining.remove(at: best)
            picked.append(index)
            learn(rows[index])
        }
        return picked
    }

    /// The largest u of its atoms.
    func largest(_ index: Int) -> Double {
        let images = images(of: rows[index])
        var largest = 0.0
        for atom in 0..<images.count / max(size, 1) {
            var square = 0.0
            for k in atom * size..<(atom + 1) * size { square += images[k] * images[k] }
            largest = max(largest, square)
        }
        return largest.squareRoot()
    }

    /// B L
    private func images(of rows: [Double]) -> [Double] {
        var images = [Double](repeating: 0, count: rows.count)
        let (count, n) = (Int32(rows.count / max(size, 1)), Int32(size))
        guard count > 0 else { return images }
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, count, n, n, 1, rows, n, factor, n, 0, &images, n)
        return images
    }

    /// L ← L R⁻ᵀ with R Rᵀ = 1 + Yᵀ Y / ε², Y = B L.
    private mutating func learn(_ rows: [Double]) {
        let images = images(of: rows)
        let (count, n) = (Int32(rows.count / max(size, 1)), Int32(size))
        guard count > 0 else { return }
        var matrix = [Double](repeating: 0, count: size * size)
        for k in 0..<size { matrix[k * (size + 1)] = 1 }
        cblas_dsyrk(CblasRowMajor, CblasLower, CblasTrans, n, count, 1 / (tolerance * tolerance), images, n, 1, &matrix, n)
        var status: Int32 = 0
        // The lower triangle of rows is the upper one of columns.
        dpotrf_("U", [n], &matrix, [n], &status)
        guard status == 0 else { return }
        cblas_dtrsm(CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, n, n, 1, matrix, n, &factor, n)
    }
}
