import Testing

@testable import Training

@Suite("Text tables")
struct TextTableTests {
    @Test("the first column is aligned to the left, the others to the right")
    func alignment() {
        var table = TextTable(header: ["name", "x"])
        table.add(["é", "10.5"])
        table.add(["longer name", ""])
        #expect(table.text == "name            x\né            10.5\nlonger name\n")
    }

    @Test("numbers for people have the asked number of significant digits")
    func shortNumbers() {
        #expect([0.0231, 12.36, 1234.5, 0, -0.5, 9.996].map { shortText($0) } == ["0.0231", "12.4", "1235", "0", "-0.500", "10.0"])
        #expect([1.6449e-5, 2.5e9, -9.999e-5].map { shortText($0) } == ["1.64e-5", "2.50e9", "-1.00e-4"])
        #expect(shortText(.nan) == "nan")
    }

    @Test("fixed numbers are rounded and keep their sign only if something is left")
    func fixedNumbers() {
        #expect(
            fixedText(3.14159, 2) == "3.14" && fixedText(-0.004, 2) == "0.00" && fixedText(-2.5, 0) == "-3" && fixedText(0.05, 3) == "0.050"
        )
    }
}
