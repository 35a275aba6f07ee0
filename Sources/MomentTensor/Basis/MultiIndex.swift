/// (a, b, c): how often x, y and z occur among the indices of a symmetric tensor. Adding two concatenates their indices.
struct MultiIndex: Hashable, Sendable {
    /// a, b and c in ten bits each, so that one integer addition adds all three.
    private(set) var packed: Int

    init(a: Int = 0, b: Int = 0, c: Int = 0) {
        packed = a | b << 10 | c << 20
    }

    var a: Int { packed & 1023 }
    var b: Int { packed >> 10 & 1023 }
    var c: Int { packed >> 20 }

    /// The place among the components of the same rank, in the order of the files: xx, xy, xz, yy, yz, zz.
    var position: Int {
        let rest = b + c
        return rest * (rest + 1) / 2 + c
    }

    /// (a + b + c)! / (a! b! c!), the number of index sequences with this content.
    var sequenceCount: Int { binomial(a + b + c, a) * binomial(b + c, b) }

    static func + (left: MultiIndex, right: MultiIndex) -> MultiIndex {
        var sum = left
        sum.packed += right.packed
        return sum
    }

    static func - (left: MultiIndex, right: MultiIndex) -> MultiIndex {
        var difference = left
        difference.packed -= right.packed
        return difference
    }

    /// The number of components of a symmetric tensor.
    static func count(rank: Int) -> Int { (rank + 1) * (rank + 2) / 2 }

    /// All components of a symmetric tensor, by position.
    static func all(rank: Int) -> [MultiIndex] {
        (0...rank).flatMap { rest in (0...rest).map { c in MultiIndex(a: rank - rest, b: rest - c, c: c) } }
    }
}

private func binomial(_ n: Int, _ k: Int) -> Int {
    var value = 1
    for factor in 0..<min(k, n - k) { value = value * (n - factor) / (factor + 1) }
    return value
}
