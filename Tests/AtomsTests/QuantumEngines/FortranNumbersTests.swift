import Testing

@testable import Atoms

@Suite("Numbers written by Fortran")
struct FortranNumbersTests {
    private func numbers(_ text: String) -> [Double?] {
        var copy = text
        return copy.withUTF8 { bytes in
            var numbers = FortranNumbers(bytes)
            return (0..<4).map { _ in numbers.next() }
        }
    }

    @Test("columns may run into each other at minus signs, exponents keep theirs")
    func glued() {
        #expect(numbers("1.5-2.5-3.e-2 4") == [1.5, -2.5, -0.03, 4])
        #expect(numbers("-.5-.25") == [-0.5, -0.25, nil, nil])
    }

    @Test("a D marks an exponent as well as an E")
    func exponent() {
        #expect(numbers("1.0D-05 2d3 3E1") == [1e-5, 2000, 30, nil])
    }

    @Test("asterisks, words, infinities and not-a-numbers are no numbers")
    func noNumbers() {
        #expect(numbers("****** nan inf 1e999") == [nil, nil, nil, nil])
    }

    @Test("labels of pseudopotentials and atoms name their element")
    func elements() {
        func symbol(_ label: String) -> String? {
            var copy = label
            return copy.withUTF8 { elementNamed($0)?.symbol }
        }
        #expect(["W_sv", "Fe1", "Feu", "O_s.GW", "H.5", "co", "W"].map(symbol) == ["W", "Fe", "Fe", "O", "H", "Co", "W"])
        #expect(["", "1", "Qq", "_"].map(symbol) == [nil, nil, nil, nil])
    }
}
