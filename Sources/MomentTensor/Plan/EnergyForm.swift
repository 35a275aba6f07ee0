/// The site energy as a function of the slots, for given linear coefficients,
///
///     E = Σ_i ℓ_i m_i + Σ w_ij m_i m_j
///
/// where ℓ_i = ξ_s for a scalar that is itself a slot, and w_ij collects ξ_s k over the products of leaf scalars. Each pair of slots
/// comes once, in the row of the one that has more partners, so that rows are few and long.
///
/// Components of a tensor have the same weights, with other partners. Such rows form groups, with the weights in common:
///
///     Σ_t m_i(t) Σ_n w_n m_j(t, n)
struct EnergyForm {
    /// ℓ_i where it is not zero.
    private(set) var linear: [Weight] = []
    /// Ordered by width, then by length, so that the branches of the kernel repeat.
    private(set) var groups: [ProductProgram.Group] = []
    /// i(t), for each group.
    private(set) var slots: [Int32] = []
    /// w_n, for each group.
    private(set) var weights: [Double] = []
    /// j(t, n): for each group, for each term, for each row.
    private(set) var others: [Int32] = []

    struct Weight: Sendable {
        var slot: Int32
        var weight: Double
    }

    init(_ program: ProductProgram, linearCoefficients: [Double]) {
        var linear = [Double](repeating: 0, count: program.slotCount)
        var pairs: [Pair] = []
        for (scalar, coefficient) in zip(program.scalars, linearCoefficients) {
            switch scalar {
            case .slot(let slot):
                linear[slot] += coefficient
            case .leaf(let terms):
                for term in terms {
                    let (low, high) = (min(term.left, term.right), max(term.left, term.right))
                    pairs.append(Pair(low: low, high: high, weight: coefficient * term.multiplicity))
                }
            }
        }
        for (slot, weight) in linear.enumerated() where weight != 0 { self.linear.append(Weight(slot: Int32(slot), weight: weight)) }
        for group in EnergyForm.grouped(EnergyForm.rows(EnergyForm.merged(pairs), slotCount: program.slotCount)) { append(group) }
    }

    private mutating func append(_ rows: [Row]) {
        groups.append(ProductProgram.Group(width: rows.count, termCount: rows[0].weights.count))
        for row in rows { slots.append(row.slot) }
        for index in rows[0].weights.indices {
            weights.append(rows[0].weights[index].weight)
            for row in rows { others.append(row.weights[index].slot) }
        }
    }
}

extension EnergyForm {
    /// w_low,high
    private struct Pair {
        var low: Int32
        var high: Int32
        var weight: Double
    }

    /// The w_ij of slot i, sorted by weight.
    private struct Row {
        var slot: Int32
        var weights: [Weight]
    }

    private static func merged(_ pairs: [Pair]) -> [Pair] {
        var merged: [Pair] = []
        for pair in pairs.sorted(by: { ($0.low, $0.high) < ($1.low, $1.high) }) {
            if let last = merged.last, (last.low, last.high) == (pair.low, pair.high) {
                merged[merged.count - 1].weight += pair.weight
            } else {
                merged.append(pair)
            }
        }
        return merged
    }

    private static func rows(_ pairs: [Pair], slotCount: Int) -> [Row] {
        var partnerCounts = [Int](repeating: 0, count: slotCount)
        for pair in pairs {
            partnerCounts[Int(pair.low)] += 1
            partnerCounts[Int(pair.high)] += 1
        }
        var rows = (0..<slotCount).map { Row(slot: Int32($0), weights: []) }
        for pair in pairs {
            let (row, other) =
                partnerCounts[Int(pair.high)] > partnerCounts[Int(pair.low)] ? (pair.high, pair.low) : (pair.low, pair.high)
            rows[Int(row)].weights.append(Weight(slot: other, weight: pair.weight))
        }
        for row in rows.indices { rows[row].weights.sort { ($0.weight, $0.slot) < ($1.weight, $1.slot) } }
        return rows.filter { !$0.weights.isEmpty }
    }

    private static func grouped(_ rows: [Row]) -> [[Row]] {
        var alike: [[Row]] = []
        var places: [[Double]: Int] = [:]
        for row in rows {
            let weights = row.weights.map(\.weight)
            if let place = places[weights] {
                alike[place].append(row)
            } else {
                places[weights] = alike.count
                alike.append([row])
            }
        }
        let groups = alike.flatMap { rows in
            var rest = rows[...]
            var groups: [[Row]] = []
            for width in ProductProgram.Group.widths {
                while rest.count >= width {
                    groups.append(Array(rest.prefix(width)))
                    rest = rest.dropFirst(width)
                }
            }
            return groups
        }
        return groups.sorted { first, second in
            (first.count, first[0].weights.count, first[0].slot) < (second.count, second[0].weights.count, second[0].slot)
        }
    }
}
