/// Reads words, numbers and braced lists from the text of a potential file, wherever white space and line ends fall.
struct TextScanner {
    let bytes: [UInt8]
    /// As the user named it, for messages.
    let file: String
    var position = 0
    /// Where lines end to be a way of naming a place, because binary data follows.
    var textEnd: Int?

    init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    var remainingCount: Int { bytes.count - position }

    /// The next byte that is not white space, which becomes the position; `nil` at the end of the file.
    mutating func peek() -> UInt8? {
        while position < bytes.count, isWhitespace(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    /// Steps over `byte` if it comes next.
    mutating func consume(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    /// The next run of bytes without white space, braces, commas or `=`; empty where none of them begins.
    mutating func word() -> Range<Int> {
        _ = peek()
        let start = position
        while position < bytes.count, isWordByte(bytes[position]) { position += 1 }
        return start..<position
    }

    mutating func digits() -> Range<Int> {
        _ = peek()
        let start = position
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") <= 9 { position += 1 }
        return start..<position
    }

    /// What stands before the next line end, without the white space around it.
    mutating func restOfLine() -> String {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        var line = bytes[position..<end]
        position = end
        while let first = line.first, isWhitespace(first) { line.removeFirst() }
        while let last = line.last, isWhitespace(last) { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func integer(_ range: Range<Int>) -> Int? {
        bytes.withUnsafeBufferPointer { parseInteger(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    func double(_ range: Range<Int>) -> Double? {
        bytes.withUnsafeBufferPointer { parseDouble(UnsafeBufferPointer(rebasing: $0[range])) }
    }
}

// MARK: - Errors

extension TextScanner {
    /// From 1. The position after the last line counts as its end, and so does everything that is not text.
    func line(at position: Int) -> Int {
        let lineFeed = UInt8(ascii: "\n")
        let limit = min(position, textEnd ?? bytes.count)
        let end = limit == bytes.count && bytes.last == lineFeed ? bytes.count - 1 : limit
        return bytes[..<end].reduce(1) { $1 == lineFeed ? $0 + 1 : $0 }
    }

    func error(_ message: String, at position: Int, kind: VolterraError.Kind = .badData, advice: String? = nil) -> VolterraError {
        VolterraError(kind, message, file: file, line: line(at: position), advice: advice)
    }

    /// That the file ends although `what` is not complete.
    func truncation(in what: String) -> VolterraError {
        error("the file ends in the middle of \(what)", at: bytes.count, advice: incompleteFileAdvice)
    }

    /// That something else than `expected` comes next.
    mutating func surprise(expected: String, in what: String) -> VolterraError {
        guard let found = peek() else { return truncation(in: what) }
        let start = position
        let range = isWordByte(found) ? word() : start..<start + 1
        position = start
        return error("expected \(expected) in \(what), but found \(quoted(range))", at: start)
    }

    /// The bytes for a message: printable, and not too many.
    func quoted(_ range: Range<Int>) -> String {
        let shown = bytes[range].prefix(40).map { (0x20..<0x7f).contains($0) ? $0 : UInt8(ascii: "?") }
        return "'" + String(decoding: shown, as: UTF8.self) + (range.count > 40 ? "…'" : "'")
    }
}

let incompleteFileAdvice = "it may be incomplete: copy or write it again"

func isWhitespace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(byte)
}

private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "="): false
    default: !isWhitespace(byte)
    }
}
