import Foundation
import Synchronization
import Training

/// Shows what is being learnt: a line for everything that was done, and one at the bottom for what is being done.
final class LearningMonitor: Sendable {
    private struct State {
        var activity = ""
        var start = ContinuousClock.now
        var isFinished = false
    }

    private let state = Mutex(State())
    private let live: LiveLine
    private let limit: RunLimit
    private let isQuiet: Bool

    init(_ limit: RunLimit, isQuiet: Bool) {
        self.limit = limit
        self.isQuiet = isQuiet
        live = LiveLine(isQuiet: isQuiet)
        // What takes long is often another program, which does not say how far it is.
        if !isQuiet { Thread.detachNewThread { self.drawUntilFinished() } }
    }

    var watch: LearningWatch {
        let limit = limit
        return LearningWatch {
            limit.outcome != nil
        } note: { line in
            self.live.hide()
            if !self.isQuiet { Console.note(line + "\n") }
        } activity: { text in
            self.state.withLock { state in
                // The stage stays the same while only its numbers change.
                if text.prefix(while: { $0 != ":" }) != state.activity.prefix(while: { $0 != ":" }) { state.start = .now }
                state.activity = text
            }
        }
    }

    func finish() {
        state.withLock { $0.isFinished = true }
        live.hide()
    }

    private func drawUntilFinished() {
        while true {
            usleep(250_000)
            let isFinished = state.withLock { state in
                if state.isFinished { return true }
                let clock = ProgressLine.clock((ContinuousClock.now - state.start) / .seconds(1))
                if !state.activity.isEmpty { live.draw { String("\(state.activity), \(clock) so far".prefix($0)) } }
                return false
            }
            if isFinished { return }
        }
    }
}
