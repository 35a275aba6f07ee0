extension Plan {
    /// f_μ(r) of a neighbour seen from a centre, for each μ at each of the distances (Å), which must be above zero.
    ///
    /// Beyond the cutoff they are zero, whatever the radial basis says there.
    public func radialFunctions(centre: Int, neighbour: Int, at distances: [Double]) throws(VolterraError) -> [[Double]] {
        try potential.checkSpecies(centre)
        try potential.checkSpecies(neighbour)
        if let distance = distances.first(where: { !($0 > 0 && $0.isFinite) }) {
            throw VolterraError(.usage, "there are no radial functions at the distance \(distance)")
        }
        guard let coefficients = potential.coefficients?.radial else { return [] }
        let functions = RadialFunctions(potential.radialBasis)
        let (size, functionCount) = (potential.radialBasis.size, potential.radialFunctionCount)
        let first = (centre * potential.species.count + neighbour) * functionCount * size
        var (values, slopes) = ([Double](repeating: 0, count: size), [Double](repeating: 0, count: size))
        var curves = [[Double]](repeating: [], count: functionCount)
        for distance in distances {
            functions.evaluate(at: distance, values: &values, slopes: &slopes)
            for mu in curves.indices {
                let c = coefficients[(first + mu * size)..<(first + (mu + 1) * size)]
                let sum = distance < potential.radialBasis.cutoff ? zip(c, values).reduce(0) { $0 + $1.0 * $1.1 } : 0
                curves[mu].append(potential.scaling * sum)
            }
        }
        return curves
    }
}
