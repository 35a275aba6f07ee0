import Atoms
import MomentTensor
import TestSupport
import Testing
@testable import Training

@Suite("Selection by standard deviations (seeds 120 … 129)")
struct DeviationSelectionTests {
    private let fit: BayesianFit
    private let candidates: [FitSample]

    init() throws {
        let data = try FitTestData(level: 8, count: 60, seed: 120)
        let samples = try data.samples(Weighting(energy: 1, force: 1, virial: 1))
        // A model that is too small, so that there is noise.
        var model = try FitTestData(level: 6, count: 0, seed: 121).teacher
        model.coefficients?.species = data.teacher.coefficients?.species ?? []
        fit = try BayesianFit(model, Array(samples[..<4]), threads: 1)
        candidates = Array(samples[4...])
    }

    /// The largest value of an atom after a fit to the energies and forces of more samples, noise and prior being what they were.
    private func largest(_ sample: FitSample, after taken: [FitSample], _ measure: DeviationSelection.Measure) throws -> Double {
        var matrix = fit.precision
        let products = JacobianProducts(JacobianTables(try JacobianPlan(fit.potential), try #require(fit.potential.coefficients)))
        for sample in taken {
            try products.fill(sample)
            for row in 0..<products.jacobian.energyRow + 1 {
                let isEnergy = row == products.jacobian.energyRow
                let kind = isEnergy ? LabelKind.energy : .force
                let weight = isEnergy ? sample.weights.energy : sample.weights.force
                let values = (0..<fit.posterior.size).map { products.jacobian.column($0)[row] }
                matrix.addSquare(of: values, times: weight / (try #require(fit.noiseVariances[kind.rawValue])))
            }
        }
        let cholesky = try #require(Cholesky(matrix))
        let gradients = try #require(
            try SystemEvaluator(try Plan(fit.potential)).evaluate(
                cell: sample.configuration.cell, positions: sample.configuration.positions, species: sample.species,
                options: .siteGradients
            ).siteGradients)
        return (0..<gradients.atomCount).map { atom in
            let row = Array(gradients[atom].suffix(fit.posterior.size))
            let square = dot(row, cholesky.solve(row))
            let prior = dot(row, zip(row, fit.posterior.priorVariances).map { $0 * $1 })
            return (measure == .deviation ? square : square / prior).squareRoot()
        }.max() ?? 0
    }

    @Test("each is the one that was least known when it was selected", arguments: DeviationSelection.Measure.allCases)
    func greedy(measure: DeviationSelection.Measure) throws {
        let selected = try DeviationSelection(fit, measure, threads: 2).select(candidates, limit: 5)
        #expect(selected.count == 5 && Set(selected.map(\.index)).count == 5)
        for (place, one) in selected.enumerated() {
            let taken = selected[..<place].map { candidates[$0.index] }
            let values = try candidates.map { try largest($0, after: taken, measure) }
            #expect(agree(one.value, values[one.index], within: 1e-8))
            let others = values.indices.filter { index in !selected[..<place].contains { $0.index == index } }
            #expect(one.value >= (others.map { values[$0] }.max() ?? 0) * (1 - 1e-8))
        }
    }

    @Test("copies of a configuration are not selected as well, and nothing below the threshold is")
    func threshold() throws {
        let best = try DeviationSelection(fit, .novelty, threads: 1).select(candidates, limit: 1)[0]
        let copies = Array(repeating: candidates[best.index], count: 6)
        let threshold = 0.999 * best.value
        let selected = try DeviationSelection(fit, .novelty, threads: 1).select(copies, limit: 6, above: threshold)
        #expect(selected == [.init(index: 0, value: best.value, atom: best.atom)])
        let all = try DeviationSelection(fit, .novelty, threads: 1).select(candidates, limit: .max, above: 0.7 * best.value)
        #expect(all.count < candidates.count && all.allSatisfy { $0.value > 0.7 * best.value })
        #expect(try DeviationSelection(fit, .novelty, threads: 1).select(candidates, limit: 5, above: 1).isEmpty)
    }
}
