/// The equations that an active set selected: the reference against which an extrapolation grade is measured.
///
/// Row k of `matrix` is the gradient of one energy with respect to all n parameters; `inverse` is its inverse. Both are row-major.
public struct ActiveSet: Hashable, Sendable {
    /// What the rows are, as the weights tell.
    public enum Mode: Hashable, Sendable {
        /// Each row belongs to the energy of a configuration.
        case configuration
        /// Each row belongs to the site energy of an atom.
        case neighbourhood
        /// Rows of several kinds, or of forces or stresses.
        case mixed
    }

    /// How much each kind of equation counted in the selection; 0 for those that were left out.
    public struct Weights: Hashable, Sendable {
        public var energy: Double
        public var force: Double
        public var stress: Double
        public var siteEnergy: Double
        /// Rows of a configuration of N atoms are divided by N^(scaling / 2). MLIP-2 does not store it; its default does the same as 2.
        public var scaling: Int

        public init(energy: Double, force: Double, stress: Double, siteEnergy: Double, scaling: Int = 2) {
            self.energy = energy
            self.force = force
            self.stress = stress
            self.siteEnergy = siteEnergy
            self.scaling = scaling
        }
    }

    /// Where a row comes from; nothing is known of rows that still are multiples of unit vectors.
    public struct Origin: Hashable, Sendable {
        /// Among the selected configurations, from 0.
        public var configuration: Int?
        /// 0: the energy, 1 … 3N: force components, then 9 components of the stress, then N site energies. MLIP-2 does not store it.
        public var equation: Int?

        public init(configuration: Int? = nil, equation: Int? = nil) {
            self.configuration = configuration
            self.equation = equation
        }
    }

    public var weights: Weights
    /// n × n
    public var matrix: [Double]
    /// n × n
    public var inverse: [Double]
    /// One for each row.
    public var origins: [Origin]
    /// The selected configurations as the file has them: `.cfg` records.
    public var selectedConfigurationsText: [UInt8]

    public init(weights: Weights, matrix: [Double], inverse: [Double], origins: [Origin], selectedConfigurationsText: [UInt8]) {
        self.weights = weights
        self.matrix = matrix
        self.inverse = inverse
        self.origins = origins
        self.selectedConfigurationsText = selectedConfigurationsText
    }

    /// n
    public var size: Int { origins.count }

    public var mode: Mode {
        switch (weights.energy != 0, weights.siteEnergy != 0, weights.force != 0 || weights.stress != 0) {
        case (true, false, false): .configuration
        case (false, true, false): .neighbourhood
        default: .mixed
        }
    }

    /// The largest component of A A⁻¹ u − u for u = (1, …, 1): a test whether the two matrices belong together, at the cost of two
    /// matrix–vector products.
    public var inverseResidual: Double {
        let image = multiply(matrix, multiply(inverse, [Double](repeating: 1, count: size)))
        return image.reduce(0) { max($0, abs($1 - 1)) }
    }

    private func multiply(_ matrix: [Double], _ vector: [Double]) -> [Double] {
        vector.indices.map { row in
            vector.indices.reduce(0) { $0 + matrix[row * vector.count + $1] * vector[$1] }
        }
    }
}
