import Foundation
import MomentTensor
import Synchronization

/// What becomes of the program when it is told to stop: unfinished files vanish, the terminal gets a fresh line, and the
/// exit status is 128 + the number of the signal.
enum Signals {
    /// To be called before any other thread is made, because all must inherit the blocked signals. Those that libraries made when they were
    /// loaded, as OpenBLAS does, have not: what they receive they hand on.
    static func install() {
        let numbers = [SIGHUP, SIGINT, SIGTERM].filter { !isIgnored($0) }
        var handled = sigset_t()
        sigemptyset(&handled)
        for number in numbers { sigaddset(&handled, number) }
        pthread_sigmask(SIG_BLOCK, &handled, nil)
        let awaited = handled
        let isReady = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            waiter = pthread_self()
            for number in numbers {
                signal(number) { number in
                    if let waiter = Signals.waiter { pthread_kill(waiter, number) }
                }
            }
            isReady.signal()
            var signals = awaited
            var number: Int32 = 0
            while sigwait(&signals, &number) == 0 { receive(number) }
        }
        isReady.wait()
        // Raised by the thread that writes into a pipe nobody reads; the program then ends without a word, as `head` expects.
        signal(SIGPIPE) { number in Signals.stop(number) }
    }

    /// The thread that waits for signals.
    nonisolated(unsafe) private static var waiter: pthread_t?

    private static func receive(_ number: Int32) {
        if isDeferring.load(ordering: .relaxed), received.exchange(number, ordering: .relaxed) == 0 {
            LiveLine.clear()
            Console.note("stopping with the best so far; once more stops at once\n")
        } else {
            stop(number)
        }
    }

    private static let isDeferring = Atomic<Bool>(false)
    private static let received = Atomic<Int32>(0)

    /// From now on the program stops by itself when it is told to: `deferred` says so. The second signal stops it at once.
    static func `defer`() { isDeferring.store(true, ordering: .relaxed) }

    /// The signal that came since `defer`.
    static var deferred: Int32? {
        let number = received.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// Ends the program as a signal would have.
    static func end(as number: Int32) -> Never { AtomicFile.discardUnfinished { _exit(128 + number) } }

    private static func stop(_ number: Int32) {
        if number != SIGPIPE { LiveLine.clear() }
        AtomicFile.discardUnfinished { _exit(128 + number) }
    }

    /// As `nohup` and background jobs of scripts want it.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
