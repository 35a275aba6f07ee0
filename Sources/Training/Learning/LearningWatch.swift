/// Somebody who waits for a round.
public struct LearningWatch: Sendable {
    /// Whether nobody waits any longer. Once it was true it must stay so. Any thread may ask.
    public var isCancelled: @Sendable () -> Bool
    /// Is told what was done, a line each.
    public var note: @Sendable (String) -> Void
    /// Is told what is being done, again and again. Any thread may call it.
    public var activity: @Sendable (String) -> Void

    public init(
        isCancelled: @escaping @Sendable () -> Bool = { false }, note: @escaping @Sendable (String) -> Void = { _ in },
        activity: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.isCancelled = isCancelled
        self.note = note
        self.activity = activity
    }
}

/// Thrown inside of stages when nobody waits any longer: what is done so far is kept.
struct LearningCancelled: Error {}
