/// The radial basis as a polynomial family times an envelope, φ_n(r) = p_n(ξ) env(r), with
/// ξ = (2r − r_min − r_max) / (r_max − r_min), or ξ = r for powers.
///
/// Every family obeys p_{n+1} = (A_n ξ + B_n) p_n − C_n p_{n−1} from p_0, so that one kernel serves all of them.
struct RadialRecurrence: Sendable {
    /// A_n, B_n, C_n for n = 0 … size − 2; C_0 is not used.
    private(set) var steps: [Step<Double>] = []
    private(set) var first = 1.0

    struct Step<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
        var slope, offset, previous: Scalar
    }

    init(_ basis: RadialBasis) {
        for n in 0..<max(basis.size - 1, 0) {
            switch basis.kind {
            case .chebyshev, .chebyshevRepulsive:
                steps.append(Step(slope: n == 0 ? 1 : 2, offset: 0, previous: n == 0 ? 0 : 1))
            case .taylor:
                steps.append(Step(slope: 1, offset: 0, previous: 0))
            case .shapeev:
                steps.append(RadialRecurrence.jacobiStep(n))
            }
        }
        if basis.kind == .shapeev { first = RadialRecurrence.jacobiNorm(0) }
    }

    /// Jacobi polynomials P_n of weight (1 − ξ)^5 (1 + ξ), scaled so that ∫₀¹ p_n² (1 − t)^5 t dt = 1 / (8 (n + 1)²), t = (1 + ξ)/2.
    private static func jacobiStep(_ n: Int) -> Step<Double> {
        if n == 0 {
            let scale = jacobiNorm(1) / jacobiNorm(0)
            return Step(slope: 4 * scale, offset: 2 * scale, previous: 0)
        }
        let alpha = 5.0
        let beta = 1.0
        let k = Double(n + 1)
        let sum = 2 * k + alpha + beta
        let denominator = 2 * k * (k + alpha + beta) * (sum - 2)
        let scale = jacobiNorm(n + 1) / jacobiNorm(n)
        return Step(
            slope: scale * (sum - 1) * sum * (sum - 2) / denominator,
            offset: scale * (sum - 1) * (alpha * alpha - beta * beta) / denominator,
            previous: jacobiNorm(n + 1) / jacobiNorm(n - 1) * 2 * (k + alpha - 1) * (k + beta - 1) * sum / denominator)
    }

    private static func jacobiNorm(_ n: Int) -> Double {
        let k = Double(n)
        return ((2 * k + 7) * (k + 6) / (8 * (k + 1) * (k + 1) * (k + 1))).squareRoot()
    }

    /// The d_n of d/dξ Σ_n c_n p_n = Σ_n d_n p_n; as many, the last of them zero.
    func slope(of sum: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: sum.count)
        var previous = result
        var current = result
        for n in steps.indices {
            // p_{n+1}' = A p_n + (A ξ + B) p_n' − C p_{n−1}'
            let step = steps[n]
            var next = timesArgument(current, scaledBy: step.slope)
            for k in next.indices { next[k] += step.offset * current[k] - (n > 0 ? step.previous * previous[k] : 0) }
            next[n] += step.slope
            for k in next.indices { result[k] += sum[n + 1] * next[k] }
            previous = current
            current = next
        }
        return result
    }

    /// ξ p_k = (p_{k+1} − B_k p_k + C_k p_{k−1}) / A_k
    private func timesArgument(_ series: [Double], scaledBy factor: Double) -> [Double] {
        var result = [Double](repeating: 0, count: series.count)
        for k in series.indices where series[k] != 0 {
            let step = steps[k]
            let share = factor * series[k] / step.slope
            result[k + 1] += share
            result[k] -= step.offset * share
            if k > 0 { result[k - 1] += step.previous * share }
        }
        return result
    }
}
