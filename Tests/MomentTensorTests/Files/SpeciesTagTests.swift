import Testing

@testable import MomentTensor

@Suite("Element names in potential_tag")
struct SpeciesTagTests {
    @Test("the elements come first, then whatever else the tag says")
    func text() {
        #expect(SpeciesTag(elements: ["W", "Re"], rest: "").text == "species: W Re")
        #expect(SpeciesTag(elements: ["W", "Re"], rest: " fitted; twice ").text == "species: W Re; fitted; twice")
        #expect(SpeciesTag(elements: nil, rest: "fitted").text == "fitted")
        #expect(SpeciesTag(elements: ["W"], rest: "one\ntwo\r\nthree").text == "species: W; one two\r three")
    }

    @Test(
        "what is written is understood",
        arguments: [
            SpeciesTag(elements: ["W", "Re"], rest: ""), SpeciesTag(elements: ["Fe", "Fe"], rest: "up; down"),
            SpeciesTag(elements: nil, rest: "W Re Ta"), SpeciesTag(elements: nil, rest: ""),
            SpeciesTag(elements: ["W", "H"], rest: "\u{301}accent without a letter"),
        ])
    func roundTrip(tag: SpeciesTag) throws {
        #expect(try SpeciesTag(parsing: tag.text, speciesCount: 2) == tag)
    }

    @Test("a tag of exactly one symbol per species is understood, any other is kept as it is")
    func bareSymbols() throws {
        #expect(try SpeciesTag(parsing: "W  Re", speciesCount: 2) == SpeciesTag(elements: ["W", "Re"], rest: ""))
        for tag in ["W Re", "W Re Ta Os", "W Re Xx", "w re ta", "W,Re,Ta", "made for W"] {
            #expect(try SpeciesTag(parsing: tag, speciesCount: 3) == SpeciesTag(elements: nil, rest: tag))
        }
    }

    @Test("a list of elements that does not fit is refused")
    func refusals() {
        let count = #expect(throws: VolterraError.self) { try SpeciesTag(parsing: "species: W; rest", speciesCount: 2) }
        #expect(count?.message == "'potential_tag' names 1 elements, but there are 2 species")
        let unknown = #expect(throws: VolterraError.self) { try SpeciesTag(parsing: "species: W w", speciesCount: 2) }
        #expect(unknown?.message == "unknown element 'w' in 'potential_tag'")
    }
}
