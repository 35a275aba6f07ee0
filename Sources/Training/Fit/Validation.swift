import Atoms
import MomentTensor

/// Labelled configurations that a fit does not see, and how far it is from them.
final class Validation {
    private let samples: [FitSample]
    private let options: PlanOptions
    private let team: ThreadTeam

    init(_ samples: [FitSample], options: PlanOptions, team: ThreadTeam) {
        self.samples = samples
        self.options = options
        self.team = team
    }

    struct Result: SharedTerm {
        /// As the loss of the fit: the mean over configurations of the weighted squares.
        var loss = 0.0
        var errors = LabelErrors()

        static func += (sum: inout Result, term: Result) {
            sum.loss += term.loss
            sum.errors.merge(term.errors)
        }

        var numbers: [Double] {
            get { [loss] + errors.numbers }
            set {
                loss = newValue[0]
                errors.numbers = Array(newValue.dropFirst())
            }
        }
    }

    func evaluate(_ potential: Potential) throws(VolterraError) -> Result {
        let pool = EvaluationPool(try Plan(potential, options), team: team)
        let ranks = Ranks.world
        let count = min(samples.count, 64)
        let share = ranks.share(of: count)
        let results = PairwiseSum(of: count, zero: Result(), over: ranks)
        try ranks.agree(
            Swift.Result { () throws(VolterraError) in
                _ = try pool.mapAll(share.count) { evaluator, index throws(VolterraError) in
                    let piece = share.lowerBound + index
                    let samples = samples[(samples.count * piece / count)..<(samples.count * (piece + 1) / count)]
                    results.add(try Validation.evaluate(samples, with: evaluator), at: piece)
                }
            })
        var mean = results.total()
        mean.loss /= Double(max(samples.count, 1))
        return mean
    }

    /// With the sum of the weighted squares as its loss.
    private static func evaluate(_ samples: ArraySlice<FitSample>, with evaluator: SystemEvaluator) throws(VolterraError) -> Result {
        var sum = Result()
        for sample in samples {
            let configuration = sample.configuration
            let evaluation = try evaluator.evaluate(
                cell: configuration.cell, positions: configuration.positions, species: sample.species)
            let deviations = try ConfigurationDeviations(
                configuration, energy: evaluation.energy, forces: evaluation.forces, virial: evaluation.virial)
            sum.errors.add(deviations, withStress: sample.hasVirial)
            sum.loss += sample.weightedSquares(evaluation)
        }
        return sum
    }
}

extension FitSample {
    /// The share of the loss that what was predicted for it has.
    func weightedSquares(_ evaluation: Evaluation) -> Double {
        var sum = 0.0
        if let energy = configuration.energy {
            let deviation = evaluation.energy - energy
            sum += weights.energy * deviation * deviation
        }
        if let forces = configuration.forces {
            var squares = 0.0
            for atom in configuration.atomsWithForces {
                let deviation = evaluation.forces[atom] - forces[atom]
                squares += deviation.dot(deviation)
            }
            sum += weights.force * squares
        }
        if hasVirial, let virial = configuration.virial {
            for (index, (predicted, label)) in zip(evaluation.virial.voigt, virial.voigt).enumerated() {
                // Those off the diagonal stand for two.
                sum += weights.virial * (index < 3 ? 1 : 2) * (predicted - label) * (predicted - label)
            }
        }
        return sum
    }
}
