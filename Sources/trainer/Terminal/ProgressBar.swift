/// A line at the bottom of the terminal that says how far a job is, if it takes longer than a second. In a pipe, nothing.
final class ProgressBar {
    private var line: ProgressLine
    private let live: LiveLine
    private let start = ContinuousClock.now

    /// - Parameter isQuiet: whether the user wants no progress bar.
    init(_ activity: String, unit: String = "configurations", isQuiet: Bool) {
        line = ProgressLine(activity: activity, unit: unit, done: 0, fraction: nil, seconds: 0)
        live = LiveLine(isQuiet: isQuiet)
    }

    func update(done: Int, fraction: Double?) {
        live.draw { width in
            line.done = done
            line.fraction = fraction
            line.seconds = (ContinuousClock.now - start) / .seconds(1)
            return line.text(width: width)
        }
    }

    /// Leaves the line empty, with the cursor at its start.
    func hide() { live.hide() }
}
