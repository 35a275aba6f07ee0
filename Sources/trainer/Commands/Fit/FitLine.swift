import Training

/// What is shown while an iteration of a fit goes on.
struct FitLine: Sendable {
    /// The iteration, from 0, as the finished ones are numbered.
    var iteration: Int
    /// What is fitted, if there are several potentials.
    var potential: String?
    /// Of the program.
    var start: ContinuousClock.Instant
    /// As it seems from how the loss falls.
    var expectedEnd: ContinuousClock.Instant?
    /// Of `--time`.
    var deadline: ContinuousClock.Instant?

    /// At most `width` characters: `iteration 7: derivatives 43 %, 1:20 so far, about 3:10 left`
    func text(_ activity: FitActivity, now: ContinuousClock.Instant, width: Int) -> String {
        var text = "iteration \(iteration)" + (potential.map { " of \($0)" } ?? "") + ": "
        text += activity.part == .derivatives ? "derivatives" : "solving"
        text += " \(Int(100 * activity.fraction)) %, \(clock(now - start)) so far"
        if let expectedEnd, expectedEnd > now, deadline.map({ expectedEnd < $0 }) ?? true {
            text += ", about \(clock(expectedEnd - now)) left"
        } else if let deadline, deadline > now {
            text += ", at most \(clock(deadline - now)) left"
        }
        return String(text.prefix(width))
    }

    private func clock(_ duration: Duration) -> String { ProgressLine.clock(duration / .seconds(1)) }
}
