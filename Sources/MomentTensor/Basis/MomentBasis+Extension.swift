extension MomentBasis {
    /// This basis with further scalars behind its own: those of another one that are no combinations of what is there already.
    ///
    /// Moments, products and scalars of this basis stay where they are, so that a potential with it stays what it is when the new scalars
    /// count nothing. The same μ means the same radial function in both. Throws if a basis contradicts itself.
    public func extended(by other: MomentBasis) throws(VolterraError) -> MomentBasis {
        try checkConsistency()
        try other.checkConsistency()
        var union = SlotUnion(self)
        let slots = union.add(other)
        return try union.basis(adding: other.scalars.map { slots[Int($0)] })
    }

    /// This basis with all products of two of its scalars that are no combinations of what is there already.
    public func extendedByPairs() throws(VolterraError) -> MomentBasis {
        try checkConsistency()
        var union = SlotUnion(self)
        var pairs: [Int32] = []
        for (index, left) in scalars.enumerated() {
            for right in scalars[...index] { pairs.append(union.product(left, right)) }
        }
        return try union.basis(adding: pairs)
    }
}

/// Slots of several bases in one, where what is always equal is there once.
///
/// That two slots are equal is seen from their values modulo a large prime at a random point; see `independentScalars`.
private struct SlotUnion {
    private let scalars: [Int32]
    /// What defines each slot.
    private enum Definition {
        case moment(MomentBasis.BasicMoment)
        case sum([MomentBasis.Product])
    }

    private var definitions: [Definition] = []
    private var values: [ModularNumber] = []
    private var slotOfValue: [ModularNumber: Int32] = [:]
    private let sample: MomentSample

    init(_ basis: MomentBasis) {
        sample = MomentSample()
        scalars = basis.scalars
        for (definition, value) in zip(SlotUnion.definitions(basis), sample.values(basis)) { append(definition, value) }
    }

    /// Adds what is not there yet; returns for each slot of the basis where it is now.
    mutating func add(_ basis: MomentBasis) -> [Int32] {
        var slots = [Int32](repeating: -1, count: basis.slotCount)
        let values = sample.values(basis)
        for (slot, definition) in SlotUnion.definitions(basis).enumerated() {
            if let known = slotOfValue[values[slot]] {
                slots[slot] = known
                continue
            }
            slots[slot] = Int32(definitions.count)
            append(moved(definition, slots, to: slots[slot]), values[slot])
        }
        return slots
    }

    mutating func product(_ left: Int32, _ right: Int32) -> Int32 {
        let value = values[Int(left)] * values[Int(right)]
        if let known = slotOfValue[value] { return known }
        let target = Int32(definitions.count)
        append(.sum([MomentBasis.Product(left: left, right: right, multiplicity: 1, target: target)]), value)
        return target
    }

    /// A basis of the scalars so far, and of those among the new ones that depend neither on them nor on one another.
    func basis(adding new: [Int32]) throws(VolterraError) -> MomentBasis {
        var candidates: [Int32] = []
        var known = Set(scalars)
        for slot in new where known.insert(slot).inserted { candidates.append(slot) }
        let everything = ordered(scalars + candidates)
        let independent = Set(try everything.independentScalars())
        let kept = everything.scalars.indices.filter { $0 < scalars.count || independent.contains($0) }
        return everything.reduced(to: kept).basis
    }

    /// Basic moments come first in a basis.
    private func ordered(_ scalars: [Int32]) -> MomentBasis {
        var places = [Int32](repeating: 0, count: definitions.count)
        var basic: [MomentBasis.BasicMoment] = []
        for (slot, definition) in definitions.enumerated() {
            guard case .moment(let moment) = definition else { continue }
            places[slot] = Int32(basic.count)
            basic.append(moment)
        }
        var next = Int32(basic.count)
        var products: [MomentBasis.Product] = []
        for (slot, definition) in definitions.enumerated() {
            guard case .sum(let terms) = definition else { continue }
            places[slot] = next
            next += 1
            products += terms.map { term in
                MomentBasis.Product(
                    left: places[Int(term.left)], right: places[Int(term.right)], multiplicity: term.multiplicity, target: places[slot])
            }
        }
        return MomentBasis(basic: basic, products: products, slotCount: definitions.count, scalars: scalars.map { places[Int($0)] })
    }

    private mutating func append(_ definition: Definition, _ value: ModularNumber) {
        if slotOfValue[value] == nil { slotOfValue[value] = Int32(definitions.count) }
        definitions.append(definition)
        values.append(value)
    }

    private func moved(_ definition: Definition, _ slots: [Int32], to target: Int32) -> Definition {
        guard case .sum(let terms) = definition else { return definition }
        return .sum(
            terms.map { term in
                MomentBasis.Product(
                    left: slots[Int(term.left)], right: slots[Int(term.right)], multiplicity: term.multiplicity, target: target)
            })
    }

    private static func definitions(_ basis: MomentBasis) -> [Definition] {
        var terms = [[MomentBasis.Product]](repeating: [], count: basis.slotCount)
        for product in basis.products { terms[Int(product.target)].append(product) }
        return basis.basic.map(Definition.moment) + terms[basis.basic.count...].map(Definition.sum)
    }
}

/// Moments of a random neighbourhood with random radial functions, modulo a prime: the same for every basis.
private struct MomentSample {
    /// Of a few neighbours: on the sphere modulo p.
    private let units: [(x: ModularNumber, y: ModularNumber, z: ModularNumber)]

    init() {
        var generator = SplitMix64(seed: 3)
        units = (0..<24).map { _ in MomentSample.unit(&generator) }
    }

    /// f_μ of every neighbour.
    private func radialFunction(_ mu: Int) -> [ModularNumber] {
        var generator = SplitMix64(seed: 4 + UInt64(mu))
        return units.map { _ in ModularNumber.random(using: &generator) }
    }

    /// A rational point of the sphere: (2u, 2v, u² + v² − 1) / (u² + v² + 1).
    private static func unit(_ generator: inout SplitMix64) -> (x: ModularNumber, y: ModularNumber, z: ModularNumber) {
        let (u, v) = (ModularNumber.random(using: &generator), ModularNumber.random(using: &generator))
        let square = u * u + v * v
        let scale = (square + ModularNumber(1)).inverse
        return ((u + u) * scale, (v + v) * scale, (square - ModularNumber(1)) * scale)
    }

    /// Of all slots.
    func values(_ basis: MomentBasis) -> [ModularNumber] {
        let functions = (0..<basis.radialFunctionCount).map(radialFunction)
        return basis.slotValues(
            basis.basic.map { moment in
                zip(units, functions[Int(moment.mu)]).reduce(.zero) { sum, neighbour in
                    let (unit, f) = neighbour
                    return sum + f * power(unit.x, moment.a) * power(unit.y, moment.b) * power(unit.z, moment.c)
                }
            })
    }

    private func power(_ base: ModularNumber, _ exponent: Int32) -> ModularNumber {
        (0..<exponent).reduce(ModularNumber(1)) { product, _ in product * base }
    }
}
