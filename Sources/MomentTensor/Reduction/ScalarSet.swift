/// A set of scalars of a basis, by their places in it.
public struct ScalarSet: Hashable, Sendable {
    /// One bit for each scalar. Sets of the same basis have the same number of words.
    private var words: [UInt64]

    /// The empty set of a basis with `count` scalars.
    public init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    public init(_ places: some Sequence<Int>, count: Int) {
        self.init(count: count)
        for place in places { insert(place) }
    }

    public mutating func insert(_ place: Int) { words[place / 64] |= 1 << UInt64(place % 64) }

    public mutating func formUnion(_ other: ScalarSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    public mutating func subtract(_ other: ScalarSet) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    public func contains(_ place: Int) -> Bool { words[place / 64] >> UInt64(place % 64) & 1 == 1 }

    public func isSubset(of other: ScalarSet) -> Bool {
        for index in words.indices where words[index] & ~other.words[index] != 0 { return false }
        return true
    }

    public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// In ascending order.
    public var places: [Int] {
        var places: [Int] = []
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                places.append(64 * index + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return places
    }
}
