import Foundation

/// A line at the bottom of the terminal that says how far a job is, if it takes longer than a second. In a pipe, nothing.
final class ProgressBar {
    private var line: ProgressLine
    private let isEnabled: Bool
    private let start = ContinuousClock.now
    private var nextDrawing: ContinuousClock.Instant
    private var isVisible = false

    /// - Parameter isQuiet: whether the user wants no progress bar.
    init(_ activity: String, unit: String = "configurations", isQuiet: Bool) {
        line = ProgressLine(activity: activity, unit: unit, done: 0, fraction: nil, seconds: 0)
        isEnabled = !isQuiet && isatty(STDERR_FILENO) == 1
        nextDrawing = start + .seconds(1)
    }

    deinit { hide() }

    func update(done: Int, fraction: Double?) {
        guard isEnabled, ContinuousClock.now >= nextDrawing else { return }
        line.done = done
        line.fraction = fraction
        line.seconds = (ContinuousClock.now - start) / .seconds(1)
        nextDrawing = .now + .milliseconds(100)
        isVisible = true
        Console.note("\r" + line.text(width: ProgressBar.terminalWidth - 1) + ProgressBar.eraseToEnd)
    }

    /// Leaves the line empty, with the cursor at its start.
    func hide() {
        guard isVisible else { return }
        isVisible = false
        Console.note("\r" + ProgressBar.eraseToEnd)
    }

    /// The same from outside, when the program is interrupted.
    static func clearLine() {
        if isatty(STDERR_FILENO) == 1 { Console.note("\r" + eraseToEnd) }
    }

    private static let eraseToEnd = "\u{1B}[K"

    private static var terminalWidth: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }
}
