import Testing

@testable import Training

@Suite("Numbers for people")
struct HumanNumbersTests {
    @Test("signs are minus signs, powers of ten are written as such")
    func numbers() {
        #expect(humanText(0.02312) == "0.0231" && humanText(-12.35, digits: 4) == "−12.35")
        #expect(humanText(1.64e-5) == "1.64×10⁻⁵" && humanText(-2.5e9) == "−2.50×10⁹")
        #expect(humanText(18033.4) == "18\u{202F}033" && humanText(-1234.5, digits: 6) == "−1\u{202F}234.50")
        #expect(humanText(0) == "0" && humanText(.nan) == "not a number" && humanText(-.infinity) == "−∞")
    }

    @Test("thousands stand apart")
    func counts() {
        #expect(countText(999) == "999" && countText(1000) == "1\u{202F}000" && countText(12_345_678) == "12\u{202F}345\u{202F}678")
        #expect(countText(-1234) == "−1\u{202F}234" && countText(0) == "0")
        #expect(countText(1, "atom") == "1 atom" && countText(2000, "atom") == "2\u{202F}000 atoms")
    }
}
