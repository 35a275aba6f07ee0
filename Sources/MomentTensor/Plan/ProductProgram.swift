/// The products of a basis, compiled: dead ones removed, grouped by target, and the scalars that nothing else reads folded
/// into one quadratic form of the slots.
///
/// With m the slots, the part of the site energy that depends on the neighbours is
///
///     E = Σ_i m_i (ℓ_i + ½ Σ_j w_ij m_j)
///
/// where ℓ_i = ξ_s for a scalar that is itself a slot, and w_ij = w_ji collects ξ_s k over the products of *leaf* scalars.
/// Its gradient G_i = ℓ_i + Σ_j w_ij m_j comes with the value. The gradient through the intermediate slots is gathered:
///
///     G_i += Σ k G_target m_other   over the products that read slot i.
struct ProductProgram: Sendable {
    /// k · m[left] · m[right], for one target.
    struct Term: Sendable {
        var left: Int32
        var right: Int32
        var multiplicity: Double
    }

    /// Rows of terms: row r owns terms[start[r] ..< start[r + 1]].
    struct Rows<Element: Sendable>: Sendable {
        var start: [Int32] = [0]
        var terms: [Element] = []

        mutating func append(_ row: [Element]) {
            terms.append(contentsOf: row)
            start.append(Int32(terms.count))
        }

        subscript(row: Int) -> ArraySlice<Element> { terms[Int(start[row])..<Int(start[row + 1])] }
    }

    /// How a scalar gets its value: the slot that holds it, or the products of a leaf.
    enum Scalar: Sendable {
        case slot(Int)
        case leaf([Term])
    }

    let layout: MomentLayout
    /// Slots of the layout, then one per intermediate product slot, in the order in which they can be computed.
    let slotCount: Int
    /// For each intermediate slot, `layout.count + row`, the terms of its sum.
    private(set) var intermediates = Rows<Term>()
    /// For each slot, the products that read it: (target, other, k).
    private(set) var readers = Rows<Term>()
    let scalars: [Scalar]

    init(_ basis: MomentBasis) {
        let usage = Usage(basis)
        layout = MomentLayout(
            radialFunctionCount: basis.radialFunctionCount,
            needed: basis.basic.enumerated().filter { usage.isLive[$0.offset] }.map(\.element))

        var slots = [Int](repeating: -1, count: basis.slotCount)
        for (index, moment) in basis.basic.enumerated() where usage.isLive[index] { slots[index] = layout.slot(of: moment) }
        var next = layout.count
        for target in usage.intermediates {
            slots[target] = next
            next += 1
        }
        slotCount = next

        func term(_ product: MomentBasis.Product) -> Term {
            Term(left: Int32(slots[Int(product.left)]), right: Int32(slots[Int(product.right)]), multiplicity: Double(product.multiplicity))
        }
        for target in usage.intermediates { intermediates.append(usage.products(of: target).map(term)) }
        scalars = basis.scalars.map { slot in
            usage.isLeaf[Int(slot)] ? .leaf(usage.products(of: Int(slot)).map(term)) : .slot(slots[Int(slot)])
        }
        collectReaders()
    }

    private mutating func collectReaders() {
        var lists = [[Term]](repeating: [], count: slotCount)
        for row in 0..<(slotCount - layout.count) {
            let target = Int32(layout.count + row)
            for term in intermediates[row] {
                if term.left == term.right {
                    lists[Int(term.left)].append(Term(left: target, right: term.left, multiplicity: 2 * term.multiplicity))
                } else {
                    lists[Int(term.left)].append(Term(left: target, right: term.right, multiplicity: term.multiplicity))
                    lists[Int(term.right)].append(Term(left: target, right: term.left, multiplicity: term.multiplicity))
                }
            }
        }
        for list in lists { readers.append(list) }
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
