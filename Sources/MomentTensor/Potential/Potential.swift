/// A moment tensor potential, exactly as its file says it.
///
/// Site energy E_i = e[z_i] + Σ_s ξ_s B_s, in eV; distances in Å. A potential without coefficients is *untrained*.
public struct Potential: Hashable, Sendable {
    /// One kind of atom that the potential knows.
    public struct Species: Hashable, Sendable {
        /// The integer by which `.mtp` and `.cfg` files call it; 0 … C−1, or atomic numbers in some files of MLIP-3.
        public var label: Int
        /// The chemical symbol, where the file tells it.
        public var element: String?

        public init(label: Int, element: String? = nil) {
            self.label = label
            self.element = element
        }
    }

    /// The numbers that a fit determines. In a file they are present together or not at all.
    public struct Coefficients: Hashable, Sendable {
        /// c[i, j, μ, n], the weight of φ_n in f_μ of a neighbour j seen from i; n varies fastest. i–j and j–i are independent.
        public var radial: [Double]
        /// e[i] in eV, the energy of an isolated atom.
        public var species: [Double]
        /// ξ_s in eV.
        public var linear: [Double]

        public init(radial: [Double], species: [Double], linear: [Double]) {
            self.radial = radial
            self.species = species
            self.linear = linear
        }
    }

    public var name: String
    /// What `potential_tag` says besides the element names.
    public var tag: String
    public var species: [Species]
    /// Multiplies every φ_n.
    public var scaling: Double
    public var radialBasis: RadialBasis
    public var basis: MomentBasis
    public var coefficients: Coefficients?

    public init(
        name: String, tag: String = "", species: [Species], scaling: Double = 1, radialBasis: RadialBasis, basis: MomentBasis,
        coefficients: Coefficients? = nil
    ) {
        self.name = name
        self.tag = tag
        self.species = species
        self.scaling = scaling
        self.radialBasis = radialBasis
        self.basis = basis
        self.coefficients = coefficients
    }

    /// K, the number of radial functions f_μ per ordered pair of species.
    public var radialFunctionCount: Int { basis.radialFunctionCount }
    public var radialParameterCount: Int { species.count * species.count * radialFunctionCount * radialBasis.size }
    /// The length of θ: radial coefficients, then species coefficients, then linear coefficients. MLIP uses the same order.
    public var parameterCount: Int { radialParameterCount + species.count + basis.scalars.count }

    /// Whether every species carries a chemical symbol.
    public var hasElements: Bool { species.allSatisfy { $0.element != nil } }
}
