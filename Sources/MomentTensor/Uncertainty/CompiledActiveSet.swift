/// An active set, compiled for the evaluation of grades of atoms, γ_i = max_k |(b_i A⁻¹)_k| with b_i = dE_i/dθ. Immutable, and shared by the
/// evaluators of all threads.
public final class CompiledActiveSet: Sendable {
    let panels: ColumnPanels

    /// Throws unless the set belongs to the potential of the plan and its rows are those of atoms.
    public init(_ activeSet: ActiveSet, for plan: Plan) throws(VolterraError) {
        let potential = plan.potential
        try activeSet.check(for: potential)
        let (n, perSpecies) = (activeSet.size, plan.radialParametersPerSpecies)
        let (firstSpecies, firstLinear) = (potential.radialParameterCount, potential.radialParameterCount + potential.species.count)
        let firstColumn = activeSet.ignoredParameterCount == potential.radialParameterCount ? potential.radialParameterCount : 0
        // The derivatives that come from the kernels are those of the multiplied energy.
        let weight = activeSet.weights.siteEnergy
        let weightPerEnergy = weight / plan.options.energyFactor
        panels = ColumnPanels(
            columnCount: n - firstColumn, speciesCount: potential.species.count, radialCount: firstColumn > 0 ? 0 : perSpecies,
            linearCount: potential.basis.scalars.count
        ) { row, column in
            let place = firstColumn + column
            return switch row {
            case .radial(let species, let index): weightPerEnergy * activeSet.inverse[(species * perSpecies + index) * n + place]
            case .species(let species): weight * activeSet.inverse[(firstSpecies + species) * n + place]
            case .linear(let index): weightPerEnergy * activeSet.inverse[(firstLinear + index) * n + place]
            }
        }
    }

    /// Whether the derivatives with respect to radial coefficients count.
    var needsRadial: Bool { panels.radialCount > 0 }

    deinit { panels.deallocate() }

    public var byteCount: Int { panels.byteCount }
}

extension ActiveSet {
    /// Throws unless grades of atoms can be measured against it.
    fileprivate func check(for potential: Potential) throws(VolterraError) {
        guard size == potential.parameterCount, inverse.count == size * size else {
            throw VolterraError(
                .badData, "the active set is for \(size) parameters, but the potential \(potential.name) has \(potential.parameterCount)",
                advice: "load the file that the two were written to together")
        }
        switch mode {
        case .neighbourhood: return
        case .configuration:
            throw VolterraError(
                .unsupported, "the active set was selected by configurations; atoms have no grades against it",
                advice: "select one by atoms: trainer select --mode neighbourhood")
        case .mixed:
            throw VolterraError(
                .unsupported, "the active set was selected by several kinds of equations; atoms have no grades against it",
                advice: "select one by atoms: trainer select --mode neighbourhood")
        }
    }
}
