import MomentTensor

/// The numbers of a line that Fortran wrote in fixed columns: a minus sign may follow the previous number without a blank
/// (`10.123456789-10.123456789`), the exponent may be marked by a D, and a number too wide for its column is a row of asterisks.
struct FortranNumbers {
    private var fields: Fields
    private var glued = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    init(_ line: UnsafeBufferPointer<UInt8>) { fields = Fields(line) }

    /// The next number; `nil` at the end of the line and for anything that is no finite number.
    mutating func next() -> Double? {
        guard let token = nextToken(), let value = parseDouble(token) ?? parseWithMarkedExponent(token), value.isFinite else { return nil }
        return value
    }

    mutating func nextVector() -> SIMD3<Double>? {
        guard let x = next(), let y = next(), let z = next() else { return nil }
        return SIMD3(x, y, z)
    }

    private mutating func nextToken() -> UnsafeBufferPointer<UInt8>? {
        let token: UnsafeBufferPointer<UInt8>
        if glued.isEmpty {
            guard let field = fields.next() else { return nil }
            token = field
        } else {
            token = glued
        }
        let end = firstNumberEnd(token)
        glued = UnsafeBufferPointer(rebasing: token[end...])
        return UnsafeBufferPointer(rebasing: token[..<end])
    }

    /// Where the next number starts: at a minus sign that follows a digit or a point.
    private func firstNumberEnd(_ token: UnsafeBufferPointer<UInt8>) -> Int {
        for index in token.indices.dropFirst() where token[index] == UInt8(ascii: "-") {
            let previous = token[index - 1]
            if previous == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(previous) { return index }
        }
        return token.count
    }

    private func parseWithMarkedExponent(_ token: UnsafeBufferPointer<UInt8>) -> Double? {
        guard token.count <= 40, let mark = token.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "d") }) else { return nil }
        var copy = Array(token)
        copy[mark] = UInt8(ascii: "e")
        return copy.withUnsafeBufferPointer { parseDouble($0) }
    }
}

extension UnsafeBufferPointer where Element == UInt8 {
    /// What follows the first occurrence of `word`, or `nil` if there is none.
    func after(_ word: StaticString) -> UnsafeBufferPointer<UInt8>? {
        let length = word.utf8CodeUnitCount
        guard length > 0, length <= count else { return nil }
        for start in 0...(count - length) where self[start] == word.utf8Start[0] {
            let tail = UnsafeBufferPointer(rebasing: self[start...])
            if tail.starts(with: word) { return UnsafeBufferPointer(rebasing: tail[length...]) }
        }
        return nil
    }

    /// The number that follows the first occurrence of `word`.
    func number(after word: StaticString) -> Double? {
        guard let tail = after(word) else { return nil }
        var numbers = FortranNumbers(tail)
        return numbers.next()
    }

    /// The integer that follows the first occurrence of `word`; a semicolon may end it.
    func integer(after word: StaticString) -> Int? {
        guard let tail = after(word)?.trimmed else { return nil }
        let end = tail.firstIndex { !($0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)) } ?? tail.count
        return parseInteger(UnsafeBufferPointer(rebasing: tail[..<end]))
    }
}
