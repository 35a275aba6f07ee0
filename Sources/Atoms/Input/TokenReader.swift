import MomentTensor

/// The blank-separated words of a file whose line breaks mean nothing, or only sometimes something.
struct TokenReader {
    let lines: LineReader
    private var fields = Fields(UnsafeBufferPointer(start: nil, count: 0))
    private var pushedBack: UnsafeBufferPointer<UInt8>?

    init(_ lines: LineReader) { self.lines = lines }

    /// The next word, from this line or a later one; `nil` at the end of the file. Valid until the next call.
    mutating func next() throws(VolterraError) -> UnsafeBufferPointer<UInt8>? {
        if let token = pushedBack {
            pushedBack = nil
            return token
        }
        while true {
            if let token = fields.next() { return token }
            guard let line = try lines.next() else { return nil }
            fields = Fields(line)
        }
    }

    /// Lets `next()` return that word once more.
    mutating func pushBack(_ token: UnsafeBufferPointer<UInt8>) { pushedBack = token }

    /// The words not yet read of this line, which count as read.
    mutating func restOfLine() -> Fields {
        defer { fields = Fields(UnsafeBufferPointer(start: nil, count: 0)) }
        return fields
    }

    mutating func nextDouble(_ what: @autoclosure () -> String) throws(VolterraError) -> Double {
        guard let token = try next() else { throw lines.prematureEnd(what()) }
        return try lines.finiteDouble(token, what())
    }

    mutating func nextInteger(_ what: @autoclosure () -> String) throws(VolterraError) -> Int {
        guard let token = try next() else { throw lines.prematureEnd(what()) }
        return try lines.integer(token, what())
    }

    /// As many numbers as follow, up to `limit`.
    mutating func numbers(upTo limit: Int = .max, _ what: @autoclosure () -> String) throws(VolterraError) -> [Double] {
        var numbers: [Double] = []
        while numbers.count < limit, let token = try next() {
            guard parseDouble(token) != nil else {
                pushBack(token)
                break
            }
            numbers.append(try lines.finiteDouble(token, what()))
        }
        return numbers
    }
}

extension LineReader {
    /// `field` as a finite number; `what` names it in the error.
    func finiteDouble(_ field: UnsafeBufferPointer<UInt8>, _ what: @autoclosure () -> String) throws(VolterraError) -> Double {
        guard let value = parseDouble(field) else { throw error("\(what()) is '\(field.excerpt)', which is no number") }
        guard value.isFinite else { throw error("\(what()) is \(value), not a finite number") }
        return value
    }

    func integer(_ field: UnsafeBufferPointer<UInt8>, _ what: @autoclosure () -> String) throws(VolterraError) -> Int {
        guard let value = parseInteger(field) else { throw error("\(what()) is '\(field.excerpt)', which is no integer") }
        return value
    }
}

extension UnsafeBufferPointer where Element == UInt8 {
    /// The text, shortened for a message.
    var excerpt: String {
        count <= 40 ? text : UnsafeBufferPointer(rebasing: self[..<37]).text + "..."
    }
}
