import MomentTensor

/// The comment line of an extended XYZ frame: `key=value` pairs and bare flags, as ASE reads them.
///
/// Quotes `"…"` and `'…'` and brackets `{…}` and `[…]` hold a value together; a backslash takes the next character as it is
/// (`\n` is a line feed). A key without value is a flag, whose value is `T`.
struct ExtendedXYZComment {
    struct Pair {
        var key: String
        var value: String
    }

    private(set) var pairs: [Pair] = []

    /// A line without any `=` is the free text of plain XYZ, kept as the value of `comment`.
    init(_ line: UnsafeBufferPointer<UInt8>, _ lines: LineReader) throws(VolterraError) {
        guard line.contains(UInt8(ascii: "=")) else {
            if !line.isBlank { pairs = [Pair(key: "comment", value: line.trimmed.text)] }
            return
        }
        var scanner = CommentScanner(bytes: line)
        var keys: Set<String> = []
        while scanner.skipBlanks() {
            let key = try scanner.word(endingAt: UInt8(ascii: "="), lines)
            guard !key.isEmpty else { throw lines.error("a value has no key before its '='") }
            guard keys.insert(key).inserted else { throw lines.error("the key '\(key.prefix(40))' occurs twice") }
            pairs.append(Pair(key: key, value: scanner.skipEqualSign() ? try scanner.word(endingAt: nil, lines) : "T"))
        }
    }

    func value(_ key: String) -> String? { pairs.first { $0.key == key }?.value }
}

private struct CommentScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Whether anything follows.
    mutating func skipBlanks() -> Bool {
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        return position < bytes.count
    }

    /// Steps over an `=` and the blanks around it.
    mutating func skipEqualSign() -> Bool {
        let start = position
        guard skipBlanks(), bytes[position] == UInt8(ascii: "=") else {
            position = start
            return false
        }
        position += 1
        _ = skipBlanks()
        return true
    }

    /// Everything up to a blank, or `terminator`, that is not quoted.
    mutating func word(endingAt terminator: UInt8?, _ lines: LineReader) throws(VolterraError) -> String {
        var word: [UInt8] = []
        while position < bytes.count, !bytes[position].isBlank, bytes[position] != terminator {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\\"): appendEscaped(to: &word)
            case UInt8(ascii: "\""), UInt8(ascii: "'"): try appendQuoted(byte, to: &word, lines)
            case UInt8(ascii: "{"): try appendBracketed(byte, UInt8(ascii: "}"), to: &word, lines)
            case UInt8(ascii: "["): try appendBracketed(byte, UInt8(ascii: "]"), to: &word, lines)
            default:
                word.append(byte)
                position += 1
            }
        }
        return String(decoding: word, as: UTF8.self)
    }

    private mutating func appendEscaped(to word: inout [UInt8]) {
        position += 1
        guard position < bytes.count else { return }
        word.append(bytes[position] == UInt8(ascii: "n") ? UInt8(ascii: "\n") : bytes[position])
        position += 1
    }

    private mutating func appendQuoted(_ quote: UInt8, to word: inout [UInt8], _ lines: LineReader) throws(VolterraError) {
        position += 1
        while position < bytes.count, bytes[position] != quote {
            if bytes[position] == UInt8(ascii: "\\") {
                appendEscaped(to: &word)
            } else {
                word.append(bytes[position])
                position += 1
            }
        }
        guard position < bytes.count else { throw lines.error("a quote \(String(UnicodeScalar(quote))) is never closed") }
        position += 1
    }

    /// One pair of brackets goes; nested ones stay.
    private mutating func appendBracketed(
        _ open: UInt8, _ close: UInt8, to word: inout [UInt8], _ lines: LineReader
    ) throws(VolterraError) {
        let start = position
        var depth = 0
        var isNested = false
        repeat {
            guard position < bytes.count else { throw lines.error("a bracket \(String(UnicodeScalar(open))) is never closed") }
            if bytes[position] == open { depth += 1 }
            if bytes[position] == close { depth -= 1 }
            isNested = isNested || depth > 1
            position += 1
        } while depth > 0
        word.append(contentsOf: isNested ? bytes[start..<position] : bytes[(start + 1)..<(position - 1)])
    }
}

extension ExtendedXYZComment {
    /// `text` so that it is read back as one word, by us and by ASE.
    static func quoted(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { !$0.isBlank && !"\"'{}[]=\\,".utf8.contains($0) }
        guard text.isEmpty || !plain else { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// The numbers of an array in any of its spellings: `1 2 3`, `1,2,3`, `_JSON [1, 2, 3]`.
    static func numbers(in text: String) -> [Double]? {
        var bytes = Array(text.hasPrefix("_JSON") ? text.dropFirst(5).utf8 : text[...].utf8)
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): bytes[index] = 0x20
            default: break
            }
        }
        return bytes.withUnsafeBufferPointer { bytes in
            var numbers: [Double] = []
            for field in Fields(bytes) {
                guard let number = parseDouble(field) else { return nil }
                numbers.append(number)
            }
            return numbers
        }
    }
}
