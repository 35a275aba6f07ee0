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
        guard tag.utf8.starts(with: SpeciesTag.introduction.utf8) else {
            let words = words(tag.utf8[...])
            let isList = words.count == speciesCount && words.allSatisfy { Element(symbol: $0) != nil }
            self.init(elements: isList ? words : nil, rest: isList ? "" : tag)
            return
        }
        let parts = tag.utf8.dropFirst(SpeciesTag.introduction.utf8.count)
            .split(separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
        let words = words(parts[0])
        for word in words where Element(symbol: word) == nil {
            throw VolterraError(.badData, "unknown element '\(word)' in 'potential_tag'")
        }
        guard words.count == speciesCount else {
            throw VolterraError(.badData, "'potential_tag' names \(words.count) elements, but there are \(speciesCount) species")
        }
        self.init(elements: words, rest: parts.count > 1 ? trimmed(parts[1]) : "")
    }

    /// On one line.
    var text: String {
        let rest = trimmed(rest.utf8[...])
        guard let elements else { return singleLine(rest) }
        let list = SpeciesTag.introduction + " " + elements.joined(separator: " ")
        return singleLine(rest.isEmpty ? list : list + "; " + rest)
    }
}

// Bytes rather than characters: to a file, a line feed before a combining accent still is a line feed.

private func words(_ text: Substring.UTF8View) -> [String] {
    text.split(whereSeparator: isWhitespace).map { String(Substring($0)) }
}

private func trimmed(_ text: Substring.UTF8View) -> String {
    var text = text
    while let first = text.first, isWhitespace(first) { text.removeFirst() }
    while let last = text.last, isWhitespace(last) { text.removeLast() }
    return String(Substring(text))
}

private func singleLine(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
}
