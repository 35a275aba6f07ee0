import MomentTensor

/// How far a fit is: everything that the next iteration depends on, besides the data, the potential and the settings.
public struct FitProgress: Sendable, Codable {
    /// Among the potentials that are fitted one after the other.
    public internal(set) var stage = 0
    /// Among the random beginnings of the first stage.
    public internal(set) var start = 0
    /// Where the descent is; `nil` before its beginning.
    public internal(set) var descent: DescentState?
    /// Where the last descent that came to its end was.
    public internal(set) var lastDescent: DescentState?
    /// The best coefficients of this stage so far, over all its starts.
    public internal(set) var best: Best?
    /// The best of the stages before.
    var inherited: StoredCoefficients?
    public internal(set) var isFinished = false
    /// Every iteration so far, of all stages and starts.
    public internal(set) var steps: [FitStep] = []

    public struct Best: Sendable, Codable {
        var coefficients: StoredCoefficients
        public internal(set) var loss: Double
        public internal(set) var errors: LabelErrors
        /// `nil` without a validation set.
        public internal(set) var validationLoss: Double?
        /// The iteration that it comes from.
        public internal(set) var iteration: Int
        public internal(set) var start: Int
        /// What the smallest loss means: that of the validation set, if there is one.
        var criterion: Double { validationLoss ?? loss }
    }

    public init() {}
}

/// Where a descent is between two iterations.
public struct DescentState: Sendable, Codable {
    var coefficients: StoredCoefficients
    /// Σ (label − prediction)² · weight / number of configurations.
    public internal(set) var loss: Double
    /// With the ridge.
    var objective: Double
    public internal(set) var ridge: Double
    /// How many of the linear coefficients the data determine, rather than the ridge.
    public internal(set) var determinedCount: Double
    /// How many combinations of scalars the data can tell apart at all.
    public internal(set) var rank: Int
    public internal(set) var iteration = 0
    /// Levenberg's λ, and by what it grows when a step fails.
    var damping = 1e-2
    var growth = 2.0
    /// How much of the loss the last step took away.
    public internal(set) var decrease = 1.0
    /// How much it should have taken.
    var expectedDecrease = 1.0

    /// A step that took much less of the loss away than it should have was too long; it says nothing about how much is left.
    func isConverged(_ tolerance: Double) -> Bool { max(decrease, expectedDecrease / 10) < tolerance }
}

/// Coefficients as a checkpoint holds them, to the last bit.
struct StoredCoefficients: Sendable, Codable, Hashable {
    var radial: [Double]
    var species: [Double]
    var linear: [Double]

    init(_ coefficients: Potential.Coefficients) {
        radial = coefficients.radial
        species = coefficients.species
        linear = coefficients.linear
    }

    var coefficients: Potential.Coefficients { Potential.Coefficients(radial: radial, species: species, linear: linear) }
}
