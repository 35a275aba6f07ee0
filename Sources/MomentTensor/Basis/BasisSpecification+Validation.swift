extension BasisSpecification {
    static let factorRange = 1...6
    static let levelOfMuRange = 1...20
    static let rankRange = 0...20
    static let muRange = 0...30
    static let maximumScalarCount = 20_000
    static let maximumProductCount = 4_000_000

    /// Throws for what no basis can be made of, or none that would be of use.
    func validate() throws(VolterraError) {
        guard level >= 2 else {
            throw VolterraError(.usage, "level \(level) is below the smallest level of a potential, 2")
        }
        guard BasisSpecification.levelOfMuRange.contains(levelOfMu) else {
            throw VolterraError(.usage, "each μ can add 1 to 20 to the level of a moment, not \(levelOfMu)")
        }
        guard level % 2 == 0 || levelOfMu % 2 == 1 else {
            throw VolterraError(
                .usage, "level \(level) is odd, but every contraction of moments has an even level",
                advice: "level \(level - 1) has the same functions")
        }
        guard BasisSpecification.factorRange.contains(maximumFactors) else {
            throw VolterraError(.usage, "a basis can have products of 1 to 6 moments, not of \(maximumFactors)")
        }
        if let rank = maximumRank, !BasisSpecification.rankRange.contains(rank) {
            throw VolterraError(.usage, "the maximal tensor rank ν can be 0 to 20, not \(rank)")
        }
        if let mu = maximumMu, !BasisSpecification.muRange.contains(mu) {
            throw VolterraError(.usage, "the maximal radial index μ can be 0 to 30, not \(mu)")
        }
        guard moments.count < 256 else { throw tooLarge("\(moments.count) different moments, and 255 is the most") }
    }

    func tooLarge(_ what: String) -> VolterraError {
        VolterraError(
            .unsupported, "a basis of level \(level) with products of up to \(maximumFactors) moments would have \(what)",
            advice: "lower the level, the number of factors, or the largest ν or μ")
    }
}
