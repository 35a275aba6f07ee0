import MomentTensor

/// A potential on the way from the whole basis to the pruned one.
public struct PruningPoint: Sendable {
    public let potential: Potential
    /// Of the training data.
    public let loss: Double
    /// `nil` without validation data.
    public let validationLoss: Double?
    /// Of the validation data if there are any, else of the training data.
    public let errors: LabelErrors
    /// The work of an evaluation relative to the beginning, as it is counted.
    public let relativeWork: Double
    public let cost: CostEstimate
    /// Whether the radial functions were adapted to the scalars that are left.
    public let isRefitted: Bool

    public var scalarCount: Int { potential.basis.scalars.count }
}
