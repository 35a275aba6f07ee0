/// What the evaluation of an atom consists of, part by part, and which scalars need each part: what is saved when some are left out.
///
/// Work is counted in products of the moments: k m_l m_r and its part in the gradient is 1. All else is weighed against it, the search for
/// neighbours included.
public struct EvaluationWork: Sendable {
    /// Work that is done as long as there is one of its scalars.
    public struct Part: Sendable {
        public internal(set) var scalars: ScalarSet
        public internal(set) var work: Double
    }

    /// No two with the same scalars.
    public private(set) var parts: [Part] = []
    /// What is done in any case.
    public let constant: Double

    /// - Parameter neighbours: how many an atom has.
    public init(_ basis: MomentBasis, radialBasisSize: Int, neighbours: Double) {
        constant = Weights.atom + neighbours * (Weights.neighbour + Weights.radialBasis * Double(radialBasisSize))
        var collected = PartsByScalars()
        let needs = EvaluationWork.needs(basis)
        EvaluationWork.addProducts(basis, needs, to: &collected)
        EvaluationWork.addMoments(basis, needs, neighbours, to: &collected)
        for place in basis.scalars.indices { collected.add(Weights.scalar, ScalarSet([place], count: basis.scalars.count)) }
        parts = collected.parts
    }

    public var total: Double { parts.reduce(constant) { $0 + $1.work } }

    /// Leaves scalars out, and returns the work that this saves.
    @discardableResult
    public mutating func remove(_ scalars: ScalarSet) -> Double {
        let before = total
        var collected = PartsByScalars()
        for var part in parts {
            part.scalars.subtract(scalars)
            if !part.scalars.isEmpty { collected.add(part.work, part.scalars) }
        }
        parts = collected.parts
        return before - total
    }

    /// The work that only these scalars need.
    public func savings(without scalars: ScalarSet) -> Double {
        var sum = 0.0
        for part in parts where part.scalars.isSubset(of: scalars) { sum += part.work }
        return sum
    }
}

extension EvaluationWork {
    /// In products. With them the work is proportional to the measured cost of bases of the levels 4 to 22 and of parts of them, on one processor
    /// with vectors of eight numbers, within an eighth (root mean square).
    private enum Weights {
        static let atom = 800.0
        static let neighbour = 40.0
        static let radialBasis = 0.4
        static let moment = 0.9
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

    /// Slots that other products read, product by product; and of the others, which are scalars, each pair of factors once, as in `EnergyForm`.
    private static func addProducts(_ basis: MomentBasis, _ needs: [ScalarSet], to parts: inout PartsByScalars) {
        var isRead = [Bool](repeating: false, count: basis.slotCount)
        for product in basis.products {
            isRead[Int(product.left)] = true
            isRead[Int(product.right)] = true
        }
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
    }

    /// Of each μ the two highest ranks are summed over the neighbours, see `MomentLayout`.
    private static func addMoments(
        _ basis: MomentBasis, _ needs: [ScalarSet], _ neighbours: Double, to parts: inout PartsByScalars
    ) {
        for mu in 0..<basis.radialFunctionCount {
            let own = basis.basic.indices.filter { basis.basic[$0].mu == mu && !needs[$0].isEmpty }
            guard let highest = own.map({ Int(basis.basic[$0].rank) }).max() else { continue }
            var scalars = ScalarSet(count: basis.scalars.count)
            for rank in (0...highest).reversed() {
                for slot in own where basis.basic[slot].rank == rank { scalars.formUnion(needs[slot]) }
                let added = MultiIndex.count(rank: rank) - (rank > 1 ? MultiIndex.count(rank: rank - 2) : 0)
                parts.add(neighbours * Weights.moment * Double(added), scalars)
            }
        }
    }
}
