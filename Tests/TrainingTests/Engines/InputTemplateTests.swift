import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing

@testable import Training

@Suite("Templates of input files")
struct InputTemplateTests {
    private func fill(_ text: String, _ configuration: Configuration) throws -> String {
        let folder = try ScratchFolder()
        return try InputTemplate(path: try folder.write(text, to: "input")).filled(with: configuration)
    }

    private var salt: Configuration {
        get throws {
            Configuration(
                cell: Cell(SIMD3(4, 0, 0), SIMD3(0, 5, 0), SIMD3(1, 0, 8)),
                positions: [SIMD3(0, 0, 0), SIMD3(2.5, 2.5, 4), SIMD3(1, 0, 0)],
                kinds: [try element("Na"), try element("Cl"), try element("Na")])
        }
    }

    @Test("say of a configuration what their words ask for")
    func words() throws {
        #expect(
            try fill("{atoms} {kinds} {elements} {types} {a} | {b} | {c}\n{cell}\n{positions}\n", salt) == """
                3 2 Na Cl 1 2 1 4.0 0.0 0.0 | 0.0 5.0 0.0 | 1.0 0.0 8.0
                4.0 0.0 0.0
                0.0 5.0 0.0
                1.0 0.0 8.0
                Na 0.0 0.0 0.0
                Cl 2.5 2.5 4.0
                Na 1.0 0.0 0.0

                """)
        #expect(try fill("{fractional}", salt).split(separator: "\n")[1] == "Cl 0.5 0.5 0.5")
        #expect(try fill("{coordinates} {positions}", salt).hasPrefix("0.0 0.0 0.0\n2.5 2.5 4.0\n"))
    }

    @Test("give lengths in bohr where they are asked for")
    func bohr() throws {
        let numbers = try fill("{positions}{a-bohr}", salt).split(whereSeparator: \.isWhitespace).suffix(2)
        let text = try fill("{positions-bohr}", salt).split(whereSeparator: \.isWhitespace)
        #expect(numbers.allSatisfy { Double($0) == 0 })
        #expect(abs(try #require(Double(text[7])) - 4 / 0.529177210903) < 1e-9)
    }

    @Test("choose k-points by their distance: 2π / |a| divided by it, rounded up")
    func mesh() throws {
        let cubic = try bcc(a: 3.0, n: 1)
        // 2π / 3 = 2.094
        #expect(try fill("{positions}{kmesh:0.5}", cubic).hasSuffix("5 5 5"))
        #expect(try fill("{positions}{kmesh:0.7}", cubic).hasSuffix("3 3 3"))
        #expect(try fill("{positions}{kmesh:9}", cubic).hasSuffix("1 1 1"))
        let error = try #require(throws: VolterraError.self) { try fill("{positions}{kmesh:zero}", cubic) }
        #expect(error.message == "{kmesh:zero} needs a distance above 0 in 1/Å")
    }

    @Test("leave braces alone that are not theirs, and refuse to do without the atoms")
    func others() throws {
        #expect(try fill("{ {x} {positions} }{", try bcc(n: 1)).hasPrefix("{ {x} W 0.0 0.0 0.0\n"))
        let error = try #require(throws: VolterraError.self) { try fill("{cell} {atoms}", salt) }
        #expect(error.message == "has no {positions} and no {fractional}, so that every configuration would have the same atoms")
        let numbers = Configuration(cell: .none, positions: [.zero], kinds: [.type(0)])
        #expect(throws: VolterraError.self) { try fill("{positions}", numbers) }
    }
}
