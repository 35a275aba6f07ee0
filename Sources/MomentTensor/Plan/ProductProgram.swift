/// The products of a basis, compiled: dead ones removed, grouped by target, and the scalars that nothing else reads set aside.
///
///     m_t = Σ k m_l m_r      for each intermediate slot t, in the order of the slots
///     B_s = m_i,  or for a *leaf* Σ k m_l m_r
///
/// It does not depend on the coefficients; `EnergyForm` is what they make of the scalars.
struct ProductProgram: Sendable {
    /// k · m[left] · m[right], for one target.
    struct Term: Hashable, Sendable {
        var left: Int32
        var right: Int32
        var multiplicity: Double
    }

    /// How a scalar gets its value: the slot that holds it, or the products of a leaf.
    enum Scalar: Sendable {
        case slot(Int)
        case leaf([Term])
    }

    /// Rows that share a factor in each of their terms: m_t = Σ_n k_n m_s(n) m_r(t, n).
    struct Group: Equatable, Sendable {
        /// The number of rows, and of consecutive targets t.
        var width: Int
        /// The number of terms n of each row.
        var termCount: Int

        /// The widths that the kernels have.
        static let widths = [6, 4, 3, 2, 1]
    }

    /// k_n and s(n)
    struct Shared: Sendable {
        var slot: Int32
        var multiplicity: Double
    }

    let layout: MomentLayout
    /// Slots of the layout, then the intermediate ones.
    let slotCount: Int
    /// The intermediate slots, in the order in which they can be computed.
    let groups: [Group]
    /// For each group, for each term.
    let shared: [Shared]
    /// r(t, n): for each group, for each term, for each row.
    let others: [Int32]
    let scalars: [Scalar]

    init(_ basis: MomentBasis) {
        let usage = Usage(basis)
        let layout = MomentLayout(
            radialFunctionCount: basis.radialFunctionCount,
            needed: basis.basic.enumerated().filter { usage.isLive[$0.offset] }.map(\.element))

        var slots = [Int32](repeating: -1, count: basis.slotCount)
        for (index, moment) in basis.basic.enumerated() where usage.isLive[index] { slots[index] = Int32(layout.slot(of: moment)) }
        for (row, target) in usage.intermediates.enumerated() { slots[target] = Int32(layout.count + row) }
        func terms(of target: Int) -> [Term] {
            usage.products(of: target).map { product in
                Term(
                    left: slots[Int(product.left)], right: slots[Int(product.right)], multiplicity: Double(product.multiplicity))
            }
        }

        let sharing = FactorSharing(usage.intermediates.map(terms), after: layout.count)
        self.layout = layout
        slotCount = layout.count + usage.intermediates.count
        groups = sharing.groups
        shared = sharing.shared
        others = sharing.others
        scalars = basis.scalars.map { slot in
            usage.isLeaf[Int(slot)]
                ? .leaf(sharing.renumbered(terms(of: Int(slot)))) : .slot(Int(sharing.renumbered(slots[Int(slot)])))
        }
    }
}

extension ProductProgram {
    /// What the tables of a basis say about each slot.
    private struct Usage {
        /// Whether a scalar depends on the slot.
        private(set) var isLive: [Bool]
        /// Whether the slot is a scalar made of products that no product reads.
        private(set) var isLeaf: [Bool]
        /// Live product slots that are not leaves, each after the slots that it is made of.
        private(set) var intermediates: [Int] = []

        private let basis: MomentBasis
        private var productsByTarget: [Int32]
        private var firstProduct: [Int32]

        init(_ basis: MomentBasis) {
            self.basis = basis
            isLive = [Bool](repeating: false, count: basis.slotCount)
            isLeaf = isLive
            (productsByTarget, firstProduct) = Usage.groupByTarget(basis)

            for scalar in basis.scalars {
                isLive[Int(scalar)] = true
                isLeaf[Int(scalar)] = Int(scalar) >= basis.basic.count
            }
            for product in basis.products.reversed() where isLive[Int(product.target)] {
                isLive[Int(product.left)] = true
                isLive[Int(product.right)] = true
            }
            for product in basis.products where isLive[Int(product.target)] {
                isLeaf[Int(product.left)] = false
                isLeaf[Int(product.right)] = false
            }
            // A slot is read only after its last product: the order of the last products is an order of computation.
            var seen = [Bool](repeating: false, count: basis.slotCount)
            for product in basis.products.reversed() {
                let target = Int(product.target)
                guard isLive[target], !isLeaf[target], !seen[target] else { continue }
                seen[target] = true
                intermediates.append(target)
            }
            intermediates.reverse()
        }

        func products(of target: Int) -> [MomentBasis.Product] {
            productsByTarget[Int(firstProduct[target])..<Int(firstProduct[target + 1])].map { basis.products[Int($0)] }
        }

        private static func groupByTarget(_ basis: MomentBasis) -> (products: [Int32], first: [Int32]) {
            var first = [Int32](repeating: 0, count: basis.slotCount + 1)
            for product in basis.products { first[Int(product.target) + 1] += 1 }
            for slot in 0..<basis.slotCount { first[slot + 1] += first[slot] }
            var next = first
            var products = [Int32](repeating: 0, count: basis.products.count)
            for (index, product) in basis.products.enumerated() {
                products[Int(next[Int(product.target)])] = Int32(index)
                next[Int(product.target)] += 1
            }
            return (products, first)
        }
    }
}
