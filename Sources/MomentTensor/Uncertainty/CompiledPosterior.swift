/// A posterior, compiled for the evaluation of the deviations of site energies. Immutable, and shared by the evaluators of all threads.
///
///     σ_i = κ |Lᵀ B_i|       u_i = |Lᵀ B_i| / (Σ_k p_k B_ik²)^½
///
/// with the calibration κ of energies.
public final class CompiledPosterior: Sendable {
    let panels: ColumnPanels
    /// p of each species coefficient, times the square of the energy factor.
    let speciesPriors: ColumnPanels.Table<Double>
    /// p of each linear coefficient; its B comes from the kernels with the energy factor.
    let linearPriors: ColumnPanels.Table<Double>
    /// κ
    let calibration: Double

    /// Throws unless the posterior belongs to the potential of the plan.
    public init(_ posterior: Posterior, for plan: Plan) throws(VolterraError) {
        let (species, scalars) = (plan.potential.species.count, plan.potential.basis.scalars.count)
        let size = posterior.size
        guard size == species + scalars, posterior.factor.count == size * size else {
            throw VolterraError(
                .badData,
                "the posterior is for \(size) coefficients, but the potential \(plan.potential.name) has \(species + scalars)",
                advice: "use the posterior that was made with this potential (trainer uncertainty)")
        }
        let factor = plan.options.energyFactor
        panels = ColumnPanels(
            columnCount: size, speciesCount: species, radialCount: 0, linearCount: scalars, firstLinearRow: { $0 - species }
        ) { row, column in
            switch row {
            case .radial: 0
            case .species(let index): column <= index ? factor * posterior.factor[index * size + column] : 0
            case .linear(let index): column <= species + index ? posterior.factor[(species + index) * size + column] : 0
            }
        }
        calibration = posterior.calibration.energy
        speciesPriors = .init(posterior.priorVariances.prefix(species).map { $0 * factor * factor })
        linearPriors = .init(Array(posterior.priorVariances.dropFirst(species)))
    }

    deinit {
        panels.deallocate()
        speciesPriors.deallocate()
        linearPriors.deallocate()
    }

    public var byteCount: Int { panels.byteCount + speciesPriors.byteCount + linearPriors.byteCount }
}
