import MomentTensor

/// What the data say about the coefficients ξ: the eigenvalues of their equations, in columns scaled to length one, after the energies of the
/// species are eliminated.
struct LinearSpectrum {
    /// λ, ascending, none below zero.
    let values: [Double]
    /// What the labels say about each eigenvector.
    let components: [Double]
    /// Of the labels, without what the energies of the species explain.
    let labelSquares: Double
    let labelCount: Int

    /// - Parameter equations: those of the linear parameters only.
    init(_ equations: NormalEquations, speciesCount: Int) throws(VolterraError) {
        // The energies are not penalised.
        let reduced = try ReducedEquations(equations, ColumnScales(equations), speciesCount: speciesCount)
        let system = try SymmetricEigensystem(reduced.matrix)
        values = system.values.map { max($0, 0) }
        components = system.components(of: reduced.products)
        labelSquares = reduced.labelSquares
        labelCount = equations.labelCount
    }

    /// How many combinations of scalars the data can tell apart at all: eigenvalues above 10⁻¹² of the largest.
    var rank: Int {
        let largest = max(values.last ?? 0, 1e-300)
        return values.count { $0 > 1e-12 * largest }
    }

    /// γ = Σ λ / (λ + ρ): how many coefficients the data determine, rather than the ridge.
    func determinedCount(ridge: Double) -> Double { values.reduce(0) { $0 + $1 / ($1 + ridge) } }
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
