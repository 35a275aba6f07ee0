/// What the evaluation of an atom consists of, part by part, and which scalars need each part: what is saved when some are left out.
///
/// Work is counted in products of the moments: k m_l m_r and its part in the gradient is 1. All else is weighed against it, the search for
/// neighbours included.
public struct EvaluationWork: Sendable {
    /// Work that is done as long as there is one of its scalars.
    private struct Part {
        var scalars: ScalarSet
        var work: Double
    }

    /// No two with the same scalars.
    private var parts: [Part]
    private var moments: MomentNeeds
    private let neighbours: Double
    private let radialBasisSize: Int

    /// - Parameter neighbours: how many an atom has.
    public init(_ basis: MomentBasis, radialBasisSize: Int, neighbours: Double) {
        let needs = EvaluationWork.needs(basis)
        parts = EvaluationWork.products(basis, needs)
        moments = MomentNeeds(basis, needs)
        self.neighbours = neighbours
        self.radialBasisSize = radialBasisSize
    }

    public var total: Double { parts.reduce(workForNeighbours(moments.layout)) { $0 + $1.work } }

    /// Sets of scalars that each need something that no other scalar does: leaving out less saves less.
    public var sets: Set<ScalarSet> { Set(parts.map(\.scalars)).union(moments.sets) }

    /// Leaves scalars out.
    public mutating func remove(_ scalars: ScalarSet) {
        var collected = PartsByScalars()
        for var part in parts {
            part.scalars.subtract(scalars)
            if !part.scalars.isEmpty { collected.add(part.work, part.scalars) }
        }
        parts = collected.parts
        moments.remove(scalars)
    }

    /// How much less is to be done without these scalars. It can be more, where the moments that are left do not fit together.
    public func savings(without scalars: ScalarSet) -> Double {
        var sum = 0.0
        for part in parts where part.scalars.isSubset(of: scalars) { sum += part.work }
        if let layout = moments.layout(without: scalars) { sum += workForNeighbours(moments.layout) - workForNeighbours(layout) }
        return sum
    }

    private func workForNeighbours(_ layout: MomentLayout) -> Double {
        let ofOwners = Monomials.start(ofDegree: layout.highestDegree + 1)
        let perNeighbour =
            (layout.isTiled ? Weights.neighbour : Weights.scatteredNeighbour)
            + Weights.radialCoefficient * Double(layout.bands.count * radialBasisSize) + Weights.moment * Double(ofOwners)
            + Weights.furtherMoment * Double(layout.accumulatedCount - ofOwners)
        return Weights.atom + neighbours * perNeighbour
    }
}

extension EvaluationWork {
    /// In products. With them the work is proportional to what bases of the levels 4 to 20, and random parts of them, cost on a processor
    /// with vectors of eight numbers: within a tenth (root mean square), at the worst a third. Those of further bands are from the levels
    /// 16 and 20 with a radial function for every moment.
    private enum Weights {
        static let atom = 770.0
        static let neighbour = 46.0
        /// Where the bands of the moments do not tile the degrees, see `MomentLayout`.
        static let scatteredNeighbour = 76.0
        /// Of each c[μ, n].
        static let radialCoefficient = 0.22
        static let moment = 0.9
        /// Of a band besides the owner of its degree.
        static let furtherMoment = 0.7
        /// The products of leaf scalars share their factors, and cost less than others.
        static let pair = 0.3
        static let scalar = 0.1
    }

    private struct PartsByScalars {
        private(set) var parts: [Part] = []
        private var places: [ScalarSet: Int] = [:]

        mutating func add(_ work: Double, _ scalars: ScalarSet) {
            if let place = places[scalars] {
                parts[place].work += work
            } else {
                places[scalars] = parts.count
                parts.append(Part(scalars: scalars, work: work))
            }
        }
    }

    /// For each slot, the scalars that depend on it.
    private static func needs(_ basis: MomentBasis) -> [ScalarSet] {
        var needs = [ScalarSet](repeating: ScalarSet(count: basis.scalars.count), count: basis.slotCount)
        for (place, slot) in basis.scalars.enumerated() { needs[Int(slot)].insert(place) }
        for product in basis.products.reversed() {
            let target = needs[Int(product.target)]
            needs[Int(product.left)].formUnion(target)
            needs[Int(product.right)].formUnion(target)
        }
        return needs
    }

    /// Slots that other products read, product by product; and of the others, which are scalars, each pair of factors once, as in
    /// `EnergyForm`.
    private static func products(_ basis: MomentBasis, _ needs: [ScalarSet]) -> [Part] {
        var isRead = [Bool](repeating: false, count: basis.slotCount)
        for product in basis.products {
            isRead[Int(product.left)] = true
            isRead[Int(product.right)] = true
        }
        var parts = PartsByScalars()
        var pairs: [SIMD2<Int32>: Int] = [:]
        var needsOfPairs: [ScalarSet] = []
        for product in basis.products where !needs[Int(product.target)].isEmpty {
            let scalars = needs[Int(product.target)]
            guard !isRead[Int(product.target)] else {
                parts.add(1, scalars)
                continue
            }
            let pair = SIMD2(min(product.left, product.right), max(product.left, product.right))
            if let place = pairs[pair] {
                needsOfPairs[place].formUnion(scalars)
            } else {
                pairs[pair] = needsOfPairs.count
                needsOfPairs.append(scalars)
            }
        }
        for scalars in needsOfPairs { parts.add(Weights.pair, scalars) }
        for place in basis.scalars.indices { parts.add(Weights.scalar, ScalarSet([place], count: basis.scalars.count)) }
        return parts.parts
    }
}
