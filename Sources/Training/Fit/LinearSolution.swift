import MomentTensor

/// The linear parameters e − reference and ξ that minimise the loss for given radial functions, with a ridge on ξ:
///
///     Σ (y − A x)² + ρ Σ_s (a_s x_s)²,     a_s² = Σ of column s squared
///
/// So ρ is relative to what the data say about each ξ_s, and does not depend on how the radial functions are scaled.
struct LinearSolution {
    /// e − reference, then ξ.
    let parameters: [Double]
    /// Σ (y − A x)² and the ridge, not divided by the number of configurations.
    let squares: Double
    let penalty: Double

    var objective: Double { squares + penalty }

    /// - Parameter equations: those of the linear parameters only.
    init(_ equations: NormalEquations, speciesCount: Int, ridge: Double) throws(VolterraError) {
        let scales = ColumnScales(equations)
        var matrix = equations.matrix.block(0..<equations.columnCount).scaled(by: scales.inverse)
        for index in 0..<matrix.size {
            matrix[index, index] += index < speciesCount ? 1e-14 : ridge
            if scales.isEmpty[index] { matrix[index, index] = 1 }
        }
        guard let cholesky = Cholesky(matrix) else {
            throw VolterraError(
                .notConverged, "the equations of the linear coefficients cannot be solved",
                advice: "take a larger ridge (--ridge 1e-8), or more data")
        }
        let products = equations.labelProducts
        let scaled = cholesky.solve(zip(products, scales.inverse).map { $0 * $1 })
        parameters = zip(scaled, scales.inverse).map { $0 * $1 }
        let predicted = equations.matrix.block(0..<equations.columnCount).times(parameters)
        let explained = zip(parameters, zip(predicted, products)).reduce(0) { $0 + $1.0 * (2 * $1.1.1 - $1.1.0) }
        squares = max(equations.labelSquares - explained, 0)
        penalty = ridge * scaled.dropFirst(speciesCount).reduce(0) { $0 + $1 * $1 }
    }
}

/// The lengths of the columns.
struct ColumnScales {
    /// 1 / length, or 1 where the length is zero.
    let inverse: [Double]
    /// Columns that are zero: parameters that nothing in the data depends on.
    let isEmpty: [Bool]

    init(_ equations: NormalEquations) {
        let squares = (0..<equations.columnCount).map { equations.matrix[$0, $0] }
        isEmpty = squares.map { !($0 > 0) }
        inverse = squares.map { $0 > 0 ? 1 / $0.squareRoot() : 1 }
    }
}
