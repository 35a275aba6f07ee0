import Training

/// How a command that takes long came to its end.
enum Outcome: Hashable {
    case finished
    case outOfTime
    case interrupted(Int32)
}

/// When such a command is to stop by itself: when a signal tells it to, or its time is over.
struct RunLimit: Sendable {
    let deadline: ContinuousClock.Instant?

    /// From now on signals do not end the program any more, but are an outcome.
    ///
    /// - Parameter time: from now on.
    init(_ time: Duration?) {
        Signals.defer()
        deadline = time.map { .now + $0 }
    }

    /// Why to stop now; `nil` as long as there is no reason.
    var outcome: Outcome? {
        if let signal = Signals.deferred { return .interrupted(signal) }
        if let deadline, .now >= deadline { return .outOfTime }
        return nil
    }

    /// Cancels fits when it is time.
    var watch: FitWatch { FitWatch(isCancelled: { outcome != nil }) }
}
