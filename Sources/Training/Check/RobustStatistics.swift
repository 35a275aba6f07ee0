/// Location and spread that a few wild values do not move.
struct RobustStatistics {
    let median: Double
    /// 1.4826 times the median absolute deviation: the standard deviation, if the values are normally distributed.
    let spread: Double

    /// `nil` without values.
    init?(_ values: [Double]) {
        guard let median = Self.median(values), let deviation = Self.median(values.map({ abs($0 - median) })) else { return nil }
        self.median = median
        spread = 1.4826 * deviation
    }

    static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
