import MomentTensor

/// What the loss becomes when scalars are left out and the other linear parameters are adapted, without solving anew for every possibility.
///
/// For normal equations N x = b with the ridge in N and M = N⁻¹, leaving out the parameters G raises the objective by exactly
///
///     x_Gᵀ (M_GG)⁻¹ x_G
///
/// and turns M into M − M_·G (M_GG)⁻¹ M_G·, and x into x − M_·G (M_GG)⁻¹ x_G.
struct ScalarElimination {
    private let speciesCount: Int
    private let configurationCount: Double
    private let ridge: Double
    /// Of the scaled equations, species first; rows and columns of what is left out are zero.
    private var inverse: SymmetricMatrix
    private var solution: [Double]
    /// Not divided by the number of configurations.
    private var objectiveSum: Double

    /// - Parameter equations: those of the linear parameters only.
    init(_ equations: NormalEquations, speciesCount: Int, ridge: Double) throws(VolterraError) {
        self.speciesCount = speciesCount
        self.ridge = ridge
        configurationCount = Double(equations.configurationCount)
        let ridged = try RidgedEquations(equations, speciesCount: speciesCount, ridge: ridge)
        inverse = ridged.cholesky.inverse
        let linear = LinearSolution(ridged)
        solution = zip(linear.parameters, ridged.scales.inverse).map { $0 / $1 }
        objectiveSum = linear.objective
    }

    /// The loss, without the penalty of the ridge.
    var loss: Double {
        let penalty = ridge * solution.dropFirst(speciesCount).reduce(0) { $0 + $1 * $1 }
        return max(objectiveSum - penalty, 0) / configurationCount
    }

    /// With the penalty.
    var objective: Double { objectiveSum / configurationCount }

    /// By how much the objective grows without one scalar; no less for any set that contains it.
    func increase(without scalar: Int) -> Double {
        let index = speciesCount + scalar
        let variance = inverse[index, index]
        return variance > 0 ? solution[index] * solution[index] / variance / configurationCount : 0
    }

    /// By how much the objective grows without some scalars; infinite where rounding hides it.
    func increase(without scalars: [Int]) -> Double {
        let indices = scalars.map { $0 + speciesCount }
        let values = indices.map { solution[$0] }
        guard let cholesky = Cholesky(inverse.rows(indices)) else { return .infinity }
        return zip(values, cholesky.solve(values)).reduce(0) { $0 + $1.0 * $1.1 } / configurationCount
    }

    /// Leaves a scalar out.
    mutating func remove(_ scalar: Int) {
        let index = speciesCount + scalar
        let column = inverse.column(index)
        let variance = column[index]
        guard variance > 0 else { return }
        objectiveSum += solution[index] * solution[index] / variance
        let step = solution[index] / variance
        for row in solution.indices { solution[row] -= column[row] * step }
        inverse.addSquare(of: column, times: -1 / variance)
        for row in solution.indices { inverse[row, index] = 0 }
        solution[index] = 0
    }
}

extension NormalEquations {
    /// The equations of some scalars only, for equations of the linear parameters.
    func keeping(_ scalars: [Int], speciesCount: Int) -> NormalEquations {
        var result = self
        result.matrix = matrix.rows(Array(0..<speciesCount) + scalars.map { $0 + speciesCount } + [columnCount])
        return result
    }
}
