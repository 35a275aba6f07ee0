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

    init(_ ridged: RidgedEquations) {
        let equations = ridged.equations
        let products = equations.labelProducts
        let scaled = ridged.cholesky.solve(zip(products, ridged.scales.inverse).map { $0 * $1 })
        parameters = zip(scaled, ridged.scales.inverse).map { $0 * $1 }
        let predicted = equations.matrix.block(0..<equations.columnCount).times(parameters)
        let explained = zip(parameters, zip(predicted, products)).reduce(0) { $0 + $1.0 * (2 * $1.1.1 - $1.1.0) }
        squares = max(equations.labelSquares - explained, 0)
        penalty = ridged.ridge * scaled.dropFirst(ridged.speciesCount).reduce(0) { $0 + $1 * $1 }
    }

    /// - Parameter equations: those of the linear parameters only.
    init(_ equations: NormalEquations, speciesCount: Int, ridge: Double) throws(VolterraError) {
        self.init(try RidgedEquations(equations, speciesCount: speciesCount, ridge: ridge))
    }
}

/// The equations of the linear parameters with a ridge on ξ, in columns of length one, decomposed.
struct RidgedEquations {
    let equations: NormalEquations
    let speciesCount: Int
    let ridge: Double
    let scales: ColumnScales
    let cholesky: Cholesky

    /// - Parameter equations: those of the linear parameters only.
    init(_ equations: NormalEquations, speciesCount: Int, ridge: Double) throws(VolterraError) {
        self.equations = equations
        self.speciesCount = speciesCount
        self.ridge = ridge
        scales = ColumnScales(equations)
        guard let cholesky = Cholesky(scales.ridged(equations, species: 0..<speciesCount, ridge: ridge)) else {
            throw VolterraError(
                .notConverged, "the equations of the linear coefficients cannot be solved",
                advice: "take a larger ridge (--ridge 1e-8), or more data")
        }
        self.cholesky = cholesky
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

    /// The matrix in columns of length one, with the ridge on the columns behind those of the species.
    func ridged(_ equations: NormalEquations, species: Range<Int>, ridge: Double) -> SymmetricMatrix {
        var matrix = equations.matrix.block(0..<equations.columnCount).scaled(by: inverse)
        for index in species.lowerBound..<matrix.size {
            // What is not penalised must still be solvable in double precision.
            matrix[index, index] += index < species.upperBound ? 1e-14 : ridge
        }
        for index in 0..<matrix.size where isEmpty[index] { matrix[index, index] = 1 }
        return matrix
    }
}
