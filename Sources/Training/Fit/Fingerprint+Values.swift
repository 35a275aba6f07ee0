import MomentTensor

extension Fingerprint {
    /// In hexadecimal digits, always sixteen.
    var text: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    mutating func add(_ number: UInt64) { withUnsafeBytes(of: number) { add($0) } }

    mutating func add(_ vector: SIMD3<Double>) {
        for c in 0..<3 { add(vector[c].bitPattern) }
    }
}
