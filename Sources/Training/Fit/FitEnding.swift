/// Why a descent came to its end.
public enum FitEnding: Sendable, Hashable {
    /// The last iteration took less than the tolerance away: this share of the loss.
    case converged(decrease: Double)
    /// No step, however short, makes the loss smaller.
    case minimum
    /// After so many iterations.
    case iterationLimit(Int)
    /// The loss of the validation set has not fallen for so many iterations.
    case overfitting(Int)

    init(_ descent: DescentState, _ settings: FitSettings) {
        if descent.decrease == 0 {
            self = .minimum
        } else if descent.isConverged(settings.tolerance) {
            self = .converged(decrease: descent.decrease)
        } else if descent.iteration >= settings.maximumIterations {
            self = .iterationLimit(descent.iteration)
        } else {
            self = .overfitting(settings.patience)
        }
    }
}
