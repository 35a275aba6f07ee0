import MomentTensor

/// The blank-separated fields of a line, one after the other.
public struct Fields: Sequence, IteratorProtocol {
    private let line: UnsafeBufferPointer<UInt8>
    private var position = 0

    public init(_ line: UnsafeBufferPointer<UInt8>) { self.line = line }

    public mutating func next() -> UnsafeBufferPointer<UInt8>? {
        skipBlanks()
        let start = position
        while position < line.count, !line[position].isBlank { position += 1 }
        return start == position ? nil : UnsafeBufferPointer(rebasing: line[start..<position])
    }

    /// The next field as a number; `nil` if there is none or it is no number.
    public mutating func nextDouble() -> Double? {
        next().flatMap { parseDouble($0) }
    }

    /// The next field as an integer; `nil` if there is none or it is no integer.
    public mutating func nextInteger() -> Int? {
        next().flatMap { parseInteger($0) }
    }

    /// The next three fields as finite numbers.
    public mutating func nextVector() -> SIMD3<Double>? {
        guard let x = nextDouble(), let y = nextDouble(), let z = nextDouble() else { return nil }
        let vector = SIMD3(x, y, z)
        return vector.isFinite ? vector : nil
    }

    /// The characters not yet consumed, without blanks at both ends.
    public var rest: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: line[position...]).trimmed
    }

    /// The characters not yet consumed, as they are.
    var remainder: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: line[position...]) }

    private mutating func skipBlanks() {
        while position < line.count, line[position].isBlank { position += 1 }
    }
}

extension UInt8 {
    /// Space, tab and the other control characters that separate fields.
    var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension UnsafeBufferPointer where Element == UInt8 {
    /// As text; what is not UTF-8 becomes replacement characters.
    public var text: String { String(decoding: self, as: UTF8.self) }

    public var isBlank: Bool { allSatisfy(\.isBlank) }

    /// Without blanks at both ends.
    public var trimmed: UnsafeBufferPointer<UInt8> {
        var lower = 0
        var upper = count
        while lower < upper, self[lower].isBlank { lower += 1 }
        while upper > lower, self[upper - 1].isBlank { upper -= 1 }
        return UnsafeBufferPointer(rebasing: self[lower..<upper])
    }

    public func equals(_ word: StaticString) -> Bool {
        count == word.utf8CodeUnitCount && starts(with: word)
    }

    public func starts(with word: StaticString) -> Bool {
        guard count >= word.utf8CodeUnitCount else { return false }
        return (0..<word.utf8CodeUnitCount).allSatisfy { self[$0] == word.utf8Start[$0] }
    }

    public func contains(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard length <= count else { return false }
        return (0...(count - length)).contains { UnsafeBufferPointer(rebasing: self[$0...]).starts(with: word) }
    }
}

extension SIMD3 where Scalar == Double {
    var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }
}
