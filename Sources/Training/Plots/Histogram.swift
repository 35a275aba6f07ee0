/// How many values fall into each of some bins of equal width on their scale.
public struct Histogram: Sendable, Hashable {
    public let range: ScaledRange
    public private(set) var counts: [Int]

    public init(over range: ScaledRange, bins: Int) {
        self.range = range
        counts = Array(repeating: 0, count: max(bins, 1))
    }

    public var total: Int { counts.reduce(0, +) }

    /// What lies outside is counted in the bin at its end, and zero in the first bin of a logarithmic scale; NaN nowhere.
    public mutating func add(_ value: Double, count: Int = 1) {
        guard !value.isNaN else { return }
        let nearest = min(max(value, range.bounds.lowerBound), range.bounds.upperBound)
        counts[range.part(of: nearest, among: counts.count) ?? 0] += count
    }

    /// The value at the lower end of bin `index`; at `counts.count`, the upper end of the last one.
    public func edge(_ index: Int) -> Double { range.value(at: Double(index) / Double(counts.count)) }

    /// The corners of its outline: values and the share of each bin, in percent of all.
    public var outline: [SIMD2<Double>] {
        let percent = 100 / Double(max(total, 1))
        var corners = [SIMD2(edge(0), 0)]
        for (index, count) in counts.enumerated() {
            let share = percent * Double(count)
            corners.append(SIMD2(edge(index), share))
            corners.append(SIMD2(edge(index + 1), share))
        }
        corners.append(SIMD2(edge(counts.count), 0))
        return corners
    }

    /// The same counts with every `group` bins made one; the number of bins must be a multiple of it.
    func joining(_ group: Int) -> Histogram {
        var joined = Histogram(over: range, bins: counts.count / group)
        for (index, count) in counts.enumerated() { joined.counts[min(index / group, joined.counts.count - 1)] += count }
        return joined
    }
}
