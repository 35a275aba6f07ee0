import Atoms
import COpenBLAS
import MomentTensor

/// How uncertain a posterior thinks that predictions are, beside how wrong they are for labelled configurations.
public struct Calibration: Sendable {
    /// eV/atom, one per configuration.
    public internal(set) var energy = CalibratedQuantity()
    /// eV/Å, three per atom.
    public internal(set) var force = CalibratedQuantity()
    public private(set) var configurationCount = 0

    init() {}

    /// With the factors that the posterior has. The noise of labels is not known.
    public init(
        _ posterior: Posterior, of potential: Potential, _ samples: [FitSample], options: PlanOptions = PlanOptions(), threads: Int
    ) throws(VolterraError) {
        try self.init(posterior, potential, samples, options, noiseVariances: LabelKind.allCases.map { _ in nil }, threads)
        energy.factor = posterior.calibration.energy
        force.factor = posterior.calibration.force
    }

    /// With the factors that these samples ask for, which the fit did not see.
    ///
    /// - Parameter potential: whose errors count: the one that is used, or `fit.mean` where that one was fitted to the samples.
    public init(_ fit: BayesianFit, errorsOf potential: Potential, _ samples: [FitSample], threads: Int) throws(VolterraError) {
        try self.init(fit.posterior, potential, samples, fit.options, noiseVariances: fit.noiseVariances, threads)
        if let factor = energy.bestFactor { energy.factor = factor }
        if let factor = force.bestFactor { force.factor = factor }
    }

    private init(
        _ posterior: Posterior, _ potential: Potential, _ samples: [FitSample], _ options: PlanOptions, noiseVariances: [Double?],
        _ threads: Int
    ) throws(VolterraError) {
        openblas_set_num_threads(1)
        guard let coefficients = potential.coefficients else { throw VolterraError(.badData, "the potential has no coefficients") }
        let tables = JacobianTables(try JacobianPlan(potential, options), coefficients)
        let team = ThreadTeam(count: threads)
        let scratch = (0..<team.count).map { _ in JacobianProducts(tables) }
        let results = team.map(samples.count) { thread, index throws(VolterraError) in
            try Calibration(posterior, coefficients, samples[index], noiseVariances, scratch[thread])
        }
        for result in results { merge(try result.get()) }
    }

    /// Of one sample.
    private init(
        _ posterior: Posterior, _ coefficients: Potential.Coefficients, _ sample: FitSample, _ noiseVariances: [Double?],
        _ products: JacobianProducts
    ) throws(VolterraError) {
        try products.fill(sample)
        let residuals = LabelResiduals(sample, products.jacobian, coefficients)
        let bounds =
            posterior.memberCount > 0 ? products.times(vectors: posterior.members, count: posterior.memberCount).bounds : nil
        let lengths = products.times(lower: posterior.factor).lengths
        func prediction(_ row: Int, _ kind: LabelKind, weight: Double, per count: Double) -> CalibratedQuantity.Prediction {
            CalibratedQuantity.Prediction(
                error: residuals.values[row] / count, deviation: lengths[row] / count,
                noise: noiseVariances[kind.rawValue].map { ($0 / weight).squareRoot() / count },
                bounds: bounds.map { $0[row].lowerBound / count...$0[row].upperBound / count })
        }
        for row in residuals.rows(of: .energy) {
            energy.add(prediction(row, .energy, weight: sample.weights.energy, per: Double(sample.configuration.count)))
        }
        for row in residuals.rows(of: .force) { force.add(prediction(row, .force, weight: sample.weights.force, per: 1)) }
        configurationCount = 1
    }

    private mutating func merge(_ other: Calibration) {
        for prediction in other.energy.predictions { energy.add(prediction) }
        for prediction in other.force.predictions { force.add(prediction) }
        configurationCount += other.configurationCount
    }

    /// The factors, as a posterior keeps them.
    public var factors: Posterior.Calibration { .init(energy: energy.factor, force: force.factor) }
}
