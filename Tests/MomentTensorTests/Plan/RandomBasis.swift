@testable import MomentTensor

/// Products that no theory made: squares, equal products of one target, slots that nothing reads, scalars that are basic moments,
/// that others depend on, or that come twice. No slot is of a higher degree in the basic moments than `highestDegree`.
enum RandomBasis {
    private static let highestDegree = 6

    static func make(seed: UInt64) -> MomentBasis {
        var random = SplitMix64(seed: seed)
        var basic: [MomentBasis.BasicMoment] = []
        for mu in 0..<Int32.random(in: 1...3, using: &random) {
            for rank in 0...Int32.random(in: 0...3, using: &random) {
                for a in 0...rank {
                    for b in 0...(rank - a) where Bool.random(using: &random) {
                        basic.append(MomentBasis.BasicMoment(mu: mu, a: a, b: b, c: rank - a - b))
                    }
                }
            }
        }
        if basic.isEmpty { basic = [MomentBasis.BasicMoment(mu: 0, a: 0, b: 0, c: 0)] }
        var products: [MomentBasis.Product] = []
        var degrees = [Int](repeating: 1, count: basic.count)
        for target in basic.count..<(basic.count + Int.random(in: 0...60, using: &random)) {
            let shared = Int.random(in: 0..<target, using: &random)
            degrees.append(0)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                var left = Bool.random(using: &random) ? shared : Int.random(in: 0..<target, using: &random)
                var right = Int.random(in: 0..<5, using: &random) == 0 ? left : Int.random(in: 0..<target, using: &random)
                if degrees[left] + degrees[right] > highestDegree { (left, right) = (left % basic.count, right % basic.count) }
                degrees[target] = max(degrees[target], degrees[left] + degrees[right])
                products.append(
                    MomentBasis.Product(
                        left: Int32(left), right: Int32(right), multiplicity: Int32.random(in: 1...3, using: &random),
                        target: Int32(target)))
            }
        }
        let slotCount = degrees.count
        let scalars = (0..<Int.random(in: 1...12, using: &random)).map { _ in Int32.random(in: 0..<Int32(slotCount), using: &random) }
        return MomentBasis(basic: basic, products: products, slotCount: slotCount, scalars: scalars)
    }
}
