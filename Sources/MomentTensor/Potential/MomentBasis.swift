/// The invariant polynomials of the moments, as the tables of a potential file: which moment components there are,
/// how they are multiplied, and which slots of the result are the scalars B_s.
///
/// Slots 0 ..< basic.count hold the basic components; the products then run in order, m[target] += multiplicity · m[left] · m[right],
/// each reading only slots that are complete.
public struct MomentBasis: Hashable, Sendable {
    /// The component M[μ; a b c] = Σ_j f_μ(r_j) x^a y^b z^c of the unit vectors (x, y, z) to the neighbours.
    public struct BasicMoment: Hashable, Sendable {
        public var mu: Int32
        public var a: Int32
        public var b: Int32
        public var c: Int32

        public init(mu: Int32, a: Int32, b: Int32, c: Int32) {
            self.mu = mu
            self.a = a
            self.b = b
            self.c = c
        }

        /// ν, the tensor rank a + b + c.
        public var rank: Int32 { a + b + c }
    }

    /// m[target] += multiplicity · m[left] · m[right]
    public struct Product: Hashable, Sendable {
        public var left: Int32
        public var right: Int32
        public var multiplicity: Int32
        public var target: Int32

        public init(left: Int32, right: Int32, multiplicity: Int32, target: Int32) {
            self.left = left
            self.right = right
            self.multiplicity = multiplicity
            self.target = target
        }
    }

    public var basic: [BasicMoment]
    public var products: [Product]
    /// All slots: the basic ones and those that products write.
    public var slotCount: Int
    /// The slots of B_1, B_2, …
    public var scalars: [Int32]

    public init(basic: [BasicMoment], products: [Product], slotCount: Int, scalars: [Int32]) {
        self.basic = basic
        self.products = products
        self.slotCount = slotCount
        self.scalars = scalars
    }

    /// 1 + the largest μ; 0 for an empty basis.
    public var radialFunctionCount: Int { Int((basic.map(\.mu).max() ?? -1) + 1) }
}
