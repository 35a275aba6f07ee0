/// How well the stresses of a group of configurations explain its energies.
struct StressConsistency: Sendable {
    /// What would make printed stresses agree with the energies.
    enum Explanation: Sendable, Equatable {
        case consistent
        /// The sign is wrong.
        case negated
        /// The printed pressure is too high by so many GPa.
        case offset(Double)
        case negatedAndOffset(Double)
        /// The printed stress is this many times too large.
        case scaled(Double)
        case unexplained
    }

    let pairCount: Int
    /// Root mean square disagreement in GPa, as printed.
    let disagreement: Double
    let explanation: Explanation

    private static let fewestPairs = 3
    /// Disagreements and offsets below 0.5 GPa are Pulay stress and the convergence of electronic structure calculations.
    private static let tolerance = 0.5
    /// An explanation must remove most of the disagreement.
    private static let remainder = 0.35
    /// What is not explained counts from this on, in GPa and relative to the stresses.
    private static let unexplainedTolerance = (absolute: 1.0, relative: 0.1)

    /// `nil` if there are too few pairs.
    init?(_ pairs: [StrainPair]) {
        guard pairs.count >= StressConsistency.fewestPairs else { return nil }
        pairCount = pairs.count
        disagreement = StressConsistency.residual(pairs, factor: 1, offset: 0)
        explanation = StressConsistency.explanation(of: pairs, disagreement: disagreement)
    }

    private static func explanation(of pairs: [StrainPair], disagreement: Double) -> Explanation {
        guard disagreement > tolerance else { return .consistent }
        let enough = max(remainder * disagreement, tolerance / 3)
        let acceptable = candidates(pairs).filter { $0.residual < enough }
        if let best = acceptable.map(\.residual).min() {
            // The simplest of those that explain about equally much; they are sorted that way.
            return acceptable.first { $0.residual <= 1.5 * best + tolerance / 10 }?.explanation ?? .unexplained
        }
        let size = rootMeanSquare(pairs, \.work)
        let isLarge = disagreement > max(unexplainedTolerance.absolute, unexplainedTolerance.relative * size)
        return isLarge ? .unexplained : .consistent
    }

    private static func candidates(_ pairs: [StrainPair]) -> [(explanation: Explanation, residual: Double)] {
        var candidates: [(explanation: Explanation, residual: Double)] = [(.negated, residual(pairs, factor: -1, offset: 0))]
        let offset = bestOffset(pairs, factor: 1)
        if abs(offset) > tolerance { candidates.append((.offset(-offset), residual(pairs, factor: 1, offset: offset))) }
        let factor = bestFactor(pairs)
        if abs(factor - 1) > unexplainedTolerance.relative {
            candidates.append((.scaled(1 / factor), residual(pairs, factor: factor, offset: 0)))
        }
        let negatedOffset = bestOffset(pairs, factor: -1)
        candidates.append((.negatedAndOffset(negatedOffset), residual(pairs, factor: -1, offset: negatedOffset)))
        return candidates
    }

    /// Of work = factor · predicted + offset · dilation.
    private static func residual(_ pairs: [StrainPair], factor: Double, offset: Double) -> Double {
        rootMeanSquare(pairs) { $0.work - factor * $0.predictedWork - offset * $0.dilation }
    }

    private static func bestOffset(_ pairs: [StrainPair], factor: Double) -> Double {
        let squares = sum(pairs) { $0.dilation * $0.dilation }
        return squares > 0 ? sum(pairs) { ($0.work - factor * $0.predictedWork) * $0.dilation } / squares : 0
    }

    private static func bestFactor(_ pairs: [StrainPair]) -> Double {
        let squares = sum(pairs) { $0.predictedWork * $0.predictedWork }
        let product = sum(pairs) { $0.work * $0.predictedWork }
        return squares > 0 && product != 0 ? product / squares : 1
    }

    private static func rootMeanSquare(_ pairs: [StrainPair], _ value: (StrainPair) -> Double) -> Double {
        let weights = sum(pairs) { _ in 1 }
        return weights > 0 ? (sum(pairs) { value($0) * value($0) } / weights).squareRoot() : 0
    }

    private static func sum(_ pairs: [StrainPair], _ value: (StrainPair) -> Double) -> Double {
        pairs.reduce(0) { $0 + $1.weight * value($1) }
    }
}
