/// What the derivatives with respect to the parameters need of a potential: the products of its basis, compiled once, and valid for any
/// coefficients.
public final class JacobianPlan: Sendable {
    /// The coefficients of this potential do not matter.
    public let potential: Potential
    public let options: PlanOptions
    let program: ProductProgram

    /// Throws if the potential contradicts itself, or does not go with the options.
    public init(_ potential: Potential, _ options: PlanOptions = PlanOptions()) throws(VolterraError) {
        try potential.checkConsistency()
        try options.check(for: potential)
        self.potential = potential
        self.options = options
        program = ProductProgram(potential.basis)
    }
}
