import Atoms
import MomentTensor
import TestSupport
import Testing
@testable import Training

@Suite("Standard deviations of predictions (seeds 100 … 109)")
struct PredictedDeviationsTests {
    private let data: FitTestData
    private let posterior: Posterior
    private let system: AtomicSystem

    init() throws {
        data = try FitTestData(level: 8, speciesCount: 2, count: 20, seed: 100)
        let samples = try data.samples()
        var posterior = try BayesianFit(data.teacher, samples, threads: 1).posterior
        posterior.calibration = .init(energy: 3, force: 5)
        self.posterior = posterior
        system = AtomicSystem(
            cell: samples[0].configuration.cell, positions: samples[0].configuration.positions, species: samples[0].species)
    }

    /// sqrt(bᵀ L Lᵀ b) as it is written.
    private func deviation(_ b: [Double]) -> Double {
        let size = posterior.size
        var products = [Double](repeating: 0, count: size)
        for row in 0..<size {
            for column in 0...row { products[column] += posterior.factor[row * size + column] * b[row] }
        }
        return dot(products, products).squareRoot()
    }

    private func row(_ system: AtomicSystem) throws -> [Double] {
        let evaluation = try SystemEvaluator(try Plan(data.teacher)).evaluate(
            cell: system.cell, positions: system.positions, species: system.species, options: .parameterGradient)
        return try #require(evaluation.parameterGradient).suffix(posterior.size)
    }

    @Test("those of the evaluators are |Lᵀ B_i| with the factor of energies, and in units of the prior without it")
    func sites() throws {
        let plan = try Plan(data.teacher)
        let evaluator = SystemEvaluator(plan)
        evaluator.posterior = try CompiledPosterior(posterior, for: plan)
        let evaluation = try evaluator.evaluate(
            cell: system.cell, positions: system.positions, species: system.species, options: [.siteDeviations, .siteGradients])
        let gradients = try #require(evaluation.siteGradients)
        let deviations = try #require(evaluation.siteDeviations)
        let novelties = try #require(evaluation.siteRelativeDeviations)
        for atom in 0..<system.count {
            let row = Array(gradients[atom].suffix(posterior.size))
            let prior = dot(row, zip(row, posterior.priorVariances).map { $0 * $1 }).squareRoot()
            #expect(agree(deviations[atom], 3 * deviation(row), within: 1e-10))
            #expect(agree(novelties[atom], deviation(row) / prior, within: 1e-10))
        }
    }

    @Test("that of an energy is sqrt(Bᵀ S B), by the gradient and by the Jacobian")
    func energy() throws {
        let expected = 3 * deviation(try row(system))
        let gradient = [Double](repeating: 7, count: data.teacher.radialParameterCount) + (try row(system))
        #expect(agree(posterior.energyDeviation(parameterGradient: gradient), expected, within: 1e-10))
        let tables = JacobianTables(try JacobianPlan(data.teacher), try #require(data.teacher.coefficients))
        let byJacobian = try posterior.deviations(of: system, tables).energy
        #expect(agree(byJacobian, expected, within: 1e-9))
    }

    @Test("that of a force component is that of the slope of the energy along it")
    func forces() throws {
        let tables = JacobianTables(try JacobianPlan(data.teacher), try #require(data.teacher.coefficients))
        let deviations = try posterior.deviations(of: system, tables)
        let step = 1e-4
        for (atom, axis) in [(0, 0), (3, 1), (7, 2)] {
            var (forwards, backwards) = (system, system)
            forwards.positions[atom][axis] += step
            backwards.positions[atom][axis] -= step
            let slope = zip(try row(forwards), try row(backwards)).map { ($0 - $1) / (2 * step) }
            #expect(agree(deviations.forces[atom][axis], 5 * deviation(slope), within: 1e-5))
        }
    }
}
