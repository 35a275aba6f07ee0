import Foundation
import MomentTensor

/// The noise of each kind of label and the prior that make data most probable, for a model that is linear in its parameters (MacKay).
///
///     y_k = a_k · θ + ε_k,     ε_k ~ N(0, 1/(β_c w_k)) for labels of kind c,     θ_s ~ N(0, 1/(α l_s²))
///
/// with l_s, the length of column s at the noise of the beginning: so the prior does not depend on how the columns are scaled. With
/// N_c = Σ w a aᵀ over the labels of kind c in such columns, the posterior has the precision A = α + Σ β_c N_c, and where the evidence is largest
///
///     α = γ / |x|²,     β_c = (n_c − γ_c) / Σ w (y − a·θ)²,     γ_c = β_c tr(A⁻¹ N_c),     γ = Σ γ_c
///
/// The noise is all that the model does not follow, so that of labels without noise it is the error of the model.
struct LinearEvidence {
    /// α
    let priorPrecision: Double
    /// β, in the order of `LabelKind`; of a kind without labels, `nil`.
    let noisePrecisions: [Double?]
    /// γ: how many combinations of parameters the data determine, rather than the prior.
    let determinedCount: Double
    /// ln p(y), without Σ ½ ln w.
    let logEvidence: Double
    /// θ where the posterior is largest.
    let mean: [Double]
    /// L, lower triangular, row after row: the covariance of θ is L Lᵀ.
    let factor: [Double]
    /// The inverse of L Lᵀ.
    let precision: SymmetricMatrix
    /// 1/(α l²)
    let priorVariances: [Double]
    let iterationCount: Int
    let isConverged: Bool

    /// - Parameter equations: in the order of `LabelKind`, of labels relative to a guess.
    /// - Parameter speciesCount: the first columns; those without data take the scale of the others of their kind.
    init(_ equations: [NormalEquations], speciesCount: Int) throws(VolterraError) {
        let scaled = ScaledEquations(equations, speciesCount: speciesCount)
        var state = scaled.beginning
        var evaluated = try scaled.evaluate(state)
        var (count, isConverged) = (0, false)
        while !isConverged, count < LinearEvidence.mostIterations {
            let next = scaled.next(state, evaluated)
            isConverged = next.isClose(to: state)
            state = next
            evaluated = try scaled.evaluate(state)
            count += 1
        }
        guard let lower = evaluated.precision.lowerFactorOfInverse() else { throw LinearEvidence.failure }
        let size = scaled.size
        let inverse = scaled.inverseLengths
        priorPrecision = state.prior
        noisePrecisions = zip(state.noise, scaled.labelCounts).map { $1 > 0 ? $0 : nil }
        determinedCount = evaluated.determined.reduce(0, +)
        logEvidence = scaled.logEvidence(state, evaluated)
        mean = zip(evaluated.mean, inverse).map { $0 * $1 }
        precision = evaluated.precision.scaled(by: inverse.map { 1 / $0 })
        factor = lower.indices.map { lower[$0] * inverse[$0 / size] }
        priorVariances = inverse.map { $0 * $0 / state.prior }
        iterationCount = count
        self.isConverged = isConverged
    }

    private static let mostIterations = 200

    fileprivate static let failure = VolterraError(
        .notConverged, "the covariance of the linear coefficients cannot be worked out in double precision",
        advice: "leave out scalars that are combinations of others (--independent), or take more data")
}

/// α and β.
private struct Precisions {
    var prior: Double
    /// In the order of `LabelKind`.
    var noise: [Double]

    func isClose(to other: Precisions) -> Bool {
        zip([prior] + noise, [other.prior] + other.noise).allSatisfy { abs($0 - $1) <= 1e-4 * abs($1) }
    }
}

private struct ScaledEquations {
    struct Evaluated {
        let precision: SymmetricMatrix
        let logDeterminant: Double
        let mean: [Double]
        /// γ_c
        let determined: [Double]
        /// Σ w (y − a·θ)²
        let squares: [Double]
    }

    let inverseLengths: [Double]
    let labelCounts: [Int]
    private let matrices: [SymmetricMatrix]
    private let products: [[Double]]
    private let labelSquares: [Double]

    var size: Int { inverseLengths.count }

    init(_ equations: [NormalEquations], speciesCount: Int) {
        labelCounts = equations.map(\.labelCount)
        labelSquares = equations.map(\.labelSquares)
        let noise = zip(labelCounts, labelSquares).map { Double($0) / max($1, 1e-300) }
        let size = equations[0].columnCount
        let squares = (0..<size).map { column in
            zip(equations, noise).reduce(0) { $0 + ($1.0.labelCount > 0 ? $1.1 * $1.0.matrix[column, column] : 0) }
        }
        let species = ScaledEquations.inverseLengths(Array(squares[..<speciesCount]))
        let inverse = species + ScaledEquations.inverseLengths(Array(squares[speciesCount...]))
        inverseLengths = inverse
        matrices = equations.map { $0.matrix.block(0..<size).scaled(by: inverse) }
        products = equations.map { zip($0.labelProducts, inverse).map { $0 * $1 } }
    }

    private static func inverseLengths(_ squares: [Double]) -> [Double] {
        let positive = squares.filter { $0 > 0 }
        let typical = positive.isEmpty ? 1 : positive.reduce(0, +) / Double(positive.count)
        return squares.map { 1 / ($0 > 0 ? $0 : typical).squareRoot() }
    }

    /// All labels are noise.
    var beginning: Precisions {
        Precisions(
            prior: 1e-6, noise: zip(labelCounts, labelSquares).map { $0 > 0 ? Double($0) / max($1, 1e-300) : 0 })
    }

    func evaluate(_ state: Precisions) throws(VolterraError) -> Evaluated {
        var precision = SymmetricMatrix(size: size)
        var product = [Double](repeating: 0, count: size)
        for kind in matrices.indices where labelCounts[kind] > 0 {
            precision += (state.noise[kind], matrices[kind])
            for index in product.indices { product[index] += state.noise[kind] * products[kind][index] }
        }
        precision.addToDiagonal(state.prior)
        guard let cholesky = Cholesky(precision) else { throw LinearEvidence.failure }
        let mean = cholesky.solve(product)
        let covariance = cholesky.inverse
        var (determined, squares) = ([Double](), [Double]())
        for kind in matrices.indices {
            determined.append(labelCounts[kind] > 0 ? state.noise[kind] * covariance.traceOfProduct(with: matrices[kind]) : 0)
            let explained = dot(mean, zip(products[kind], matrices[kind].times(mean)).map { 2 * $0 - $1 })
            // What is left of labels that are followed to rounding is rounding.
            squares.append(max(labelSquares[kind] - explained, 1e-13 * labelSquares[kind]))
        }
        return Evaluated(
            precision: precision, logDeterminant: cholesky.logDeterminant, mean: mean, determined: determined, squares: squares)
    }

    func next(_ state: Precisions, _ evaluated: Evaluated) -> Precisions {
        let noise = labelCounts.indices.map { kind in
            guard labelCounts[kind] > 0 else { return 0.0 }
            return max(Double(labelCounts[kind]) - evaluated.determined[kind], 1) / max(evaluated.squares[kind], 1e-300)
        }
        let largest =
            (0..<size).map { column in
                zip(noise, matrices).reduce(0) { $0 + $1.0 * $1.1[column, column] }
            }.max() ?? 0
        let length = max(dot(evaluated.mean, evaluated.mean), 1e-300)
        let prior = evaluated.determined.reduce(0, +) / length
        return Precisions(prior: max(prior, EvidenceRidge.smallest * largest, 1e-300), noise: noise)
    }

    func logEvidence(_ state: Precisions, _ evaluated: Evaluated) -> Double {
        var value = 0.5 * (Double(size) * log(state.prior) - evaluated.logDeterminant - state.prior * dot(evaluated.mean, evaluated.mean))
        for kind in matrices.indices where labelCounts[kind] > 0 {
            value += 0.5 * (Double(labelCounts[kind]) * log(state.noise[kind] / (2 * .pi)) - state.noise[kind] * evaluated.squares[kind])
        }
        return value
    }
}
