import MomentTensor

/// The tags and texts of an XML file, one after the other, in constant memory.
///
/// As much of XML as programs write: elements, attributes, text. Declarations and comments are passed over; entities are left as they are.
final class XMLScanner {
    enum Token {
        /// The inside of `<name attributes>`.
        case opening(UnsafeBufferPointer<UInt8>)
        /// The name in `</name>`.
        case closing(UnsafeBufferPointer<UInt8>)
        /// Text between tags. A long one comes in pieces.
        case text(UnsafeBufferPointer<UInt8>)
    }

    private let source: ByteSource
    private var unconsumed = 0
    /// The line of the token last returned, from 1.
    private(set) var lineNumber = 1
    /// The closing half of a `<name/>` just returned as an opening.
    private var isSelfClosed = false

    private static let maximumTagLength = 1 << 16
    private static let maximumTextLength = 1 << 16

    init(_ source: ByteSource) { self.source = source }

    var path: String { source.path }

    func error(_ message: String, advice: String? = nil) -> VolterraError {
        VolterraError(.badData, message, file: path, line: lineNumber, advice: advice)
    }

    /// The next token, valid until the next call; `nil` at the end of the file, also inside a tag.
    func next() throws(VolterraError) -> Token? {
        if isSelfClosed {
            isSelfClosed = false
            return .closing(XMLScanner.name(of: selfClosedTag))
        }
        while true {
            discardToken()
            guard let first = try source.prefix(1).first else { return nil }
            guard first == UInt8(ascii: "<") else { return try readText().map(Token.text) }
            guard let tag = try readTag() else { return nil }
            switch tag.first {
            case UInt8(ascii: "?"), UInt8(ascii: "!"): continue
            case UInt8(ascii: "/"): return .closing(UnsafeBufferPointer(rebasing: tag.dropFirst()).trimmed)
            default:
                isSelfClosed = tag.last == UInt8(ascii: "/")
                return .opening(isSelfClosed ? selfClosedTag : tag)
            }
        }
    }

    static func name(of tag: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: tag.prefix { !$0.isBlank })
    }

    /// The value of an attribute, without its quotes.
    static func attribute(_ name: StaticString, of tag: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        var rest = UnsafeBufferPointer(rebasing: tag.drop { !$0.isBlank }).trimmed
        while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            let key = UnsafeBufferPointer(rebasing: rest[..<equals]).trimmed
            let quoted = UnsafeBufferPointer(rebasing: rest[(equals + 1)...]).trimmed
            guard let quote = quoted.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
            let content = UnsafeBufferPointer(rebasing: quoted.dropFirst())
            guard let end = content.firstIndex(of: quote) else { return nil }
            if key.equals(name) { return UnsafeBufferPointer(rebasing: content[..<end]) }
            rest = UnsafeBufferPointer(rebasing: content[(end + 1)...]).trimmed
        }
        return nil
    }

    private var selfClosedTag: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: source.buffered.prefix(unconsumed).dropFirst().dropLast(2))
    }

    private func discardToken() {
        for byte in source.buffered.prefix(unconsumed) where byte == UInt8(ascii: "\n") { lineNumber += 1 }
        source.consume(unconsumed)
        unconsumed = 0
    }

    /// The text up to the next tag, or a long piece of it; `nil` if the file ends in it.
    private func readText() throws(VolterraError) -> UnsafeBufferPointer<UInt8>? {
        var searched = 0
        while true {
            let bytes = source.buffered
            if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "<")) {
                unconsumed = end
                break
            }
            unconsumed = bytes.count
            if bytes.count > XMLScanner.maximumTextLength { break }
            searched = bytes.count
            guard try source.extend() else { return nil }
        }
        return UnsafeBufferPointer(rebasing: source.buffered.prefix(unconsumed))
    }

    /// The inside of the tag at which the file stands; `nil` if the file ends in it.
    private func readTag() throws(VolterraError) -> UnsafeBufferPointer<UInt8>? {
        var searched = 1
        while true {
            let bytes = source.buffered
            if searched < bytes.count, let end = bytes[searched...].firstIndex(of: UInt8(ascii: ">")) {
                guard !isComment(bytes) || (end >= 6 && bytes[end - 1] == UInt8(ascii: "-") && bytes[end - 2] == UInt8(ascii: "-")) else {
                    searched = end + 1
                    continue
                }
                unconsumed = end + 1
                return UnsafeBufferPointer(rebasing: bytes[1..<end])
            }
            searched = max(bytes.count, searched)
            guard searched <= XMLScanner.maximumTagLength else {
                throw error("a tag is longer than \(XMLScanner.maximumTagLength >> 10) KiB", advice: "the file is damaged")
            }
            guard try source.extend() else {
                unconsumed = source.buffered.count
                return nil
            }
        }
    }

    private func isComment(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.starts(with: "<!--") }
}
