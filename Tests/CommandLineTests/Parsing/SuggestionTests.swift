import Testing

@testable import trainer

@Suite("Suggestions")
struct SuggestionTests {
    @Test(
        "the distance counts insertions, deletions, replacements and swaps",
        arguments: [
            ("", "", 0), ("abc", "", 3), ("", "ab", 2), ("info", "ino", 1), ("info", "inof", 1), ("kitten", "sitting", 3),
            ("json", "jsom", 1),
        ])
    func distances(first: String, second: String, distance: Int) {
        #expect(editDistance(first, second) == distance)
        #expect(editDistance(second, first) == distance)
    }

    @Test("a misspelled word suggests its neighbour, an unrelated one nothing")
    func suggestions() {
        let names = ["info", "new", "evaluate", "errors", "convert", "check", "mindist"]
        #expect(suggestion(for: "erors", among: names) == "errors")
        #expect(suggestion(for: "ifno", among: names) == "info")
        #expect(suggestion(for: "eval", among: names) == "evaluate")
        #expect(suggestion(for: "e", among: names) == nil)
        #expect(suggestion(for: "train", among: names) == nil)
        #expect(suggestion(for: "", among: names) == nil)
    }
}
