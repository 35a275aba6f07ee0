import Testing

@testable import MomentTensor

@Suite("The text of potential files: what is optional and free")
struct PotentialTextTests {
    static let sample = PotentialSamples.random(speciesCount: 2, seed: 11)

    private func read(_ text: String) throws -> Potential {
        try PotentialFile(bytes: Array(text.utf8), file: "pot.mtp").potential
    }

    private func text(_ change: (inout [String]) -> Void) -> String {
        var lines = PotentialTextTests.sample.fileText.split(separator: "\n").map(String.init)
        change(&lines)
        return lines.joined(separator: "\n")
    }

    private func removing(_ prefix: String) -> String { text { $0.removeAll { $0.hasPrefix(prefix) } } }

    @Test("the last line needs no line feed")
    func noFinalLineFeed() throws {
        #expect(try read(text { _ in }) == PotentialTextTests.sample)
    }

    @Test("lines may end in CR LF")
    func carriageReturns() throws {
        let lines = PotentialTextTests.sample.fileText.split(separator: "\n")
        #expect(try read(lines.joined(separator: "\r\n") + "\r\n") == PotentialTextTests.sample)
    }

    @Test("white space may follow lines and the whole file")
    func trailingSpace() throws {
        #expect(try read(text { $0 = $0.map { $0 + " \t " } } + "\n\n  \n") == PotentialTextTests.sample)
    }

    @Test("lists need no spaces")
    func noSpaces() throws {
        let dense = text { $0 = $0.map { $0.hasPrefix("alpha") || $0.hasPrefix("\t") ? $0.filter { $0 != " " } : $0 } }
        #expect(dense.contains("{{0,0,0,0},"))
        #expect(try read(dense) == PotentialTextTests.sample)
    }

    @Test("lists may go over several lines")
    func lineBreaks() throws {
        let broken = text {
            $0 = $0.map { $0.hasPrefix("potential_tag") ? $0 : $0.replacing(", ", with: " ,\n\n ").replacing("{", with: "{ \n") }
        }
        #expect(try read(broken) == PotentialTextTests.sample)
    }

    @Test("keywords may come in any order after the version")
    func anyOrder() throws {
        let reversed = text { lines in
            let block = lines.firstIndex { $0.contains("radial_coeffs") }!..<lines.firstIndex { $0.hasPrefix("alpha_moments") }!
            let entries = [lines[..<block.lowerBound], lines[block.upperBound...]].flatMap { $0 }.dropFirst(2)
            let scalingFirst = entries.filter { $0.hasPrefix("scaling") } + entries.reversed().filter { !$0.hasPrefix("scaling") }
            lines = lines[..<2] + scalingFirst + lines[block]
        }
        #expect(try read(reversed) == PotentialTextTests.sample)
    }

    @Test("potential_name, potential_tag and scaling may be missing")
    func optionalEntries() throws {
        #expect(try read(removing("potential_name")).name == "")
        #expect(try read(removing("potential_tag")).tag == "")
        #expect(try read(removing("scaling")).scaling == 1)
    }

    @Test("an empty name or tag does not swallow the next line", arguments: ["", " ", " \r", " \t "])
    func emptyRest(rest: String) throws {
        let potential = try read(
            text { lines in
                lines = lines.map { $0.hasPrefix("potential_") ? $0.prefix { $0 != "=" } + "=" + rest : $0 }
            })
        #expect(potential.name == "")
        #expect(potential.tag == "")
        #expect(potential.species == PotentialTextTests.sample.species)
    }

    @Test("a scaling in the radial block multiplies the other one")
    func radialScaling() throws {
        let both = text { $0.insert("\tscaling = 0.5", at: $0.firstIndex { $0.hasPrefix("radial_basis_type") }! + 1) }
        #expect(try read(both).scaling == PotentialTextTests.sample.scaling * 0.5)
        let one = text { lines in
            lines.insert("\tscaling = 0.5", at: lines.firstIndex { $0.hasPrefix("radial_basis_type") }! + 1)
            lines.removeAll { $0.hasPrefix("scaling") }
        }
        #expect(try read(one).scaling == 0.5)
    }

    @Test("without species_count the pairs of the coefficients tell the species")
    func speciesFromPairs() throws {
        #expect(try read(removing("species_count")) == PotentialTextTests.sample)
    }

    @Test("the species are the labels of the pairs, in order of first appearance")
    func labels() throws {
        let relabelled = text { lines in
            lines = lines.map { line in
                guard line.hasPrefix("\t\t"), !line.hasPrefix("\t\t\t") else { return line }
                return String(line.map { $0 == "0" ? "9" : $0 == "1" ? "4" : $0 })
            }
        }
        let potential = try read(relabelled)
        #expect(potential.species.map(\.label) == [9, 4])
        #expect(potential.coefficients == PotentialTextTests.sample.coefficients)
    }

    @Test("the pairs may come in any order")
    func pairOrder() throws {
        let swapped = text { lines in
            let start = lines.firstIndex { $0.hasPrefix("\t\t0-1") }!
            let middle = lines.firstIndex { $0.hasPrefix("\t\t1-0") }!
            let end = lines.firstIndex { $0.hasPrefix("\t\t1-1") }!
            lines.replaceSubrange(start..<end, with: Array(lines[middle..<end] + lines[start..<middle]))
        }
        #expect(swapped != PotentialTextTests.sample.fileText)
        #expect(try read(swapped) == PotentialTextTests.sample)
    }

    @Test("MLIP-3's names of the distances are understood")
    func synonyms() throws {
        let synonyms = text { $0 = $0.map { $0.replacing("min_dist", with: "min_val").replacing("max_dist", with: "max_val") } }
        #expect(try read(synonyms) == PotentialTextTests.sample)
    }

    @Test("a basis without products is a basis")
    func noProducts() throws {
        var potential = PotentialTextTests.sample
        potential.basis = MomentBasis(
            basic: [.init(mu: 0, a: 0, b: 0, c: 0), .init(mu: 1, a: 0, b: 0, c: 0)], products: [], slotCount: 2, scalars: [0, 1])
        potential.coefficients?.linear = [1, 2]
        #expect(potential.fileText.contains("alpha_index_times = {}"))
        #expect(try read(potential.fileText) == potential)
    }

    @Test("radial_coeffs without any pair, as MLIP-3 writes it, is no coefficients")
    func emptyRadialCoefficients() throws {
        var potential = PotentialTextTests.sample
        potential.coefficients = nil
        let text = potential.fileText.replacing("alpha_moments_count", with: "\tradial_coeffs\nalpha_moments_count", maxReplacements: 1)
        #expect(try read(text) == potential)
    }
}
