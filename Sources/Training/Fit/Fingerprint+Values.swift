import MomentTensor

extension Fingerprint {
    mutating func add(_ number: UInt64) { withUnsafeBytes(of: number) { add($0) } }

    mutating func add(_ vector: SIMD3<Double>) {
        for c in 0..<3 { add(vector[c].bitPattern) }
    }
}
