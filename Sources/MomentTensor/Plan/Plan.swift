/// A potential, compiled: what the kernels run. Immutable, and shared by the evaluators of all threads.
public final class Plan: Sendable {
    public let potential: Potential
    let program: ProductProgram
    let tables: PlanTables

    /// Throws if the potential has no coefficients, or contradicts itself.
    public init(_ potential: Potential) throws(VolterraError) {
        guard let coefficients = potential.coefficients else {
            throw VolterraError(
                .badData, "the potential \(potential.name) is untrained: it has no coefficients",
                advice: "fit it first, or make one with random coefficients for tests (trainer new --random SEED)")
        }
        try potential.checkConsistency()
        self.potential = potential
        program = ProductProgram(potential.basis)
        tables = PlanTables(potential, coefficients, program)
    }

    deinit { tables.deallocate() }
}
