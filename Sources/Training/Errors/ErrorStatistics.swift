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

    /// All that it consists of.
    var numbers: [Double] {
        get { [Double(count), sumOfMagnitudes, sumOfSquares, largest] }
        set {
            count = Int(newValue[0])
            (sumOfMagnitudes, sumOfSquares, largest) = (newValue[1], newValue[2], newValue[3])
        }
    }

    /// `nil` where nothing was added, as for the other two.
    public var meanAbsolute: Double? { count == 0 ? nil : sumOfMagnitudes / Double(count) }
    public var rootMeanSquare: Double? { count == 0 ? nil : (sumOfSquares / Double(count)).squareRoot() }
    public var maximum: Double? { count == 0 ? nil : largest }
}
