/// Sums over deviations, from which the mean absolute, root mean square and largest one follow.
public struct ErrorStatistics: Sendable, Hashable, Codable {
    public private(set) var count = 0
    private var sumOfMagnitudes = 0.0
    private var sumOfSquares = 0.0
    private var largest = 0.0

    public init() {}

    public mutating func add(_ deviation: Double) {
        count += 1
        sumOfMagnitudes += abs(deviation)
        sumOfSquares += deviation * deviation
        largest = max(largest, abs(deviation))
    }

    /// Adds everything that was added to the other.
    public mutating func merge(_ other: ErrorStatistics) {
        count += other.count
        sumOfMagnitudes += other.sumOfMagnitudes
        sumOfSquares += other.sumOfSquares
        largest = max(largest, other.largest)
    }

    /// Adds up what all ranks have.
    mutating func reduce(over ranks: Ranks) {
        var sums = [Double(count), sumOfMagnitudes, sumOfSquares]
        ranks.sum(&sums)
        (count, sumOfMagnitudes, sumOfSquares) = (Int(sums[0]), sums[1], sums[2])
        largest = ranks.maximum(largest)
    }

    /// `nil` where nothing was added, as for the other two.
    public var meanAbsolute: Double? { count == 0 ? nil : sumOfMagnitudes / Double(count) }
    public var rootMeanSquare: Double? { count == 0 ? nil : (sumOfSquares / Double(count)).squareRoot() }
    public var maximum: Double? { count == 0 ? nil : largest }
}
