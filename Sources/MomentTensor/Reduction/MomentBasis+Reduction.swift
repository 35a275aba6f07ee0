extension MomentBasis {
    /// A basis of some scalars of another one.
    public struct Reduction: Sendable {
        public let basis: MomentBasis
        /// For each μ of the basis, what it was before.
        public let radialFunctions: [Int]
    }

    /// The basis of some of its scalars alone, in their order, without the moments and products that they do not need; radial functions
    /// that no moment uses any more are gone, and μ counts those that are left.
    ///
    /// - Parameter kept: the places of the scalars, in a basis that does not contradict itself.
    public func reduced(to kept: [Int]) -> Reduction {
        let isLive = liveSlots(kept)
        let functions = Set(basic.indices.lazy.filter { isLive[$0] }.map { Int(basic[$0].mu) }).sorted()
        let newMu = Dictionary(uniqueKeysWithValues: functions.enumerated().map { ($0.element, Int32($0.offset)) })
        var slots = [Int32](repeating: -1, count: slotCount)
        var slotCount: Int32 = 0
        for slot in slots.indices where isLive[slot] {
            slots[slot] = slotCount
            slotCount += 1
        }
        let reduced = MomentBasis(
            basic: basic.indices.filter { isLive[$0] }.map { index in
                let moment = basic[index]
                return BasicMoment(mu: newMu[Int(moment.mu)] ?? 0, a: moment.a, b: moment.b, c: moment.c)
            },
            products: products.filter { isLive[Int($0.target)] }.map { product in
                Product(
                    left: slots[Int(product.left)], right: slots[Int(product.right)], multiplicity: product.multiplicity,
                    target: slots[Int(product.target)])
            },
            slotCount: Int(slotCount), scalars: kept.map { slots[Int(scalars[$0])] })
        return Reduction(basis: reduced, radialFunctions: functions)
    }

    private func liveSlots(_ kept: [Int]) -> [Bool] {
        var isLive = [Bool](repeating: false, count: slotCount)
        for place in kept { isLive[Int(scalars[place])] = true }
        for product in products.reversed() where isLive[Int(product.target)] {
            isLive[Int(product.left)] = true
            isLive[Int(product.right)] = true
        }
        return isLive
    }
}

extension Potential {
    /// The potential without the other scalars: its energy is what the sum over the kept ones was.
    public func reduced(to kept: [Int]) -> Potential {
        let reduction = basis.reduced(to: kept)
        var result = self
        result.basis = reduction.basis
        guard let coefficients else { return result }
        let (size, functions) = (radialBasis.size, radialFunctionCount)
        result.coefficients = Coefficients(
            radial: (0..<(species.count * species.count)).flatMap { pair in
                reduction.radialFunctions.flatMap { mu in
                    let first = (pair * functions + mu) * size
                    return coefficients.radial[first..<(first + size)]
                }
            },
            species: coefficients.species, linear: kept.map { coefficients.linear[$0] })
        return result
    }
}
