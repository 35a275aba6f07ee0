/// An iteration as it is shown and recorded.
public struct FitStep: Sendable, Codable {
    /// Among the potentials that are fitted one after the other, from 0.
    public internal(set) var stage: Int
    /// Among the random beginnings, from 0.
    public internal(set) var start: Int
    /// Of this start and stage; 0 is its beginning.
    public internal(set) var iteration: Int
    public internal(set) var loss: Double
    /// How much of the loss it took away; 0 at the beginning.
    public internal(set) var decrease: Double
    public internal(set) var ridge: Double
    public internal(set) var errors: LabelErrors
    /// `nil` without a validation set.
    public internal(set) var validationLoss: Double?
    public internal(set) var validationErrors: LabelErrors?
}

extension FitProgress {
    /// The steps of all stages and starts, counted through.
    public var learningCurve: LearningCurve {
        LearningCurve(
            steps.enumerated().map { index, step in
                var errors = ["training": LearningCurve.Errors(step.errors)]
                errors["validation"] = step.validationErrors.map { LearningCurve.Errors($0) }
                return LearningCurve.Step(iteration: index, loss: step.loss, errors: errors)
            })
    }
}

extension LearningCurve.Errors {
    init(_ errors: LabelErrors) {
        self.init(
            energy: errors.energy.rootMeanSquare, force: errors.force.rootMeanSquare, stress: errors.stress.rootMeanSquare)
    }
}
