/// Rows a of quantities that must not change, or change by a given amount: a · d = δ for the change d of the coefficients.
public struct HardConstraints: Sendable {
    /// What one row is about.
    public struct Row: Sendable {
        /// Which rows are told of together: a file, or a property.
        public var group: String
        /// As in eV/atom.
        public var unit: String
        public var coefficients: [Double]
        /// δ
        public var change: Double

        public init(group: String, unit: String, coefficients: [Double], change: Double = 0) {
            self.group = group
            self.unit = unit
            self.coefficients = coefficients
            self.change = change
        }
    }

    public internal(set) var rows: [Row] = []

    public init() {}
}
