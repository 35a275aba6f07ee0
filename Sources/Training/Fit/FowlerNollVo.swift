/// 64 bits that differ where bytes differ (FNV-1a).
struct FowlerNollVo: Sendable {
    private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    /// In hexadecimal digits.
    var text: String { String(hash, radix: 16) }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    mutating func add(_ number: UInt64) { withUnsafeBytes(of: number) { add($0) } }

    mutating func add(_ vector: SIMD3<Double>) {
        for c in 0..<3 { add(vector[c].bitPattern) }
    }
}
