extension Potential {
    /// An untrained potential with a generated basis.
    ///
    /// - Parameters:
    ///   - elements: the chemical symbols of its species, each once.
    ///   - cutoff: r_max in Å.
    ///   - minimumDistance: r_min in Å.
    ///   - radialSize: the number of functions φ_n of which each f_μ is made.
    public init(
        _ specification: BasisSpecification, elements: [String], cutoff: Double, minimumDistance: Double, radialSize: Int = 8,
        radialKind: RadialBasis.Kind = .chebyshev
    ) throws(VolterraError) {
        let radialBasis = RadialBasis(kind: radialKind, minimumDistance: minimumDistance, cutoff: cutoff, size: radialSize)
        try radialBasis.checkDistances()
        try radialBasis.checkSize()
        try Potential.check(elements)
        self.init(
            name: specification.name,
            species: elements.enumerated().map { Species(label: $0.offset, element: $0.element) },
            radialBasis: radialBasis, basis: try MomentBasis(specification))
        guard parameterCount <= PotentialLimits.parameterCount else {
            throw VolterraError(
                .unsupported, "the potential would have \(parameterCount) parameters, and \(PotentialLimits.parameterCount) is the most")
        }
    }

    private static func check(_ elements: [String]) throws(VolterraError) {
        guard !elements.isEmpty else { throw VolterraError(.usage, "a potential needs at least one species") }
        for (place, element) in elements.enumerated() {
            guard Element(symbol: element) != nil else {
                throw VolterraError(.usage, "'\(element)' is no chemical element", advice: "symbols are written like W or Re")
            }
            guard !elements[..<place].contains(element) else {
                throw VolterraError(.usage, "the species \(element) is named twice")
            }
        }
    }
}
