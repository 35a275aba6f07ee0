import MomentTensor

/// The form of a new potential, and on which way a fit comes to it.
public struct PotentialForm: Sendable {
    /// The levels to fit one after the other.
    public var levels: [Int]
    public var levelOfMu = BasisSpecification.publishedLevelOfMu
    public var elements: [String]
    /// Å
    public var cutoff: Double
    /// Å; `nil`: as the data decide.
    public var minimumDistance: Double?
    public var radialSize = 10
    public var radialKind = RadialBasis.Kind.chebyshev
    public var radialFunctions = RadialFunctionSharing.own
    public var maximumFactors = 4

    public init(levels: [Int], elements: [String], cutoff: Double) {
        self.levels = levels
        self.elements = elements
        self.cutoff = cutoff
    }

    /// Untrained potentials to fit one after the other. Where the data decide where the radial basis begins, it begins at half of the cutoff.
    public func stages() throws(VolterraError) -> [Potential] {
        var stages = levels.map { (level: $0, radialFunctions: RadialFunctionSharing.shared) }
        // Functions that begin as the same one stay similar where the data do not tell them apart.
        if radialFunctions == .own, let last = levels.last { stages.append((last, .own)) }
        var potentials: [Potential] = []
        for (level, radialFunctions) in stages {
            let potential = try Potential(
                BasisSpecification(
                    level: level, levelOfMu: levelOfMu, maximumFactors: maximumFactors, radialFunctions: radialFunctions,
                    leavesOutDependentScalars: true),
                elements: elements, cutoff: cutoff, minimumDistance: minimumDistance ?? cutoff / 2, radialSize: radialSize,
                radialKind: radialKind)
            // Below level 6 all moments have rank 0, and there is nothing to share.
            if potential.basis != potentials.last?.basis { potentials.append(potential) }
        }
        return potentials
    }
}
