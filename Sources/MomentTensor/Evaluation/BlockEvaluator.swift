/// Runs the kernels on blocks of atoms: the scratch memory of one thread. After the largest block nothing is allocated.
final class BlockEvaluator<V: LaneVector> {
    typealias Pair = RowPair<V>

    private let plan: Plan
    private let tables: PlanTables<V.Scalar>
    private var moments: AlignedMemory<V>
    private var gradient: AlignedMemory<V>
    /// P and H of two rows.
    private var monomials: AlignedMemory<Pair>
    /// Of two rows; of four for `ParameterKernel`.
    private var polynomials: AlignedMemory<Pair>
    private var radial = AlignedMemory<Pair>(capacity: 0)
    private var projections = AlignedMemory<Pair>(capacity: 0)

    init(_ plan: Plan, _ tables: PlanTables<V.Scalar>) {
        self.plan = plan
        self.tables = tables
        moments = AlignedMemory(capacity: tables.slotCount)
        gradient = AlignedMemory(capacity: tables.slotCount)
        monomials = AlignedMemory(capacity: 2 * max(tables.moments.monomialCount, 1))
        polynomials = AlignedMemory(capacity: 2 * tables.radial.size)
    }

    var byteCount: Int {
        [moments, gradient].reduce(0) { $0 + $1.byteCount }
            + [monomials, polynomials, radial, projections].reduce(0) { $0 + $1.byteCount }
    }

    deinit {
        for memory in [moments, gradient] { memory.deallocate() }
        for memory in [monomials, polynomials, radial, projections] { memory.deallocate() }
    }

    /// The site energies of the atoms of the block; ∂E_i/∂r_j goes to its gradient planes.
    func evaluate(_ block: NeighbourBlock<V>) -> V { evaluate(block, keepingProjections: false) }

    /// The same, and leaves dE_i/dθ of every atom in `row`, one lane each (`Plan.blockParameterCount` vectors, see `ParameterKernel`).
    ///
    /// - Parameter includesRadial: otherwise what the radial coefficients do is left out, and not touched in `row`
    func evaluate(_ block: NeighbourBlock<V>, row: UnsafeMutablePointer<V>, includesRadial: Bool = true) -> V {
        let energies = evaluate(block, keepingProjections: includesRadial)
        let kernel = ParameterKernel<V>(tables: tables.radial, scalars: tables.scalars, basis: polynomials.base)
        if includesRadial { kernel.putRadial(block, projections: projections.base, into: row) }
        kernel.putScalars(moments.base, into: row + plan.radialParametersPerSpecies)
        return energies
    }

    private func evaluate(_ block: NeighbourBlock<V>, keepingProjections: Bool) -> V {
        let functions = tables.radial.functionCount
        radial.reserve(block.pairCount * 2 * functions)
        if keepingProjections { projections.reserve(block.pairCount * functions) }
        let radialKernel = RadialKernel<V>(tables: tables.radial, polynomials: polynomials.base)
        let momentKernel = MomentKernel<V>(tables: tables.moments, monomials: monomials.base)
        let productKernel = ProductKernel<V>(tables: tables)
        let gradientKernel = GradientKernel<V>(
            tables: tables.moments, hasPairTerms: tables.pairs.range > 0, monomials: monomials.base,
            h: monomials.base + tables.moments.monomialCount)

        radialKernel.evaluate(block, values: radial.base)
        let pairEnergy = tables.pairs.range > 0 ? PairKernel<V>(tables: tables.pairs).evaluate(block) : .zero
        momentKernel.accumulate(block, radial: radial.base, into: moments.base)
        productKernel.complete(moments.base)
        let energy = productKernel.energyAndGradient(moments.base, gradient: gradient.base)
        gradientKernel.spread(
            gradient.base, radial: radial.base, to: block, projections: keepingProjections ? projections.base : nil)
        return energy + pairEnergy + V(tables.speciesEnergies[block.species])
    }
}
