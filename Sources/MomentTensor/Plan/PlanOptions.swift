/// What a potential is compiled with, besides its coefficients.
public struct PlanOptions: Hashable, Sendable {
    /// Energies, forces and virials are multiplied by it: 1 for eV, 23.06… for kcal/mol.
    public var energyFactor: Double
    /// Where the repulsion of Ziegler, Biersack and Littmark is added; `nil` for nowhere.
    public var repulsion: ZieglerBiersackLittmark.Switching?
    public var precision: Precision

    public init(energyFactor: Double = 1, repulsion: ZieglerBiersackLittmark.Switching? = nil, precision: Precision = .double) {
        self.energyFactor = energyFactor
        self.repulsion = repulsion
        self.precision = precision
    }

    /// Throws unless a potential can be compiled with them.
    func check(for potential: Potential) throws(VolterraError) {
        guard energyFactor.isFinite, energyFactor > 0 else {
            throw VolterraError(.usage, "the energy factor is \(energyFactor); it must be positive and finite")
        }
        guard let repulsion else { return }
        try check(repulsion, cutoff: potential.radialBasis.cutoff)
        if let species = potential.species.firstIndex(where: { $0.element == nil }) {
            throw VolterraError(
                .badData,
                "ZBL repulsion needs to know the elements, but the potential \(potential.name) does not say which one species \(species) is",
                advice: "name it with volterra_potential_set_element, or all of them in the file ('potential_tag = species: W Re')")
        }
    }

    private func check(_ repulsion: ZieglerBiersackLittmark.Switching, cutoff: Double) throws(VolterraError) {
        let (inner, outer) = (repulsion.inner, repulsion.outer)
        guard inner > 0, inner.isFinite else {
            throw VolterraError(.usage, "the inner radius of the ZBL repulsion is \(inner) Å; it must be positive")
        }
        guard outer > inner else {
            throw VolterraError(.usage, "the outer radius of the ZBL repulsion, \(outer) Å, is not larger than the inner one, \(inner) Å")
        }
        guard outer <= cutoff else {
            throw VolterraError(
                .usage, "the outer radius of the ZBL repulsion, \(outer) Å, is larger than the cutoff of the potential, \(cutoff) Å")
        }
    }
}
