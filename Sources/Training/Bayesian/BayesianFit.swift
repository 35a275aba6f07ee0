import Atoms
import COpenBLAS
import Foundation
import MomentTensor

/// What labelled configurations say about the species and linear coefficients of a potential, its radial functions being what they are.
///
/// The weights of the samples say how the noise varies among labels of the same kind; how large it is, the data say.
public struct BayesianFit: Sendable {
    public let potential: Potential
    public let options: PlanOptions
    public var posterior: Posterior
    /// The potential with the coefficients in the middle of the posterior.
    public let mean: Potential
    /// The variances of labels with the weight 1, in the order of `LabelKind`; `nil` without labels.
    let noiseVariances: [Double?]
    public let labelCounts: [Int]
    /// How many combinations of the coefficients the labels determine, rather than the prior.
    public let determinedCount: Double
    /// ln p(labels)
    public let logEvidence: Double
    public let isConverged: Bool
    let samples: [FitSample]
    /// The inverse of the covariance of the posterior.
    let precision: SymmetricMatrix

    public init(
        _ potential: Potential, _ samples: [FitSample], options: PlanOptions = PlanOptions(), threads: Int, watch: FitWatch = FitWatch()
    ) throws(VolterraError) {
        guard var coefficients = potential.coefficients else {
            throw VolterraError(.badData, "the potential has no coefficients", advice: "fit it first: trainer fit")
        }
        openblas_set_num_threads(1)
        let assembly = NormalAssembly(
            try JacobianPlan(potential, options), samples, referenceEnergies: coefficients.species, holdsSpecies: false,
            team: ThreadTeam(count: threads))
        guard let equations = try assembly.assembleByKind(coefficients, watch) else {
            throw VolterraError(.notConverged, "interrupted")
        }
        let evidence = try LinearEvidence(equations, speciesCount: potential.species.count)
        self.potential = potential
        self.options = options
        self.samples = samples
        precision = evidence.precision
        posterior = Posterior(factor: evidence.factor, priorVariances: evidence.priorVariances)
        noiseVariances = evidence.noisePrecisions.map { $0.map { 1 / $0 } }
        labelCounts = equations.map(\.labelCount)
        determinedCount = evidence.determinedCount
        logEvidence = evidence.logEvidence + samples.reduce(0) { $0 + 0.5 * $1.logWeights }
        isConverged = evidence.isConverged
        let count = potential.species.count
        coefficients.species = zip(coefficients.species, evidence.mean).map { $0 + $1 }
        coefficients.linear = Array(evidence.mean[count...])
        var mean = potential
        mean.coefficients = coefficients
        self.mean = mean
    }

    /// The standard deviation of the noise of labels with the weight 1: of energies in eV, of force components in eV/Å, of the virial in eV.
    public func noise(of kind: LabelKind) -> Double? { noiseVariances[kind.rawValue]?.squareRoot() }
}

extension FitSample {
    /// Σ ln w over the labels that count.
    fileprivate var logWeights: Double {
        zip(LabelKind.allCases, [weights.energy, weights.force, weights.virial]).reduce(0) { sum, part in
            let count = labelCount(of: part.0)
            return count > 0 ? sum + Double(count) * log(part.1) : sum
        }
    }
}
