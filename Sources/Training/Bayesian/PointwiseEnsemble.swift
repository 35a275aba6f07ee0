import COpenBLAS
import Foundation
import MomentTensor

/// Coefficients that would each predict one label exactly: what the form of the potential cannot do, rather than what the data do not say.
///
/// After Swinburne and Perez (arXiv:2402.01810) and Perez et al. (arXiv:2502.07104). For a row b of the posterior with covariance S = L Lᵀ, leverage
/// h = bᵀS b and residual r, the best coefficients among those that predict the label are
///
///     θ + S b r/h,     in units of L:     η = Lᵀb r/h
///
/// An envelope of all η is a box along their principal axes, from which members are drawn evenly.
struct PointwiseEnsemble {
    /// Deviations from the coefficients in eV, one row each.
    let members: [Double]

    /// How many corrections the envelope is made of at most: all energies, and force components chosen at random.
    static let mostCorrections = 20_000

    /// - Parameter coefficients: what the residuals are those of.
    init(
        _ fit: BayesianFit, coefficients: Potential.Coefficients, memberCount: Int, seed: UInt64, threads: Int
    ) throws(VolterraError) {
        let corrections = try Corrections(fit, coefficients, seed: seed, threads: threads)
        let size = fit.posterior.size
        guard corrections.count > 0 else {
            throw VolterraError(.badData, "the data hold no energies and no forces to make an ensemble of")
        }
        let system = try SymmetricEigensystem(corrections.secondMoments)
        let largest = max(system.values.last ?? 0, 1e-300)
        let axes = zip(system.values, system.vectors).filter { $0.0 > 1e-8 * largest }.map(\.1)
        let bounds = axes.map(corrections.bounds)
        var generator = SplitMix64(seed: seed)
        var members: [Double] = []
        for _ in 0..<memberCount {
            var deviation = [Double](repeating: 0, count: size)
            for (axis, range) in zip(axes, bounds) {
                let place = Double.random(in: range, using: &generator)
                for index in deviation.indices { deviation[index] += place * axis[index] }
            }
            members += fit.posterior.times(deviation)
        }
        self.members = members
    }
}

extension Posterior {
    /// L x
    fileprivate func times(_ x: [Double]) -> [Double] {
        var result = x
        cblas_dtrmv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, Int32(size), factor, Int32(size), &result, 1)
        return result
    }
}

/// η of many labels, row after row.
private struct Corrections {
    private let size: Int
    private let elements: [Double]

    var count: Int { elements.count / max(size, 1) }

    init(_ fit: BayesianFit, _ coefficients: Potential.Coefficients, seed: UInt64, threads: Int) throws(VolterraError) {
        let size = fit.posterior.size
        let tables = JacobianTables(try JacobianPlan(fit.potential, fit.options), coefficients)
        let energies = fit.labelCounts[LabelKind.energy.rawValue]
        let forces = fit.labelCounts[LabelKind.force.rawValue]
        let share = min(Double(max(PointwiseEnsemble.mostCorrections - energies, 0)) / Double(max(forces, 1)), 1)
        let team = ThreadTeam(count: threads)
        let scratch = (0..<team.count).map { _ in JacobianProducts(tables) }
        let results = team.map(fit.samples.count) { thread, index throws(VolterraError) in
            let (sample, products) = (fit.samples[index], scratch[thread])
            try products.fill(sample)
            let residuals = LabelResiduals(sample, products.jacobian, coefficients)
            let rows = products.times(lower: fit.posterior.factor)
            var generator = SplitMix64(seed: seed &+ UInt64(index))
            var chosen: [Row] = []
            func add(_ row: Int) {
                let whitened = rows.row(row)
                let leverage = dot(whitened, whitened)
                if leverage > 0 {
                    chosen.append(Row(correction: whitened.map { $0 * residuals.values[row] / leverage }, leverage: leverage))
                }
            }
            for row in residuals.rows(of: .energy) { add(row) }
            for row in residuals.rows(of: .force) where Double.random(in: 0..<1, using: &generator) < share { add(row) }
            return chosen
        }
        var rows: [Row] = []
        for result in results { rows += try result.get() }
        self.size = size
        // Labels that hardly depend on the coefficients say nothing about them.
        let leverages = rows.map(\.leverage).sorted()
        let threshold = leverages.isEmpty ? 0 : leverages[leverages.count / 2]
        elements = rows.filter { $0.leverage >= threshold }.flatMap(\.correction)
    }

    private struct Row {
        let correction: [Double]
        let leverage: Double
    }

    /// Σ η ηᵀ
    var secondMoments: SymmetricMatrix {
        var sum = SymmetricMatrix(size: size)
        cblas_dsyrk(
            CblasColMajor, CblasUpper, CblasNoTrans, Int32(size), Int32(count), 1, elements, Int32(size), 0, &sum.elements, Int32(size))
        return sum
    }

    /// How far they reach along an axis, and back.
    func bounds(along axis: [Double]) -> ClosedRange<Double> {
        var places = [Double](repeating: 0, count: count)
        cblas_dgemv(CblasColMajor, CblasTrans, Int32(size), Int32(count), 1, elements, Int32(size), axis, 1, 0, &places, 1)
        return min(places.min() ?? 0, 0)...max(places.max() ?? 0, 0)
    }
}
