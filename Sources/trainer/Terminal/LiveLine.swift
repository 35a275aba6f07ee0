import Foundation
import Synchronization

/// A line at the bottom of the terminal that is drawn again and again. In a pipe, nothing.
final class LiveLine: Sendable {
    private struct State {
        var isVisible = false
        var nextDrawing: ContinuousClock.Instant
    }

    private let state: Mutex<State>
    private let isEnabled: Bool

    /// - Parameter delay: until the line is drawn for the first time.
    init(isQuiet: Bool, delay: Duration = .seconds(1)) {
        state = Mutex(State(nextDrawing: .now + delay))
        isEnabled = !isQuiet && isatty(STDERR_FILENO) == 1
    }

    deinit { hide() }

    /// Shows a text that is made for the width of the terminal; at most ten times a second. Any thread may call this.
    func draw(_ text: (_ width: Int) -> String) {
        guard isEnabled else { return }
        state.withLock { state in
            guard ContinuousClock.now >= state.nextDrawing else { return }
            state.nextDrawing = .now + .milliseconds(100)
            state.isVisible = true
            Console.note("\r" + text(LiveLine.terminalWidth - 1) + LiveLine.eraseToEnd)
        }
    }

    /// Leaves the line empty, with the cursor at its start.
    func hide() {
        state.withLock { state in
            guard state.isVisible else { return }
            state.isVisible = false
            Console.note("\r" + LiveLine.eraseToEnd)
        }
    }

    /// The same from outside, when the program is interrupted.
    static func clear() {
        if isatty(STDERR_FILENO) == 1 { Console.note("\r" + eraseToEnd) }
    }

    private static let eraseToEnd = "\u{1B}[K"

    private static var terminalWidth: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }
}
