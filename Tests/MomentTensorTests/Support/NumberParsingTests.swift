import Foundation
import FuzzSupport
import Testing

@testable import MomentTensor

@Suite("Numbers from text")
struct NumberParsingTests {
    private func double(_ text: String) -> Double? { Array(text.utf8).withUnsafeBufferPointer(parseDouble) }
    private func integer(_ text: String) -> Int? { Array(text.utf8).withUnsafeBufferPointer(parseInteger) }

    /// The first of `texts` that reads differently from the standard library's correctly rounded value.
    private func firstDifference(_ texts: some Sequence<String>) -> String? {
        texts.first { double($0)?.bitPattern != Double($0)?.bitPattern }
    }

    @Test("the shortest decimals of random doubles read back to the same bits (seed 1)")
    func shortestDecimals() {
        var generator = SplitMix64(seed: 1)
        let values = (0..<300_000).lazy.map { _ in Double(bitPattern: generator.next()) }.filter(\.isFinite)
        let lost = values.first { double($0.description)?.bitPattern != $0.bitPattern }
        #expect(lost == nil)
    }

    @Test("numbers of every size in fixed notation, as configuration files have them (seed 2)")
    func fixedNotation() {
        var generator = SplitMix64(seed: 2)
        let texts = (0..<200_000).lazy.map { _ in
            let whole = generator.next() >> UInt64.random(in: 20...63, using: &generator)
            let digits = (0..<Int.random(in: 0...20, using: &generator)).map { _ in "\(generator.next() % 10)" }.joined()
            return "\(generator.next() & 1 == 0 ? "" : "-")\(whole).\(digits)"
        }
        #expect(firstDifference(texts) == nil)
    }

    @Test("up to twenty-two digits with every exponent, with and without a point (seed 3)")
    func scientificNotation() {
        var generator = SplitMix64(seed: 3)
        let texts = (0..<300_000).lazy.map { _ in
            let count = Int.random(in: 1...22, using: &generator)
            let digits = (0..<count).map { _ in "\(generator.next() % 10)" }.joined()
            let point = Int.random(in: 0...count, using: &generator)
            let exponent = Int.random(in: generator.next() & 1 == 0 ? -40...40 : -345...310, using: &generator)
            return "\(digits.prefix(point)).\(digits.dropFirst(point))e\(exponent)"
        }
        #expect(firstDifference(texts) == nil)
    }

    @Test("decimals halfway between two doubles, and their neighbours, are rounded to even (seed 4)")
    func halfwayCases() {
        var generator = SplitMix64(seed: 4)
        let texts = (0..<200_000).lazy.flatMap { _ -> [String] in
            // An odd 54-bit number lies exactly between two doubles; times ten to the k it still has at most 19 digits.
            let odd = (generator.next() >> 10) | 1 << 53 | 1
            let shift = UInt64.random(in: 0...9, using: &generator)
            let halfway = odd << shift
            return [halfway - 1, halfway, halfway + 1].map { "\($0)" }
        }
        #expect(firstDifference(texts) == nil)
        let fractions = (0..<100_000).lazy.map { _ -> String in
            // n + 1/2 with 53-bit n is halfway, and 2 n + 1 over 2^k has k decimals.
            let whole = (generator.next() >> 12) | 1 << 52
            return "\(whole).5"
        }
        #expect(firstDifference(fractions) == nil)
    }

    @Test("numbers next to powers of two and of ten, and the limits of the exponent")
    func boundaries() {
        var texts = ["1e22", "1e23", "9007199254740993", "9007199254740992", "18446744073709551615", "18446744073709551616"]
        texts += ["9999999999999999999", "99999999999999999999", "5e-324", "2.4703282292062327e-324", "2.4703282292062328e-324"]
        texts += ["1.7976931348623157e308", "1.7976931348623159e308", "2.2250738585072014e-308", "2.2250738585072011e-308"]
        texts += ["0", "-0", "0.0", "-0.0e0", "000000000000000000000000000001", "0.000000000000000000000000000001", "0e999", "-0e-999"]
        texts += [
            "1e-400", "1e400", "-1e400", "123456789012345678901234567890e-30", ".5", "5.", "+1.5", "1E5", "1e+05", "nan", "inf", "-inf",
        ]
        for exponent in -30...30 {
            texts += [
                "9007199254740991e\(exponent)", "9007199254740993e\(exponent)", "1844674407370955161e\(exponent)",
                "9999999999999999999e\(exponent)",
            ]
            texts += ["1.0000000000000002e\(exponent)", "0.99999999999999989e\(exponent)", "1.00000000000000011e\(exponent)"]
        }
        #expect(firstDifference(texts) == nil)
    }

    @Test(
        "what is no number is none",
        arguments: [
            "", "-", "+", ".", "-.", "e5", "1e", "1e+", "1e-", "1e5.", "1..2", "1.2.3", "--1", "+-1", "1 ", " 1", "1,5", "1d5", "1_000",
            "0x", "W", "1e5x",
        ])
    func noNumbers(text: String) {
        #expect(double(text) == nil)
        #expect(Double(text) == nil)
    }

    @Test("integers fill the text completely and fit")
    func integers() {
        for value in [0, 1, -1, 42, 2_147_483_648, 999_999_999_999_999_999, -999_999_999_999_999_999] {
            #expect(integer("\(value)") == value)
        }
        #expect(integer("+7") == 7)
        #expect(integer("-0") == 0)
        #expect(integer("007") == 7)
        for text in ["", "-", "+", "1.0", "1e3", " 1", "1 ", "0x1", "--1", "9223372036854775808", "99999999999999999999999999"] {
            #expect(integer(text) == nil, "\(text)")
        }
    }

    @Test("every integer that fits is read, up to the last")
    func extremeIntegers() {
        for value in [Int.max, Int.min, Int.max - 1, Int.min + 1, 1_000_000_000_000_000_000] {
            #expect(integer("\(value)") == value)
        }
        #expect(integer("-9223372036854775809") == nil)
        #expect(integer("00000000000000000000000000000042") == 42)
    }
}
