/// How element names travel in `potential_tag`, which other programs carry along unread: `species: W Re; whatever else it said`.
struct SpeciesTag: Hashable {
    /// One symbol per species, or nothing.
    var elements: [String]?
    var rest: String

    private static let introduction = "species:"

    init(elements: [String]?, rest: String) {
        self.elements = elements
        self.rest = rest
    }

    /// Understands our own form, and a tag that consists of exactly one chemical symbol per species.
    init(parsing tag: String, speciesCount: Int) throws(VolterraError) {
        guard tag.hasPrefix(SpeciesTag.introduction) else {
            let words = tag.split(whereSeparator: \.isWhitespace).map(String.init)
            let isList = words.count == speciesCount && words.allSatisfy { Element(symbol: $0) != nil }
            self.init(elements: isList ? words : nil, rest: isList ? "" : tag)
            return
        }
        let parts = tag.dropFirst(SpeciesTag.introduction.count).split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        let words = parts[0].split(whereSeparator: \.isWhitespace).map(String.init)
        for word in words where Element(symbol: word) == nil {
            throw VolterraError(.badData, "unknown element '\(word)' in 'potential_tag'")
        }
        guard words.count == speciesCount else {
            throw VolterraError(.badData, "'potential_tag' names \(words.count) elements, but there are \(speciesCount) species")
        }
        self.init(elements: words, rest: parts.count > 1 ? SpeciesTag.trimmed(parts[1]) : "")
    }

    /// On one line.
    var text: String {
        let rest = SpeciesTag.trimmed(rest[...]).split(whereSeparator: \.isNewline).joined(separator: " ")
        guard let elements else { return rest }
        let list = SpeciesTag.introduction + " " + elements.joined(separator: " ")
        return rest.isEmpty ? list : list + "; " + rest
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
