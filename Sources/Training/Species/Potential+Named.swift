import MomentTensor

extension Potential {
    /// With these elements as its species, in their order, if it has no names of its own.
    public func named(_ elements: [String]?) throws(VolterraError) -> Potential {
        guard let elements, !hasElements else { return self }
        guard elements.count == species.count else {
            throw VolterraError(
                .usage, "\(elements.count) species are named (\(elements.joined(separator: ", "))), the potential has \(species.count)",
                advice: "name one element per species, in the order of the potential")
        }
        var potential = self
        for index in species.indices { potential.species[index].element = nil }
        for (index, element) in elements.enumerated() { try potential.setElement(element, ofSpecies: index) }
        return potential
    }
}
