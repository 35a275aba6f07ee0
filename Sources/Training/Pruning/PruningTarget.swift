/// Where pruning ends.
public enum PruningTarget: Sendable, Hashable {
    /// The work is this many times less than in the beginning.
    case speedup(Double)
    /// The loss of the training data has grown by this share.
    case lossIncrease(Double)
    /// So many scalars are left.
    case scalars(Int)
}
