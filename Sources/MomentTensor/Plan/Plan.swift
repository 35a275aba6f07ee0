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
        try Plan.check(potential, coefficients)
        self.potential = potential
        program = ProductProgram(potential.basis)
        tables = PlanTables(potential, coefficients, program)
    }

    deinit { tables.deallocate() }

    private static func check(_ potential: Potential, _ coefficients: Potential.Coefficients) throws(VolterraError) {
        let radialBasis = potential.radialBasis
        guard radialBasis.size > 0, radialBasis.cutoff > radialBasis.minimumDistance, radialBasis.cutoff.isFinite else {
            throw VolterraError(.badData, "the potential has no valid radial basis: the cutoff must exceed the minimal distance")
        }
        guard coefficients.radial.count == potential.radialParameterCount, coefficients.species.count == potential.species.count,
            coefficients.linear.count == potential.basis.scalars.count
        else {
            throw VolterraError(.badData, "the number of coefficients does not fit the basis and the species of the potential")
        }
        try potential.basis.checkTables()
    }
}

extension MomentBasis {
    /// Whether every index of the tables is in range, and every slot complete before it is read.
    func checkTables() throws(VolterraError) {
        guard basic.count <= slotCount else {
            throw VolterraError(.badData, "the basis has more basic moments than slots")
        }
        guard basic.allSatisfy({ $0.mu >= 0 && $0.a >= 0 && $0.b >= 0 && $0.c >= 0 && $0.rank <= 64 }) else {
            throw VolterraError(.badData, "a basic moment has a negative or unreasonably large index")
        }
        var isRead = [Bool](repeating: false, count: slotCount)
        let slots = Int32(slotCount)
        for (index, product) in products.enumerated() {
            guard (0..<slots).contains(product.left), (0..<slots).contains(product.right),
                (Int32(basic.count)..<max(slots, Int32(basic.count))).contains(product.target)
            else {
                throw VolterraError(.badData, "product \(index) of the basis refers to a slot that does not exist or is a basic moment")
            }
            isRead[Int(product.left)] = true
            isRead[Int(product.right)] = true
            guard !isRead[Int(product.target)] else {
                throw VolterraError(.badData, "product \(index) of the basis writes to a slot that was read before: the products are not in order")
            }
        }
        guard scalars.allSatisfy((0..<slots).contains) else {
            throw VolterraError(.badData, "a scalar of the basis refers to a slot that does not exist")
        }
    }
}
