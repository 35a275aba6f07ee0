/// How a potential is pruned.
public struct PruningSettings: Sendable, Hashable {
    public var target = PruningTarget.speedup(2)
    /// Of the fits; the last of them has all the iterations.
    public var fit = FitSettings()
    /// The radial functions are adapted whenever the work has become so many times less.
    public var roundSpeedup = 1.4
    /// In how many iterations.
    public var roundIterations = 3

    public init() { fit.maximumIterations = 20 }
}
