import Foundation
import MomentTensor

/// What becomes of the program when it is told to stop: unfinished files vanish, the terminal gets a fresh line, and the
/// exit status is 128 + the number of the signal.
enum Signals {
    /// To be called before any other thread exists, because all must inherit the blocked signals.
    static func install() {
        var handled = sigset_t()
        sigemptyset(&handled)
        for number in [SIGHUP, SIGINT, SIGTERM] where !isIgnored(number) { sigaddset(&handled, number) }
        pthread_sigmask(SIG_BLOCK, &handled, nil)
        let awaited = handled
        Thread.detachNewThread {
            var signals = awaited
            var number: Int32 = 0
            guard sigwait(&signals, &number) == 0 else { return }
            stop(number)
        }
        // Raised by the thread that writes into a pipe nobody reads; the program then ends without a word, as `head` expects.
        signal(SIGPIPE) { number in Signals.stop(number) }
    }

    private static func stop(_ number: Int32) {
        if number != SIGPIPE { ProgressBar.clearLine() }
        AtomicFile.discardUnfinished { _exit(128 + number) }
    }

    /// As `nohup` and background jobs of scripts want it.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
