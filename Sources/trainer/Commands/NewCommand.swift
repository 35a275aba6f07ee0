import Atoms
import MomentTensor

/// `trainer new`
enum NewCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let output = try invocation.outputPath(reading: [])
        let elements = try invocation.elements(Options.newSpecies) ?? []
        let radialBasis = try radialBasis(invocation)
        let level = try invocation.required(Options.level)
        let specification = try specification(invocation, level: level)
        let basis = try MomentBasis(specification)
        var potential = Potential(
            name: invocation[Options.name] ?? specification.name,
            species: elements.enumerated().map { Potential.Species(label: $0.offset, element: $0.element.symbol) },
            radialBasis: radialBasis, basis: basis)
        if let seed = invocation[Options.random] { potential.setRandomCoefficients(seed: seed) }
        try potential.write(to: output)
        let parameters = potential.coefficients == nil ? "untrained" : "random coefficients"
        invocation.reportSuccess("\(output): \(basis.scalars.count) scalars, \(potential.parameterCount) parameters, \(parameters)")
    }

    private static func specification(_ invocation: Invocation, level: Int) throws(VolterraError) -> BasisSpecification {
        BasisSpecification(
            level: level, levelOfMu: try invocation.required(Options.levelOfMu),
            maximumFactors: try invocation.required(Options.maximumFactors), maximumRank: invocation[Options.maximumRank],
            maximumMu: invocation[Options.maximumMu], radialFunctions: try invocation.required(Options.radialFunctions),
            leavesOutDependentScalars: invocation[Options.independent])
    }

    private static func radialBasis(_ invocation: Invocation) throws(VolterraError) -> RadialBasis {
        let cutoff = try invocation.required(Options.cutoff)
        let minimumDistance = try invocation.required(Options.minimumDistance)
        guard cutoff > minimumDistance else {
            throw VolterraError(
                .usage, "--cutoff \(cutoff) is not above --min-distance \(minimumDistance)",
                advice: "the cutoff must exceed the shortest distance in the data")
        }
        return RadialBasis(
            kind: try invocation.required(Options.radialBasis), minimumDistance: minimumDistance, cutoff: cutoff,
            size: try invocation.required(Options.radialSize))
    }
}
