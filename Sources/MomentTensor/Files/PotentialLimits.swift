/// What a potential may ask for at most: far beyond every real one, and little enough that no mistyped count exhausts the memory.
enum PotentialLimits {
    static let speciesCount = 1000
    static let radialBasisSize = 1000
    /// Of μ + 1.
    static let radialFunctionCount = 100
    /// Of ν; the moments of a rank ν have some ν³/6 components.
    static let rank = 30
    static let parameterCount = 100_000_000
}
