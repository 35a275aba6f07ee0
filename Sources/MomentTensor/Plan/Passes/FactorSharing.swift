/// Puts rows together that multiply the same factors by different ones,
///
///     m_t = Σ_n k_n m_s(n) m_r(t, n)      for all t of a group,
///
/// as the components of a contraction Σ_c k_c A_{a+c} B_{b+c} with the same a do: k_n m_s(n) is made once for the group, and so is
/// what comes back to it in the gradient.
///
/// What each row computes stays the same, up to the order of its terms; equal products within a row become one. The rows are put in
/// the order depth, width of the group, length, so that the branches of the kernels repeat, and slots are numbered accordingly.
struct FactorSharing {
    typealias Term = ProductProgram.Term

    private(set) var groups: [ProductProgram.Group] = []
    private(set) var shared: [ProductProgram.Shared] = []
    private(set) var others: [Int32] = []
    private let firstSlot: Int
    /// For each row that was given, where it is now.
    private var position: [Int32]

    /// Row r of `rows` computes slot `firstSlot` + r, from slots below its own.
    init(_ rows: [[Term]], after firstSlot: Int) {
        self.firstSlot = firstSlot
        position = [Int32](repeating: 0, count: rows.count)
        let rows = rows.map(FactorSharing.merged)
        let depths = FactorSharing.depths(rows, firstSlot)
        let members = FactorSharing.members(rows, depths).sorted { first, second in
            let (one, other) = (first.rows[0], second.rows[0])
            return (depths[one], first.rows.count, rows[one].count, one) < (depths[other], second.rows.count, rows[other].count, other)
        }
        for (place, row) in members.lazy.flatMap(\.rows).enumerated() { position[row] = Int32(place) }
        for group in members { append(group, of: rows) }
    }

    /// The number that a slot has now.
    func renumbered(_ slot: Int32) -> Int32 {
        slot < firstSlot ? slot : Int32(firstSlot) + position[Int(slot) - firstSlot]
    }

    /// The same products, of the slots as they are numbered now.
    func renumbered(_ terms: [Term]) -> [Term] {
        terms.map { Term(left: renumbered($0.left), right: renumbered($0.right), multiplicity: $0.multiplicity) }
    }

    private mutating func append(_ group: Members, of rows: [[Term]]) {
        let terms = group.rows.map { group.side.oriented(rows[$0]) }
        groups.append(ProductProgram.Group(width: group.rows.count, termCount: terms[0].count))
        for index in terms[0].indices {
            shared.append(ProductProgram.Shared(slot: renumbered(terms[0][index].left), multiplicity: terms[0][index].multiplicity))
            for row in terms { others.append(renumbered(row[index].right)) }
        }
    }
}

extension FactorSharing {
    /// Which factor of its products a row shares with others.
    private enum Side: UInt64 {
        case left, right

        /// The products with the shared factor on the left, sorted by it.
        func oriented(_ terms: [Term]) -> [Term] {
            let oriented = self == .left ? terms : terms.map { Term(left: $0.right, right: $0.left, multiplicity: $0.multiplicity) }
            return oriented.sorted { ($0.left, $0.multiplicity, $0.right) < ($1.left, $1.multiplicity, $1.right) }
        }
    }

    private struct Members {
        var rows: [Int]
        var side: Side
    }

    /// Distributes the rows over groups of the widths that the kernels have: the widest first, and where there are most candidates.
    private static func members(_ rows: [[Term]], _ depths: [Int]) -> [Members] {
        var candidates: [Members] = []
        var places: [[UInt64]: Int] = [:]
        for (row, terms) in rows.enumerated() {
            for side in [Side.left, .right] {
                let signature =
                    [UInt64(depths[row]) << 1 | side.rawValue]
                    + side.oriented(terms).flatMap { [UInt64($0.left), $0.multiplicity.bitPattern] }
                if let place = places[signature] {
                    candidates[place].rows.append(row)
                } else {
                    places[signature] = candidates.count
                    candidates.append(Members(rows: [row], side: side))
                }
            }
        }
        let order = candidates.indices.sorted { first, second in
            (-candidates[first].rows.count, first) < (-candidates[second].rows.count, second)
        }
        var isTaken = [Bool](repeating: false, count: rows.count)
        var members: [Members] = []
        for width in ProductProgram.Group.widths {
            for place in order where candidates[place].rows.count >= width {
                candidates[place].rows.removeAll { isTaken[$0] }
                let free = candidates[place].rows
                for start in stride(from: 0, through: free.count - width, by: width) {
                    let group = Array(free[start..<(start + width)])
                    for row in group { isTaken[row] = true }
                    members.append(Members(rows: group, side: candidates[place].side))
                }
            }
        }
        return members
    }

    private static func merged(_ terms: [Term]) -> [Term] {
        var sums: [Term] = []
        let pair = { (term: Term) in (min(term.left, term.right), max(term.left, term.right)) }
        for term in terms.sorted(by: { pair($0) < pair($1) }) {
            if let last = sums.last, pair(last) == pair(term) {
                sums[sums.count - 1].multiplicity += term.multiplicity
            } else {
                sums.append(term)
            }
        }
        return sums.filter { $0.multiplicity != 0 }
    }

    /// For each row, one more than the depths of all rows that it reads.
    private static func depths(_ rows: [[Term]], _ firstSlot: Int) -> [Int] {
        var depths: [Int] = []
        depths.reserveCapacity(rows.count)
        for row in rows {
            var deepest = 0
            for term in row {
                for slot in [Int(term.left), Int(term.right)] where slot >= firstSlot {
                    deepest = max(deepest, depths[slot - firstSlot])
                }
            }
            depths.append(deepest + 1)
        }
        return depths
    }
}
