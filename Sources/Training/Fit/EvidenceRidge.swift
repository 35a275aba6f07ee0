import Foundation
import MomentTensor

/// The ridge that makes the data most probable: MacKay's evidence for a linear model with noise of variance σ² and coefficients of variance s²,
/// in the columns scaled to length one.
///
///     ρ = σ²/s²,     σ² = Σ (y − A x)² / (n − γ),     s² = |x|² / γ,     γ = Σ λ / (λ + ρ)
///
/// γ is how many coefficients the data determine.
struct EvidenceRidge {
    let ridge: Double
    /// γ
    let determinedCount: Double
    /// Directions in which nothing is known at all: eigenvalues below 10⁻¹² of the largest.
    let rank: Int

    /// What no data can ask for less than: the equations must be solved in double precision.
    static let smallest = 1e-12

    /// - Parameter equations: those of the linear parameters only.
    init(_ equations: NormalEquations, speciesCount: Int, start: Double) throws(VolterraError) {
        let scalars = speciesCount..<equations.columnCount
        let scales = ColumnScales(equations)
        // Energies of isolated atoms are not penalised; they are eliminated first.
        let reduced = try ReducedEquations(equations, scales, speciesCount: speciesCount)
        let system = try SymmetricEigensystem(reduced.matrix)
        let largest = max(system.values.last ?? 0, 1e-300)
        rank = system.values.count { $0 > 1e-12 * largest }
        let components = system.components(of: reduced.products)
        var ridge = max(start, EvidenceRidge.smallest)
        var determined = Double(scalars.count)
        for _ in 0..<50 {
            var (length, squares) = (0.0, reduced.labelSquares)
            determined = 0
            for (value, component) in zip(system.values, components) {
                let value = max(value, 0)
                let x = component / (value + ridge)
                length += x * x
                squares += x * (value * x - 2 * component)
                determined += value / (value + ridge)
            }
            let noise = max(squares, 0) / max(Double(equations.labelCount) - determined, 1)
            let next = max(noise * determined / max(length, 1e-300), EvidenceRidge.smallest)
            let isConverged = abs(next - ridge) < 1e-3 * ridge
            ridge = next
            if isConverged { break }
        }
        self.ridge = ridge
        determinedCount = determined
    }
}

/// Equations in which the energies of the species are eliminated, with columns of length one.
private struct ReducedEquations {
    let matrix: SymmetricMatrix
    let products: [Double]
    let labelSquares: Double

    init(_ equations: NormalEquations, _ scales: ColumnScales, speciesCount: Int) throws(VolterraError) {
        let size = equations.columnCount
        let scaled = equations.matrix.scaled(by: scales.inverse + [1])
        var corner = scaled.block(0..<speciesCount)
        for index in 0..<speciesCount { corner[index, index] += scales.isEmpty[index] ? 1 : 1e-14 }
        guard let cholesky = Cholesky(corner) else {
            throw VolterraError(.notConverged, "the energies of the species cannot be told apart")
        }
        // S = N − C K⁻¹ Cᵀ, for the scalars and the labels together.
        let count = size - speciesCount + 1
        var schur = scaled.block(speciesCount..<(size + 1))
        let columns = (0..<count).map { column in (0..<speciesCount).map { scaled[$0, speciesCount + column] } }
        for j in 0..<count {
            let solved = cholesky.solve(columns[j])
            for i in 0...j { schur[i, j] -= zip(columns[i], solved).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        matrix = schur.block(0..<(count - 1))
        products = (0..<(count - 1)).map { schur[$0, count - 1] }
        labelSquares = schur[count - 1, count - 1]
    }
}
