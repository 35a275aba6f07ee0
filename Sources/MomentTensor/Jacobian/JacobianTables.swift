/// The products, the scalars and the energy form as flat lists of terms in plain memory, and the radial coefficients: what `SiteJacobian`
/// walks through.
public final class JacobianTables: @unchecked Sendable {
    typealias Table<Element> = ProductTables<Double>.Table<Element>

    /// k m_left m_right
    struct Term {
        var left, right: Int32
        var multiplicity: Double
    }

    /// Consecutive terms that are added up in one slot or scalar.
    struct Sum {
        var target: Int32
        var termCount: Int32
    }

    /// ℓ_i m_i
    typealias LinearWeight = EnergyForm.Weight

    public let plan: JacobianPlan
    let pairs: PairTables

    /// The intermediate slots, in the order in which they can be computed, then the leaf scalars.
    let sums: Table<Sum>
    /// Of all sums, one after the other.
    let terms: Table<Term>
    /// How many of the sums are intermediate slots.
    let intermediateCount: Int
    /// How many terms these have.
    let intermediateTermCount: Int
    /// Scalars that are slots themselves: (scalar, slot).
    let plainScalars: Table<(scalar: Int32, slot: Int32)>
    /// E = Σ ℓ_i m_i + Σ w_ij m_i m_j
    let linearWeights: Table<LinearWeight>
    let pairWeights: Table<Term>
    /// c[i, j, μ, n]
    let radial: Table<Double>

    /// For coefficients that fit the potential of the plan.
    public init(_ plan: JacobianPlan, _ coefficients: Potential.Coefficients) {
        self.plan = plan
        let program = plan.program
        pairs = PairTables(plan.potential, plan.options)

        var (sums, terms) = JacobianTables.intermediates(program)
        intermediateCount = sums.count
        intermediateTermCount = terms.count
        var plainScalars: [(scalar: Int32, slot: Int32)] = []
        for (index, scalar) in program.scalars.enumerated() {
            switch scalar {
            case .slot(let slot):
                plainScalars.append((Int32(index), Int32(slot)))
            case .leaf(let products):
                sums.append(Sum(target: Int32(index), termCount: Int32(products.count)))
                terms += products.map { Term(left: $0.left, right: $0.right, multiplicity: $0.multiplicity) }
            }
        }
        self.sums = Table(sums)
        self.terms = Table(terms)
        self.plainScalars = Table(plainScalars)
        let form = EnergyForm(program, linearCoefficients: coefficients.linear)
        linearWeights = Table(form.linear)
        pairWeights = Table(JacobianTables.pairs(form))
        radial = Table(coefficients.radial)
    }

    deinit {
        pairs.deallocate()
        sums.deallocate()
        terms.deallocate()
        plainScalars.deallocate()
        linearWeights.deallocate()
        pairWeights.deallocate()
        radial.deallocate()
    }

    /// The number of columns of a Jacobian.
    public func columnCount(_ parameters: JacobianEvaluator.Parameters) -> Int {
        plan.potential.parameterCount - (parameters == .all ? 0 : plan.potential.radialParameterCount)
    }

    private static func intermediates(_ program: ProductProgram) -> ([Sum], [Term]) {
        var (sums, terms): ([Sum], [Term]) = ([], [])
        var (target, shared, other) = (program.layout.count, 0, 0)
        for group in program.groups {
            for row in 0..<group.width {
                sums.append(Sum(target: Int32(target + row), termCount: Int32(group.termCount)))
                for n in 0..<group.termCount {
                    let factor = program.shared[shared + n]
                    terms.append(
                        Term(left: factor.slot, right: program.others[other + n * group.width + row], multiplicity: factor.multiplicity))
                }
            }
            target += group.width
            shared += group.termCount
            other += group.termCount * group.width
        }
        return (sums, terms)
    }

    private static func pairs(_ form: EnergyForm) -> [Term] {
        var terms: [Term] = []
        var (slot, weight, other) = (0, 0, 0)
        for group in form.groups {
            for n in 0..<group.termCount {
                for row in 0..<group.width {
                    terms.append(
                        Term(
                            left: form.slots[slot + row], right: form.others[other + n * group.width + row],
                            multiplicity: form.weights[weight + n]))
                }
            }
            slot += group.width
            weight += group.termCount
            other += group.termCount * group.width
        }
        return terms
    }
}
