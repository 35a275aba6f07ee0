/// Runs the kernels on blocks of atoms: the scratch memory of one thread. After the largest block nothing is allocated.
final class BlockEvaluator {
    private let plan: Plan
    private let tables: PlanTables
    private var moments: AlignedMemory<Lanes>
    private var gradient: AlignedMemory<Lanes>
    private var monomials: AlignedMemory<Lanes>
    private var polynomials: AlignedMemory<Lanes>
    private var radial = AlignedMemory<Lanes>(capacity: 0)
    private var projections = AlignedMemory<Lanes>(capacity: 0)
    private let monomialStride: Int

    init(_ plan: Plan) {
        self.plan = plan
        tables = plan.tables
        monomialStride = Monomials.start(ofDegree: tables.highestDegree + 1)
        moments = AlignedMemory(capacity: tables.slotCount)
        gradient = AlignedMemory(capacity: tables.slotCount)
        monomials = AlignedMemory(capacity: 4 * max(monomialStride, 1))
        polynomials = AlignedMemory(capacity: 2 * tables.radial.size)
    }

    var byteCount: Int {
        [moments, gradient, monomials, polynomials, radial, projections].reduce(0) { $0 + $1.byteCount }
    }

    deinit {
        for memory in [moments, gradient, monomials, polynomials, radial, projections] { memory.deallocate() }
    }

    /// The site energies of the atoms of the block; ∂E_i/∂r_j goes to its gradient planes.
    func evaluate(_ block: NeighbourBlock) -> Lanes { evaluate(block, keepingProjections: false) }

    /// The same, and dE_i/dθ of every atom is added to `parameterGradient`, one lane each: radial coefficients seen from the
    /// species of the block, then linear coefficients (`Plan.blockParameterCount` vectors).
    func evaluate(_ block: NeighbourBlock, parameterGradient: UnsafeMutablePointer<Lanes>) -> Lanes {
        let energies = evaluate(block, keepingProjections: true)
        addRadialGradient(block, to: parameterGradient)
        addScalars(to: parameterGradient + plan.radialParametersPerSpecies)
        return energies
    }

    private func evaluate(_ block: NeighbourBlock, keepingProjections: Bool) -> Lanes {
        let functions = tables.radial.functionCount
        radial.reserve(block.rowCount * 2 * functions)
        if keepingProjections { projections.reserve(block.rowCount * functions) }
        let radialKernel = RadialKernel(tables: tables.radial, polynomials: polynomials.base)
        let momentKernel = MomentKernel(tables: tables, monomials: monomials.base, stride: monomialStride)
        let productKernel = ProductKernel(tables: tables)

        radialKernel.evaluate(block, values: radial.base)
        let pairEnergy = tables.pairs.range > 0 ? PairKernel(tables: tables.pairs).evaluate(block) : .zero
        momentKernel.accumulate(block, radial: radial.base, into: moments.base)
        productKernel.complete(moments.base)
        let energy = productKernel.energyAndGradient(moments.base, gradient: gradient.base)
        momentKernel.spread(
            gradient.base, radial: radial.base, to: block, projections: keepingProjections ? projections.base : nil)
        return energy + pairEnergy + tables.speciesEnergies[block.species]
    }

    /// ∂E_i/∂c[z_i, z_j, μ, n] = Σ_j T_μ(j) φ_n(r_ij)
    private func addRadialGradient(_ block: NeighbourBlock, to sums: UnsafeMutablePointer<Lanes>) {
        let kernel = RadialKernel(tables: tables.radial, polynomials: polynomials.base)
        let size = tables.radial.size
        let functions = tables.radial.functionCount
        for row in 0..<block.rowCount {
            kernel.fillBasis(block, row: row)
            let species = block.plane(.species)[row]
            for neighbour in 0..<tables.speciesCount {
                let isNeighbour = species .== Lanes(repeating: Double(neighbour))
                guard any(isNeighbour) else { continue }
                for mu in 0..<functions {
                    let weight = Lanes.zero.replacing(with: projections.base[row * functions + mu], where: isNeighbour)
                    let target = sums + (neighbour * functions + mu) * size
                    for n in 0..<size { target[n] = multiplyAdd(weight, polynomials.base[n], target[n]) }
                }
            }
        }
    }

    /// ∂E_i/∂ξ_s = B_s, times the energy factor
    private func addScalars(to sums: UnsafeMutablePointer<Lanes>) {
        let m = moments.base
        let factor = tables.energyFactor
        for (index, scalar) in plan.program.scalars.enumerated() {
            switch scalar {
            case .slot(let slot):
                sums[index] = multiplyAdd(factor, m[slot], sums[index])
            case .leaf(let terms):
                for term in terms {
                    sums[index] = multiplyAdd(factor * term.multiplicity * m[Int(term.left)], m[Int(term.right)], sums[index])
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
