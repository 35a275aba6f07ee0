import FuzzSupport
import Testing

@testable import MomentTensor

@Suite("Arithmetic modulo 2⁶¹ − 1")
struct ModularNumberTests {
    private let prime = ModularNumber.prime

    @Test("sums, differences and products agree with full-width arithmetic")
    func arithmetic() {
        var generator = SplitMix64(seed: 3)
        let special: [UInt64] = [0, 1, 2, prime - 1, prime, prime + 1, UInt64.max, 1 << 61, 1 << 63]
        for round in 0..<2000 {
            let one = round < 81 ? special[round / 9] : generator.next()
            let other = round < 81 ? special[round % 9] : generator.next()
            let (a, b) = (one % prime, other % prime)
            let product = a.multipliedFullWidth(by: b)
            #expect((ModularNumber(one) + ModularNumber(other)).value == (a + b) % prime)
            #expect((ModularNumber(one) - ModularNumber(other)).value == (a + prime - b) % prime)
            #expect((ModularNumber(one) * ModularNumber(other)).value == prime.dividingFullWidth((product.high, product.low)).remainder)
        }
    }

    @Test("a number times its inverse is one")
    func inverse() {
        for value in [1, 2, 3, 1 << 60, prime - 1] { #expect(ModularNumber(value) * ModularNumber(value).inverse == ModularNumber(1)) }
        #expect(ModularNumber(0).inverse == .zero)
    }

    @Test("negative integers are negative")
    func signs() {
        #expect(ModularNumber(integer: -5) + ModularNumber(integer: 5) == .zero)
        #expect(ModularNumber(integer: Int32.min) + ModularNumber(1 << 31) == .zero)
    }
}
