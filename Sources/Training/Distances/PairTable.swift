import Atoms
import MomentTensor

/// A small number for every pair of kinds in a configuration.
struct PairTable {
    private(set) var pairs: [MinimumDistances.Pair] = []
    private var kindOfAtom: [Int] = []
    private var indices: [[Int]] = []

    /// More kinds than there are elements are a mistake, and their pairs would be very many.
    private static let mostKinds = 120

    init(_ kinds: [Configuration.Kind]) throws(VolterraError) {
        var numbers: [Configuration.Kind: Int] = [:]
        var distinct: [Configuration.Kind] = []
        kindOfAtom = kinds.map { kind in
            if let number = numbers[kind] { return number }
            numbers[kind] = distinct.count
            distinct.append(kind)
            return distinct.count - 1
        }
        guard distinct.count <= PairTable.mostKinds else {
            throw VolterraError(.badData, "there are \(distinct.count) kinds of atoms, more than \(PairTable.mostKinds)")
        }
        indices = Array(repeating: Array(repeating: 0, count: distinct.count), count: distinct.count)
        for one in distinct.indices {
            for other in one..<distinct.count {
                indices[one][other] = pairs.count
                indices[other][one] = pairs.count
                pairs.append(.init(distinct[one], distinct[other]))
            }
        }
    }

    func index(_ one: Int, _ other: Int) -> Int { indices[kindOfAtom[one]][kindOfAtom[other]] }
}
