/// What a direction of a chart means.
public struct Axis: Sendable {
    public typealias Scale = ScaledRange.Scale

    public struct Tick: Sendable, Hashable {
        public var value: Double
        /// Empty for a tick that only divides.
        public var label: String

        public init(_ value: Double, _ label: String) {
            self.value = value
            self.label = label
        }
    }

    public var quantity: String
    /// Empty for a pure number.
    public var unit: String
    public var scale: Scale
    /// What to show; `nil` for everything there is.
    public var range: ClosedRange<Double>?
    /// Instead of numbers: special points of a path, for instance.
    public var namedTicks: [Tick]?

    public init(
        _ quantity: String, unit: String = "", scale: Scale = .linear, range: ClosedRange<Double>? = nil, namedTicks: [Tick]? = nil
    ) {
        self.quantity = quantity
        self.unit = unit
        self.scale = scale
        self.range = range
        self.namedTicks = namedTicks
    }

    /// `energy, eV`
    var title: String { unit.isEmpty ? quantity : "\(quantity), \(unit)" }

    /// What the axis shows: its own range if it has one, else `values` with some air around them.
    func range(showing values: some Sequence<Double>) -> ScaledRange {
        if let range { return ScaledRange(scale, range) }
        return ScaledRange(scale, showing: values, air: 0.04)
    }
}
