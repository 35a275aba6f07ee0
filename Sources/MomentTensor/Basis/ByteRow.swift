/// Up to eight small counts in one word.
struct ByteRow: Hashable, Comparable, Sendable {
    private var bits: UInt64 = 0

    static let capacity = 8

    init() {}

    subscript(place: Int) -> Int {
        get { Int(truncatingIfNeeded: bits >> UInt64(56 - 8 * place)) & 255 }
        set {
            let shift = UInt64(56 - 8 * place)
            bits = bits & ~(255 << shift) | UInt64(truncatingIfNeeded: newValue & 255) << shift
        }
    }

    func sum(_ count: Int) -> Int {
        var sum = 0
        for place in 0..<count { sum += self[place] }
        return sum
    }

    /// Whether more than one count is not zero.
    var hasSeveral: Bool {
        guard bits != 0 else { return false }
        let first = bits.leadingZeroBitCount / 8
        return bits << UInt64(8 * first) & ~(255 << 56) != 0
    }

    /// The row whose count at place p is the one at `order[p]` here.
    func permuted(_ order: [Int]) -> ByteRow {
        var row = ByteRow()
        for (place, source) in order.enumerated() {
            row.bits |= (bits >> UInt64(56 - 8 * source) & 255) << UInt64(56 - 8 * place)
        }
        return row
    }

    static func < (left: ByteRow, right: ByteRow) -> Bool { left.bits < right.bits }
}
