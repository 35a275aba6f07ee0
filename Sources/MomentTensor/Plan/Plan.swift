/// A potential, compiled: what the kernels run. Immutable, and shared by the evaluators of all threads.
public final class Plan: Sendable {
    public let potential: Potential
    public let options: PlanOptions
    let program: ProductProgram
    let tables: PlanTables<Double>
    /// For mixed precision only.
    let singleTables: PlanTables<Float>?
    /// C · K · R: the radial coefficients of all neighbours seen from one species.
    let radialParametersPerSpecies: Int
    /// The vectors of the row of a block, see `ParameterKernel`.
    var blockParameterCount: Int { radialParametersPerSpecies + program.scalars.count }

    /// Throws if the potential has no coefficients, contradicts itself, or does not go with the options.
    public init(_ potential: Potential, _ options: PlanOptions = PlanOptions()) throws(VolterraError) {
        guard let coefficients = potential.coefficients else {
            throw VolterraError(
                .badData, "the potential \(potential.name) is untrained: it has no coefficients",
                advice: "fit it first, or make one with random coefficients for tests (trainer new --random SEED)")
        }
        try potential.checkConsistency()
        try options.check(for: potential)
        self.potential = potential
        self.options = options
        program = ProductProgram(potential.basis)
        radialParametersPerSpecies = potential.species.count * potential.radialFunctionCount * potential.radialBasis.size
        tables = PlanTables(potential, coefficients, options, program, lanes: Lanes.scalarCount)
        singleTables =
            options.precision == .mixed
            ? PlanTables(potential, coefficients, options, program, lanes: SingleLanes.scalarCount) : nil
    }

    deinit {
        tables.deallocate()
        singleTables?.deallocate()
    }
}
