import MomentTensor

/// What an OUTCAR says once about all of its ionic steps.
struct OutcarHeader {
    /// By `TITEL`, one per pseudopotential; `nil` where it names no element.
    private var titles: [Element?] = []
    /// By `VRHFIN`, in the same order.
    private var valences: [Element?] = []
    private var counts: [Int] = []
    /// NELM: an electronic loop this long was given up.
    private(set) var maximumIterations: Int?
    /// With ISIF = 0 there is no stress, with ISIF = 1 only its trace is right.
    private(set) var hasFullStress = true

    /// Takes note of a line, if it belongs to the header; `true` if it changed which atoms there are.
    mutating func read(_ line: UnsafeBufferPointer<UInt8>, from lines: LineReader) throws(VolterraError) -> Bool {
        switch line[0] {
        case UInt8(ascii: "V") where line.starts(with: "VRHFIN"):
            // A second list of pseudopotentials: two files were concatenated.
            if !counts.isEmpty { self = OutcarHeader() }
            valences.append(line.after("=").flatMap(elementNamed))
        case UInt8(ascii: "T") where line.starts(with: "TITEL"):
            titles.append(line.after("=").flatMap(secondWord).flatMap(elementNamed))
        case UInt8(ascii: "i") where line.starts(with: "ions per type"):
            try readCounts(line, from: lines)
            return true
        case UInt8(ascii: "N") where line.starts(with: "NELM "):
            maximumIterations = line.integer(after: "=")
        case UInt8(ascii: "I") where line.starts(with: "ISIF"):
            hasFullStress = line.integer(after: "=").map { $0 >= 2 } ?? true
        default: break
        }
        return false
    }

    /// A title is `PAW_PBE W_sv 04Sep2015`.
    private func secondWord(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        var fields = Fields(text)
        _ = fields.next()
        return fields.next()
    }

    /// One count per species; a long list is continued in further lines.
    private mutating func readCounts(_ line: UnsafeBufferPointer<UInt8>, from lines: LineReader) throws(VolterraError) {
        counts = try parseCounts(line.after("=") ?? line, lines)
        while counts.count < speciesCount, let more = try lines.next() {
            guard !more.isBlank, let continued = try? parseCounts(more, lines) else {
                lines.pushBack()
                break
            }
            counts += continued
        }
        guard speciesCount == 0 || counts.count == speciesCount else {
            throw lines.error("'ions per type' has \(counts.count) numbers for \(speciesCount) pseudopotentials")
        }
    }

    private func parseCounts(_ text: UnsafeBufferPointer<UInt8>, _ lines: LineReader) throws(VolterraError) -> [Int] {
        var counts: [Int] = []
        for field in Fields(text) {
            guard let count = parseInteger(field), count > 0 else { throw lines.error("'ions per type' is not a list of counts") }
            counts.append(count)
        }
        return counts
    }

    private var speciesCount: Int { max(titles.count, valences.count) }

    func atomCount(_ lines: LineReader) throws(VolterraError) -> Int {
        guard !counts.isEmpty else {
            throw lines.error(
                "an ionic step before the line 'ions per type'", advice: "the beginning of the OUTCAR is missing; give the complete file")
        }
        var sum = 0
        for count in counts {
            let (next, hasOverflowed) = sum.addingReportingOverflow(count)
            guard !hasOverflowed else { throw lines.error("'ions per type' is not a list of counts") }
            sum = next
        }
        return sum
    }

    /// One kind per atom. To be called when a step with that many atoms has been read, so that it cannot be a number out of proportion.
    func kinds(_ lines: LineReader) throws(VolterraError) -> [Configuration.Kind] {
        guard counts.count == speciesCount else {
            throw lines.error(
                "'ions per type' has \(counts.count) numbers for \(speciesCount) pseudopotentials (TITEL lines)",
                advice: "the beginning of the OUTCAR is missing; give the complete file")
        }
        var kinds: [Configuration.Kind] = []
        for (index, count) in counts.enumerated() {
            let title = index < titles.count ? titles[index] : nil
            let valence = index < valences.count ? valences[index] : nil
            guard let element = title ?? valence else {
                throw lines.error("neither TITEL nor VRHFIN of pseudopotential \(index + 1) names an element")
            }
            kinds += Array(repeating: .element(element), count: count)
        }
        return kinds
    }
}
