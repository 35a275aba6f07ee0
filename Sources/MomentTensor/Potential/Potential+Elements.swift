extension Potential {
    /// Says which element a species is, for files that do not tell.
    ///
    /// Throws if there is no such species or symbol, or another species is that element.
    public mutating func setElement(_ symbol: String, ofSpecies index: Int) throws(VolterraError) {
        try checkSpecies(index)
        guard Element(symbol: symbol) != nil else {
            throw VolterraError(.usage, "'\(symbol)' is no chemical symbol", advice: "write it like W or Re")
        }
        if let other = species.firstIndex(where: { $0.element == symbol }), other != index {
            throw VolterraError(.usage, "species \(index) cannot be \(symbol), because species \(other) is")
        }
        species[index].element = symbol
    }

    /// Throws unless there is a species of that index.
    public func checkSpecies(_ index: Int) throws(VolterraError) {
        guard species.indices.contains(index) else {
            throw VolterraError(.usage, "there is no species \(index), only 0 … \(species.count - 1)")
        }
    }
}
