/// The site energy as a function of the slots, for given linear coefficients: E = Σ_i m_i (ℓ_i + ½ Σ_j w_ij m_j).
struct EnergyForm {
    struct Weight: Sendable {
        var other: Int32
        var weight: Double
    }

    /// ℓ_i
    private(set) var linear: [Double]
    /// The w_ij of row i.
    private(set) var quadratic = ProductProgram.Rows<Weight>()

    init(_ program: ProductProgram, linearCoefficients: [Double]) {
        linear = [Double](repeating: 0, count: program.slotCount)
        var pairs: [Pair] = []
        for (scalar, coefficient) in zip(program.scalars, linearCoefficients) {
            switch scalar {
            case .slot(let slot):
                linear[slot] += coefficient
            case .leaf(let terms):
                for term in terms {
                    let weight = coefficient * term.multiplicity
                    pairs.append(Pair(row: term.left, column: term.right, weight: weight))
                    pairs.append(Pair(row: term.right, column: term.left, weight: weight))
                }
            }
        }
        pairs.sort { ($0.row, $0.column) < ($1.row, $1.column) }
        var index = 0
        for row in 0..<program.slotCount {
            var weights: [Weight] = []
            while index < pairs.count, Int(pairs[index].row) == row {
                if let last = weights.last, last.other == pairs[index].column {
                    weights[weights.count - 1].weight += pairs[index].weight
                } else {
                    weights.append(Weight(other: pairs[index].column, weight: pairs[index].weight))
                }
                index += 1
            }
            quadratic.append(weights)
        }
    }

    private struct Pair {
        var row: Int32
        var column: Int32
        var weight: Double
    }
}
