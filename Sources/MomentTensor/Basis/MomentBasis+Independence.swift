extension MomentBasis {
    /// The places in `scalars` of those that are no linear combination of earlier ones: a largest independent set. Their number is the
    /// rank of the basis.
    ///
    /// The scalars are polynomials of the moments with integer coefficients. They are evaluated modulo p = 2⁶¹ − 1 at random admissible
    /// moments, and what is independent there is independent. The converse fails only if p divides every one of certain
    /// fixed integers, or if the random points lie on a fixed surface, with a probability below 10⁻¹² (Schwartz and Zippel).
    /// The radial functions count as independent of one another; scalars are then dependent only within the same product of μ's.
    public func independentScalars() throws(VolterraError) -> [Int] { try independentScalars(preferring: Array(scalars.indices)) }

    /// The same, where a scalar is left out if it is a combination of others that come earlier in `order`.
    func independentScalars(preferring order: [Int]) throws(VolterraError) -> [Int] {
        try checkConsistency()
        let groups = homogeneousGroups(order)
        let largest = groups.map(\.count).max() ?? 0
        guard largest <= MomentBasis.largestGroup else {
            throw VolterraError(
                .unsupported, "\(largest) scalars of the basis might depend on one another, too many to find out which do",
                advice: "at most \(MomentBasis.largestGroup) is possible")
        }
        let values = sampleScalars(count: largest + MomentBasis.spareSamples)
        return groups.flatMap { group in
            var echelon = EchelonForm()
            return group.filter { place in echelon.insert(values.map { $0[place] }) }
        }.sorted()
    }

    private static let largestGroup = 5000
    /// More points than unknowns, against bad luck.
    private static let spareSamples = 4

    /// By sample, then scalar.
    private func sampleScalars(count: Int) -> [[ModularNumber]] {
        var generator = SplitMix64(seed: 2)
        let moments = AdmissibleMoments(basic)
        return (0..<count).map { _ in
            let values = slotValues(moments.sample(using: &generator))
            return scalars.map { values[Int($0)] }
        }
    }

    func slotValues(_ basicValues: [ModularNumber]) -> [ModularNumber] {
        var values = basicValues + Array(repeating: .zero, count: slotCount - basic.count)
        for product in products {
            let term = values[Int(product.left)] * values[Int(product.right)] * ModularNumber(integer: product.multiplicity)
            values[Int(product.target)] = values[Int(product.target)] + term
        }
        return values
    }

    /// The places in `order`, in classes that have no function in common: scalars with the same μ's, each as often.
    private func homogeneousGroups(_ order: [Int]) -> [[Int]] {
        guard let degrees = degreeFingerprints() else { return [order] }
        var groups: [[Int]] = []
        var known: [ModularNumber: Int] = [:]
        for place in order {
            let degree = degrees[Int(scalars[place])]
            if let group = known[degree] {
                groups[group].append(place)
            } else {
                known[degree] = groups.count
                groups.append([place])
            }
        }
        return groups
    }

    /// For each slot the sum of one random number for each factor's μ; `nil` if some slot adds up different ones.
    /// Should two classes ever meet in one number, they are searched together.
    private func degreeFingerprints() -> [ModularNumber]? {
        var generator = SplitMix64(seed: 1)
        let weights = (0..<radialFunctionCount).map { _ in ModularNumber.random(using: &generator) }
        var degrees = [ModularNumber?](repeating: nil, count: slotCount)
        for (slot, moment) in basic.enumerated() { degrees[slot] = weights[Int(moment.mu)] }
        for product in products {
            guard let left = degrees[Int(product.left)], let right = degrees[Int(product.right)] else { continue }
            let degree = left + right
            if let known = degrees[Int(product.target)], known != degree { return nil }
            degrees[Int(product.target)] = degree
        }
        return degrees.map { $0 ?? .zero }
    }
}

/// Rows brought to echelon form one by one.
private struct EchelonForm {
    /// Each with 1 in its pivot column and 0 in the pivot columns before it.
    private var rows: [(pivot: Int, values: [ModularNumber])] = []

    /// Whether the row was independent of the rows so far, and is one of them now.
    mutating func insert(_ row: [ModularNumber]) -> Bool {
        var row = row
        for known in rows where row[known.pivot] != .zero {
            let factor = row[known.pivot]
            for column in known.pivot..<row.count { row[column] = row[column] - factor * known.values[column] }
        }
        guard let pivot = row.firstIndex(where: { $0 != .zero }) else { return false }
        let scale = row[pivot].inverse
        for column in pivot..<row.count { row[column] = row[column] * scale }
        let place = rows.firstIndex { $0.pivot > pivot } ?? rows.count
        rows.insert((pivot, row), at: place)
        return true
    }
}
