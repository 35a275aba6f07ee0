/// The text part of a potential file, taken apart into its entries; their order does not matter.
struct PotentialText {
    /// The coefficients of one ordered pair of species: `i-j`, then a row for each radial function.
    struct RadialPair {
        var centre: Int
        var neighbour: Int
        var rows: [[Double]] = []
        var position: Int

        var name: String { "\(centre)-\(neighbour)" }
    }

    var scanner: TextScanner
    /// Where each entry begins.
    private(set) var positions: [PotentialKeyword: Int] = [:]
    private(set) var words: [PotentialKeyword: String] = [:]
    private(set) var reals: [PotentialKeyword: Double] = [:]
    private(set) var counts: [PotentialKeyword: Int] = [:]
    private(set) var realLists: [PotentialKeyword: [Double]] = [:]
    private(set) var wholeNumberLists: [PotentialKeyword: [Int32]] = [:]
    private(set) var radialPairs: [RadialPair] = []

    /// Reads up to the end of the text: the end of the file, or the mark where an active set begins.
    init(_ scanner: TextScanner) throws(VolterraError) {
        self.scanner = scanner
        try readHeader()
        while let next = self.scanner.peek(), next != ActiveSet.mark2, next != ActiveSet.mark3 {
            let position = self.scanner.position
            let keyword = try readKeyword()
            if let earlier = positions[keyword] {
                let line = self.scanner.line(at: earlier)
                throw self.scanner.error("\(keyword.quoted) appears twice, first in line \(line)", at: position)
            }
            positions[keyword] = position
            try readValue(of: keyword)
        }
    }

    private mutating func readHeader() throws(VolterraError) {
        let title = scanner.word()
        guard scanner.text(title) == "MTP" else {
            throw scanner.error("is no potential file: it does not begin with a line 'MTP'", at: title.lowerBound)
        }
        let position = scanner.position
        let keyword = scanner.word()
        guard scanner.text(keyword) == PotentialKeyword.version.rawValue, scanner.consume(UInt8(ascii: "=")) else {
            throw scanner.error("the second line is not 'version = 1.1.0'", at: keyword.lowerBound)
        }
        let version = scanner.word()
        guard scanner.text(version) == "1.1.0" else {
            throw scanner.error(
                "the file is of version \(scanner.quoted(version)), but only 1.1.0 is read", at: version.lowerBound, kind: .unsupported)
        }
        positions[.version] = position
    }

    private mutating func readKeyword() throws(VolterraError) -> PotentialKeyword {
        let range = scanner.word()
        guard !range.isEmpty else { throw scanner.surprise(expected: "a keyword", in: "the file") }
        let word = scanner.text(range)
        if let keyword = PotentialKeyword(word: word) {
            return keyword == .scaling && positions[.radialBasisType] != nil ? .radialScaling : keyword
        }
        if word.hasPrefix("magnetic_") {
            throw scanner.error(
                "magnetic potentials are not supported: the file has \(scanner.quoted(range))", at: range.lowerBound, kind: .unsupported)
        }
        if range.upperBound == scanner.bytes.count { throw scanner.truncation(in: "the word \(scanner.quoted(range))") }
        throw scanner.error("unknown keyword \(scanner.quoted(range))", at: range.lowerBound)
    }

    private mutating func readValue(of keyword: PotentialKeyword) throws(VolterraError) {
        if case .radialCoefficients = keyword.value { return try readRadialPairs() }
        guard scanner.consume(UInt8(ascii: "=")) else { throw scanner.surprise(expected: "'='", in: keyword.quoted) }
        switch keyword.value {
        case .word: words[keyword] = try readWord(keyword)
        case .restOfLine: words[keyword] = scanner.restOfLine()
        case .real: reals[keyword] = try scanner.finiteDouble(in: ListPlace(keyword.quoted))
        case .count: counts[keyword] = try readCount(keyword)
        case .reals: realLists[keyword] = try scanner.doubles(in: keyword.quoted)
        case .wholeNumbers(let width): wholeNumberLists[keyword] = try scanner.wholeNumbers(width: width, in: keyword.quoted)
        case .radialCoefficients: break
        }
    }

    private mutating func readWord(_ keyword: PotentialKeyword) throws(VolterraError) -> String {
        let range = scanner.word()
        if range.upperBound == scanner.bytes.count { throw scanner.truncation(in: keyword.quoted) }
        guard !range.isEmpty else { throw scanner.surprise(expected: "a word", in: keyword.quoted) }
        return scanner.text(range)
    }

    private mutating func readCount(_ keyword: PotentialKeyword) throws(VolterraError) -> Int {
        let count = try scanner.wholeNumber(in: ListPlace(keyword.quoted))
        guard count >= 0 else { throw scanner.error("\(keyword.quoted) is negative", at: scanner.position - 1) }
        return Int(count)
    }

    private mutating func readRadialPairs() throws(VolterraError) {
        while let next = scanner.peek(), next &- UInt8(ascii: "0") <= 9 {
            let position = scanner.position
            let centre = try readLabel()
            try scanner.expect(UInt8(ascii: "-"), in: ListPlace(PotentialKeyword.radialCoefficients.quoted))
            var pair = RadialPair(centre: centre, neighbour: try readLabel(), position: position)
            while scanner.peek() == UInt8(ascii: "{") {
                pair.rows.append(try scanner.doubles(in: "row \(pair.rows.count + 1) of the pair \(pair.name)"))
            }
            radialPairs.append(pair)
        }
    }

    private mutating func readLabel() throws(VolterraError) -> Int {
        let range = scanner.digits()
        let place = PotentialKeyword.radialCoefficients.quoted
        guard !range.isEmpty else { throw scanner.surprise(expected: "a species label", in: place) }
        guard let label = scanner.integer(range), label <= Int32.max else {
            throw scanner.error("the species label \(scanner.quoted(range)) in \(place) is too large", at: range.lowerBound)
        }
        return label
    }
}

// MARK: - Entries that must be there

extension PotentialText {
    func word(_ keyword: PotentialKeyword) throws(VolterraError) -> String { try required(words[keyword], keyword) }
    func real(_ keyword: PotentialKeyword) throws(VolterraError) -> Double { try required(reals[keyword], keyword) }
    func count(_ keyword: PotentialKeyword) throws(VolterraError) -> Int { try required(counts[keyword], keyword) }
    func wholeNumbers(_ keyword: PotentialKeyword) throws(VolterraError) -> [Int32] {
        try required(wholeNumberLists[keyword], keyword)
    }

    private func required<Value>(_ value: Value?, _ keyword: PotentialKeyword) throws(VolterraError) -> Value {
        guard let value else {
            throw scanner.error("the file ends without \(keyword.quoted)", at: scanner.position, advice: incompleteFileAdvice)
        }
        return value
    }

    /// An error about the entry `keyword`.
    func error(_ message: String, in keyword: PotentialKeyword, kind: VolterraError.Kind = .badData, advice: String? = nil) -> VolterraError
    {
        scanner.error(message, at: positions[keyword] ?? scanner.position, kind: kind, advice: advice)
    }
}
