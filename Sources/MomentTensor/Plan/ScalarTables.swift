/// How the scalars follow from the slots, as plain memory: what `ParameterKernel` reads.
///
///     B_s = Σ_n k_n m_l(n) m_r(n),  or  B_s = m_l      times the energy factor
///
/// A slot is named by where it lies, in bytes from the first one.
struct ScalarTables<Scalar: BinaryFloatingPoint & Sendable>: @unchecked Sendable {
    typealias Table = ProductTables<Scalar>.Table

    struct Term {
        var weight: Scalar
        var left: UInt32
        var right: UInt32
    }

    /// For each scalar the number of its terms; 0 if it is itself a slot, of which the one term then tells the left one.
    let termCounts: Table<Int32>
    let terms: Table<Term>

    /// For slots of `stride` bytes.
    init(_ program: ProductProgram, factor: Double, stride: Int) {
        var termCounts: [Int32] = []
        var terms: [Term] = []
        for scalar in program.scalars {
            switch scalar {
            case .slot(let slot):
                termCounts.append(0)
                terms.append(Term(weight: Scalar(factor), left: UInt32(slot * stride), right: 0))
            case .leaf(let products):
                termCounts.append(Int32(products.count))
                for product in products {
                    terms.append(
                        Term(
                            weight: Scalar(factor * product.multiplicity), left: UInt32(Int(product.left) * stride),
                            right: UInt32(Int(product.right) * stride)))
                }
            }
        }
        self.termCounts = Table(termCounts)
        self.terms = Table(terms)
    }

    var byteCount: Int { termCounts.byteCount + terms.byteCount }

    func deallocate() {
        termCounts.deallocate()
        terms.deallocate()
    }
}
