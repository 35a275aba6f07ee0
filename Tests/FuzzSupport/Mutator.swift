import MomentTensor

/// Damages files in the ways in which they are damaged in life, and in those that break parsers.
public struct Mutator {
    private var generator: SplitMix64

    public init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    /// One of `seeds` after one to four mutations; half of the time one, so that some of the results still are sound.
    public mutating func mutation(of seeds: [[UInt8]]) -> [UInt8] {
        guard var bytes = seeds.randomElement(using: &generator) else { return [] }
        for _ in 0..<max(1, Int.random(in: -2...4, using: &generator)) {
            let kind = Kind.allCases[below(Kind.allCases.count)]
            apply(kind, to: &bytes, seeds: seeds)
        }
        return bytes
    }

    enum Kind: CaseIterable {
        case flipBit, noise, truncate, splice, duplicateLine, deleteLine, swapLines, deleteToken, duplicateToken, swapTokens
        case number, anotherNumber, incrementDigit, insertSpace
    }

    mutating func apply(_ kind: Kind, to bytes: inout [UInt8], seeds: [[UInt8]]) {
        guard !bytes.isEmpty else { return }
        switch kind {
        case .flipBit: bytes[below(bytes.count)] ^= 1 << UInt8(below(8))
        case .noise: addNoise(to: &bytes)
        case .truncate: bytes.removeLast(below(bytes.count) + 1)
        case .splice: splice(&bytes, with: seeds[below(seeds.count)])
        case .duplicateLine: duplicate(someLine(of: bytes), in: &bytes)
        case .deleteLine: bytes.removeSubrange(someLine(of: bytes))
        case .swapLines: swap(someLine(of: bytes), someLine(of: bytes), in: &bytes)
        case .deleteToken: bytes.removeSubrange(someToken(of: bytes))
        case .duplicateToken: duplicate(someToken(of: bytes), in: &bytes)
        case .swapTokens: swap(someToken(of: bytes), someToken(of: bytes), in: &bytes)
        case .number, .anotherNumber: replaceNumber(in: &bytes)
        case .incrementDigit: incrementDigit(in: &bytes)
        case .insertSpace: bytes.insert(Array(" \t\n\r".utf8)[below(4)], at: below(bytes.count + 1))
        }
    }

    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
}

// MARK: - Bytes

extension Mutator {
    private mutating func addNoise(to bytes: inout [UInt8]) {
        let start = below(bytes.count)
        for index in start..<min(bytes.count, start + 1 + below(16)) {
            bytes[index] = UInt8.random(in: 0...255, using: &generator)
        }
    }

    /// The start of one file and the end of the other.
    private mutating func splice(_ bytes: inout [UInt8], with other: [UInt8]) {
        guard !other.isEmpty else { return }
        bytes = Array(bytes[..<below(bytes.count)] + other[below(other.count)...])
    }

    private mutating func duplicate(_ range: Range<Int>, in bytes: inout [UInt8]) {
        bytes.insert(contentsOf: Array(bytes[range]), at: range.upperBound)
    }

    private mutating func swap(_ one: Range<Int>, _ other: Range<Int>, in bytes: inout [UInt8]) {
        let (first, second) = one.lowerBound <= other.lowerBound ? (one, other) : (other, one)
        guard first.upperBound <= second.lowerBound else { return }
        let between = bytes[first.upperBound..<second.lowerBound]
        let swapped = Array(bytes[second] + between + bytes[first])
        bytes.replaceSubrange(first.lowerBound..<second.upperBound, with: swapped)
    }
}

// MARK: - Lines, words and numbers

extension Mutator {
    static let hostileNumbers: [String] = [
        "0", "-0", "1", "-1", "2", "7", "255", "256", "65536", "2147483647", "2147483648", "-2147483649", "4294967296",
        "1000000000000", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616",
        "99999999999999999999999999", "nan", "-nan", "inf", "-inf", "1e999", "-1e999", "1e-999", "1e308", "4.9e-324", "0.1e", "1e+",
        "0x10", "1.5", "-1.5e-3", "1..2", "--1", "+1", ".", "-", "1e22", "1e23", "123456789012345678901234567890",
    ]

    /// A line with the line feed that ends it.
    private mutating func someLine(of bytes: [UInt8]) -> Range<Int> {
        guard !bytes.isEmpty else { return 0..<0 }
        let position = below(bytes.count)
        let lineFeed = UInt8(ascii: "\n")
        let start = bytes[..<position].lastIndex(of: lineFeed).map { $0 + 1 } ?? 0
        let end = bytes[position...].firstIndex(of: lineFeed).map { $0 + 1 } ?? bytes.count
        return start..<end
    }

    private mutating func someToken(of bytes: [UInt8]) -> Range<Int> {
        run(in: bytes) { $0 > UInt8(ascii: " ") }
    }

    /// The first run of bytes that satisfy `belongs` at or after a random position; empty if there is none.
    private mutating func run(in bytes: [UInt8], where belongs: (UInt8) -> Bool) -> Range<Int> {
        guard !bytes.isEmpty else { return 0..<0 }
        guard let hit = bytes[below(bytes.count)...].firstIndex(where: belongs) else { return 0..<0 }
        let start = bytes[..<hit].lastIndex { !belongs($0) }.map { $0 + 1 } ?? 0
        let end = bytes[hit...].firstIndex { !belongs($0) } ?? bytes.count
        return start..<end
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func replaceNumber(in bytes: inout [UInt8]) {
        let range = run(in: bytes) { Mutator.isDigit($0) || "+-.eE".utf8.contains($0) }
        guard !range.isEmpty else { return }
        bytes.replaceSubrange(range, with: Mutator.hostileNumbers[below(Mutator.hostileNumbers.count)].utf8)
    }

    /// Off-by-one counts and indices.
    private mutating func incrementDigit(in bytes: inout [UInt8]) {
        guard let index = run(in: bytes, where: Mutator.isDigit).last else { return }
        bytes[index] = bytes[index] == UInt8(ascii: "9") ? UInt8(ascii: "8") : bytes[index] + 1
    }
}
