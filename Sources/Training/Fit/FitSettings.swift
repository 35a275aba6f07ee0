import MomentTensor

/// How a potential is fitted.
public struct FitSettings: Sendable, Hashable, Codable {
    /// How much large linear coefficients cost, relative to what the data say about each; `nil`: as the data make most probable.
    public var ridge: Double?
    /// e of each species in eV, if the fit is not to find them.
    public var speciesEnergies: [Double]?
    /// Of each stage and start.
    public var maximumIterations = 100
    /// A stage ends when an iteration takes less than this of the loss away.
    public var tolerance = 1e-4
    /// It also ends when the loss of the validation set has not fallen for so many iterations.
    public var patience = 10
    /// Begins the random numbers.
    public var seed: UInt64 = 1
    /// How many sets of random radial functions to begin with; the best is gone on with.
    public var starts = 1

    public init() {}
}
