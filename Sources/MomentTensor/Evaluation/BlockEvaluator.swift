/// Runs the kernels on blocks of atoms: the scratch memory of one thread. After the largest block nothing is allocated.
final class BlockEvaluator<V: LaneVector> {
    typealias Pair = RowPair<V>

    private let plan: Plan
    private let tables: PlanTables<V.Scalar>
    private var moments: AlignedMemory<V>
    private var gradient: AlignedMemory<V>
    /// P and H of two rows.
    private var monomials: AlignedMemory<Pair>
    private var polynomials: AlignedMemory<Pair>
    private var radial = AlignedMemory<Pair>(capacity: 0)
    private var projections = AlignedMemory<Pair>(capacity: 0)

    init(_ plan: Plan, _ tables: PlanTables<V.Scalar>) {
        self.plan = plan
        self.tables = tables
        moments = AlignedMemory(capacity: tables.slotCount)
        gradient = AlignedMemory(capacity: tables.slotCount)
        monomials = AlignedMemory(capacity: 2 * max(tables.moments.monomialCount, 1))
        polynomials = AlignedMemory(capacity: tables.radial.size)
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

    /// The same, and dE_i/dθ of every atom is added to `parameterGradient`, one lane each: radial coefficients seen from the
    /// species of the block, then linear coefficients (`Plan.blockParameterCount` vectors).
    func evaluate(_ block: NeighbourBlock<V>, parameterGradient: UnsafeMutablePointer<V>) -> V {
        let energies = evaluate(block, keepingProjections: true)
        addRadialGradient(block, to: parameterGradient)
        addScalars(to: parameterGradient + plan.radialParametersPerSpecies)
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

    /// ∂E_i/∂c[z_i, z_j, μ, n] = Σ_j T_μ(j) φ_n(r_ij)
    private func addRadialGradient(_ block: NeighbourBlock<V>, to sums: UnsafeMutablePointer<V>) {
        let kernel = RadialKernel<V>(tables: tables.radial, polynomials: polynomials.base)
        let size = tables.radial.size
        let functions = tables.radial.functionCount
        for row in 0..<block.rowCount {
            let (pair, isSecond) = (row / 2, row % 2 == 1)
            if !isSecond { kernel.fillBasis(block, pair: pair) }
            let species = block.neighbourSpecies + row * V.scalarCount
            for neighbour in 0..<tables.speciesCount {
                var isNeighbour = SIMDMask<V.MaskStorage>(repeating: false)
                for lane in 0..<V.scalarCount { isNeighbour[lane] = species[lane] == neighbour }
                guard any(isNeighbour) else { continue }
                for mu in 0..<functions {
                    let projection = projections.base[pair * functions + mu]
                    let weight = V.zero.replacing(with: isSecond ? projection.b : projection.a, where: isNeighbour)
                    let target = sums + (neighbour * functions + mu) * size
                    for n in 0..<size {
                        let basis = polynomials.base[n]
                        target[n] = multiplyAdd(weight, isSecond ? basis.b : basis.a, target[n])
                    }
                }
            }
        }
    }

    /// ∂E_i/∂ξ_s = B_s, times the energy factor
    private func addScalars(to sums: UnsafeMutablePointer<V>) {
        let m = moments.base
        let factor = V(tables.energyFactor)
        for (index, scalar) in plan.program.scalars.enumerated() {
            switch scalar {
            case .slot(let slot):
                sums[index] = multiplyAdd(factor, m[slot], sums[index])
            case .leaf(let terms):
                for term in terms {
                    sums[index] = multiplyAdd(factor * V(term.multiplicity) * m[Int(term.left)], m[Int(term.right)], sums[index])
                }
            }
        }
    }
}

extension Plan {
    /// C · K · R: the radial coefficients of all neighbours seen from one species.
    var radialParametersPerSpecies: Int {
        potential.species.count * potential.radialFunctionCount * potential.radialBasis.size
    }

    /// The vectors that `BlockEvaluator` adds parameter gradients to.
    var blockParameterCount: Int { radialParametersPerSpecies + potential.basis.scalars.count }
}
