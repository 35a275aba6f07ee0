/// An integer modulo the Mersenne prime p = 2⁶¹ − 1: a field in which linear algebra is exact.
struct ModularNumber: Hashable, Sendable {
    private(set) var value: UInt64

    static let prime: UInt64 = (1 << 61) - 1
    static let zero = ModularNumber(0)

    init(_ value: UInt64) { self.value = ModularNumber.reduced(value) }

    init(integer value: Int32) {
        self.init(reduced: value < 0 ? ModularNumber.prime - UInt64(value.magnitude) : UInt64(value))
    }

    private init(reduced value: UInt64) { self.value = value }

    static func random(using generator: inout SplitMix64) -> ModularNumber { ModularNumber(generator.next() >> 3) }

    static func + (left: ModularNumber, right: ModularNumber) -> ModularNumber {
        let sum = left.value + right.value
        return ModularNumber(reduced: sum >= prime ? sum - prime : sum)
    }

    static func - (left: ModularNumber, right: ModularNumber) -> ModularNumber {
        ModularNumber(reduced: left.value >= right.value ? left.value - right.value : left.value + prime - right.value)
    }

    static func * (left: ModularNumber, right: ModularNumber) -> ModularNumber {
        let product = left.value.multipliedFullWidth(by: right.value)
        return ModularNumber((product.high << 3 | product.low >> 61) + (product.low & prime))
    }

    /// a^(p − 2), by Fermat's little theorem; 0 for 0.
    var inverse: ModularNumber {
        var result = ModularNumber(1)
        var square = self
        var exponent = ModularNumber.prime - 2
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * square }
            square = square * square
            exponent >>= 1
        }
        return result
    }

    /// 2⁶¹ ≡ 1, so the bits above the 61st are added to those below.
    private static func reduced(_ value: UInt64) -> UInt64 {
        let folded = (value & prime) + (value >> 61)
        return folded >= prime ? folded - prime : folded
    }
}
