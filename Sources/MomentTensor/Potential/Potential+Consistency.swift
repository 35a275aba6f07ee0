extension Potential {
    /// Throws unless tables, species and coefficients fit together and every number is finite: what a reader would accept.
    public func checkConsistency() throws(VolterraError) {
        try radialBasis.checkDistances()
        try radialBasis.checkSize()
        try basis.checkConsistency()
        guard scaling.isFinite else { throw VolterraError(.badData, "the scaling is \(scaling)") }
        try checkSpecies()
        if let coefficients { try check(coefficients) }
    }

    private func checkSpecies() throws(VolterraError) {
        guard !species.isEmpty else { throw VolterraError(.badData, "the potential has no species") }
        guard Set(species.map(\.label)).count == species.count else {
            throw VolterraError(.badData, "two species of the potential have the same label")
        }
        guard species.allSatisfy({ $0.label >= 0 && $0.label <= Int32.max }) else {
            throw VolterraError(.badData, "a species of the potential has a negative or too large label")
        }
        for element in species.compactMap(\.element) where Element(symbol: element) == nil {
            throw VolterraError(.badData, "unknown element '\(element)' in the potential")
        }
    }

    private func check(_ coefficients: Coefficients) throws(VolterraError) {
        let groups = [
            ("radial", coefficients.radial, radialParameterCount), ("species", coefficients.species, species.count),
            ("linear", coefficients.linear, basis.scalars.count),
        ]
        for (name, values, count) in groups {
            guard values.count == count else {
                throw VolterraError(.badData, "the potential has \(values.count) \(name) coefficients instead of \(count)")
            }
            if let index = values.firstIndex(where: { !$0.isFinite }) {
                throw VolterraError(.badData, "\(name) coefficient \(index + 1) is \(values[index]), not a finite number")
            }
        }
    }
}
