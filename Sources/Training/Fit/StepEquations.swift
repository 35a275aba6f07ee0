import MomentTensor

/// The equations of a step (δc, δe, δξ) from normal equations of all parameters, with columns scaled to length one.
struct StepEquations {
    private let matrix: SymmetricMatrix
    private let gradient: [Double]
    private let inverse: [Double]
    private let radialCount: Int

    init(
        _ equations: NormalEquations, _ coefficients: Potential.Coefficients, _ referenceEnergies: [Double], radialCount: Int, ridge: Double
    ) {
        self.radialCount = radialCount
        let scales = ColumnScales(equations)
        inverse = scales.inverse
        let linear = zip(coefficients.species, referenceEnergies).map { $0 - $1 } + coefficients.linear
        let predicted = equations.matrix.block(0..<equations.columnCount).times([Double](repeating: 0, count: radialCount) + linear)
        var gradient = zip(equations.labelProducts, zip(predicted, inverse)).map { ($0 - $1.0) * $1.1 }
        let firstScalar = radialCount + referenceEnergies.count
        for index in firstScalar..<equations.columnCount { gradient[index] -= ridge * linear[index - radialCount] / inverse[index] }
        matrix = scales.ridged(equations, species: radialCount..<firstScalar, ridge: ridge)
        self.gradient = gradient
    }

    /// δc, and by how much the sum of squares should fall; `nil` if the equations cannot be solved with so little damping.
    func step(damping: Double) -> (radial: [Double], predicted: Double)? {
        var damped = matrix
        for index in 0..<radialCount { damped[index, index] += damping }
        guard let scaled = Cholesky(damped)?.solve(gradient) else { return nil }
        var predicted = 0.0
        for index in scaled.indices { predicted += scaled[index] * (gradient[index] + (index < radialCount ? damping * scaled[index] : 0)) }
        return ((0..<radialCount).map { scaled[$0] * inverse[$0] }, predicted)
    }
}
