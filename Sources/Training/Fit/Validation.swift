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

    struct Result: Sendable {
        /// As the loss of the fit: the mean over configurations of the weighted squares.
        var loss = 0.0
        var errors = LabelErrors()
    }

    func evaluate(_ potential: Potential) throws(VolterraError) -> Result {
        let pool = EvaluationPool(try Plan(potential, options), team: team)
        let ranks = Ranks.world
        let count = min(samples.count, 64)
        let pieces = ranks.share(of: count).map { samples[(samples.count * $0 / count)..<(samples.count * ($0 + 1) / count)] }
        let result = Swift.Result { () throws(VolterraError) in
            let results = try pool.mapAll(pieces.count) { evaluator, index throws(VolterraError) in
                try Validation.evaluate(pieces[index], with: evaluator)
            }
            var sum = Result()
            for piece in results {
                sum.loss += piece.loss / Double(samples.count)
                sum.errors.merge(piece.errors)
            }
            return sum
        }
        var sum = try ranks.agree(result)
        sum.loss = ranks.sum(sum.loss)
        sum.errors.reduce(over: ranks)
        return sum
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
            for (predicted, label) in zip(evaluation.forces, forces) {
                for c in 0..<3 { squares += (predicted[c] - label[c]) * (predicted[c] - label[c]) }
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
