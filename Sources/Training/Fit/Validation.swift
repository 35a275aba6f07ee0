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
        var errors = FitErrors()
    }

    func evaluate(_ potential: Potential) throws(VolterraError) -> Result {
        let plan = try Plan(potential, options)
        let ranks = Ranks.world
        let count = min(samples.count, 64)
        let own = (0..<count).filter { $0 % ranks.count == ranks.rank }
        let pieces = own.map { Piece(samples[(samples.count * $0 / count)..<(samples.count * ($0 + 1) / count)], plan) }
        team.forEach(pieces.count) { _, index in pieces[index].run() }
        let result = Swift.Result { () throws(VolterraError) in
            var sum = Result()
            for piece in pieces {
                let result = try piece.result.get()
                sum.loss += result.loss / Double(samples.count)
                sum.errors.merge(result.errors)
            }
            return sum
        }
        var sum = try ranks.agree(result)
        sum.loss = ranks.sum(sum.loss)
        sum.errors.reduce(over: ranks)
        return sum
    }

    private final class Piece: @unchecked Sendable {
        private let samples: ArraySlice<FitSample>
        private let plan: Plan
        private(set) var result = Swift.Result<Result, VolterraError>.success(Result())

        init(_ samples: ArraySlice<FitSample>, _ plan: Plan) {
            self.samples = samples
            self.plan = plan
        }

        func run() {
            result = Swift.Result { () throws(VolterraError) in
                let evaluator = SystemEvaluator(plan)
                var sum = Result()
                for sample in samples {
                    let configuration = sample.configuration
                    let evaluation = try evaluator.evaluate(
                        cell: configuration.cell, positions: configuration.positions, species: sample.species)
                    let deviations = sample.deviations(of: evaluation)
                    sum.errors.add(deviations, of: sample)
                    sum.loss += sample.weightedSquares(deviations)
                }
                return sum
            }
        }
    }
}

extension FitSample {
    /// Prediction − label, in the rows of a Jacobian; zero where there is no label.
    func deviations(of evaluation: Evaluation) -> [Double] {
        let count = configuration.count
        var deviations = [Double](repeating: 0, count: 3 * count + 7)
        if let forces = configuration.forces {
            for (atom, (predicted, label)) in zip(evaluation.forces, forces).enumerated() {
                for c in 0..<3 { deviations[3 * atom + c] = predicted[c] - label[c] }
            }
        }
        if let energy = configuration.energy { deviations[3 * count] = evaluation.energy - energy }
        if let virial = configuration.virial {
            for (index, (predicted, label)) in zip(evaluation.virial.voigt, virial.voigt).enumerated() {
                deviations[3 * count + 1 + index] = predicted - label
            }
        }
        return deviations
    }

    /// Their share of the loss.
    func weightedSquares(_ deviations: [Double]) -> Double {
        let count = 3 * configuration.count
        var sum = configuration.energy == nil ? 0 : weights.energy * deviations[count] * deviations[count]
        if configuration.forces != nil { sum += weights.force * deviations[..<count].reduce(0) { $0 + $1 * $1 } }
        if hasVirial {
            for index in 0..<6 {
                let deviation = deviations[count + 1 + index]
                // Those off the diagonal stand for two.
                sum += weights.virial * (index < 3 ? 1 : 2) * deviation * deviation
            }
        }
        return sum
    }
}
