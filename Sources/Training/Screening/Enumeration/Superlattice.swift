/// A lattice all of whose points are points of another: the columns of H are its vectors in terms of those of the other.
///
/// H is in the normal form of Hermite: lower triangular with a positive diagonal and, in each row, entries from zero to below it. There
/// is one for each superlattice.
struct Superlattice: Hashable, Comparable {
    let matrix: IntegerMatrix

    /// How many points of the lattice there are for each of its own.
    var index: Int { matrix[0, 0] * matrix[1, 1] * matrix[2, 2] }

    /// That which the columns span, which must not lie in a plane.
    init(spannedBy columns: IntegerMatrix) {
        var matrix = columns
        for row in 0..<3 {
            // The algorithm of Euclid, with columns.
            for column in row + 1..<3 {
                while matrix[row, column] != 0 {
                    matrix.add(-(matrix[row, row] / matrix[row, column]), column: column, to: row)
                    matrix.exchange(columns: row, column)
                }
            }
            if matrix[row, row] < 0 { matrix.add(-2, column: row, to: row) }
            for column in 0..<row { matrix.add(-floorQuotient(matrix[row, column], matrix[row, row]), column: row, to: column) }
        }
        self.matrix = matrix
    }

    static func < (one: Superlattice, other: Superlattice) -> Bool { one.matrix.elements.lexicographicallyPrecedes(other.matrix.elements) }

    /// All with an index.
    static func all(index: Int) -> [Superlattice] {
        var all: [Superlattice] = []
        for a in 1...index where index % a == 0 {
            for c in 1...index / a where index / a % c == 0 {
                let f = index / a / c
                for b in 0..<c {
                    for d in 0..<f {
                        for e in 0..<f { all.append(Superlattice(spannedBy: IntegerMatrix([a, 0, 0, b, c, 0, d, e, f]))) }
                    }
                }
            }
        }
        return all
    }

    /// One of those that symmetries make of each other.
    static func inequivalent(index: Int, _ symmetries: [ParentLattice.Symmetry]) -> [Superlattice] {
        let matrices = Set(symmetries.map(\.matrix))
        return all(index: index).filter { one in matrices.allSatisfy { !(Superlattice(spannedBy: $0 * one.matrix) < one) } }
    }

    /// The points of the lattice, one for each coset, in the order of their numbers.
    var points: [SIMD3<Int>] {
        (0..<matrix[0, 0]).flatMap { i in (0..<matrix[1, 1]).flatMap { j in (0..<matrix[2, 2]).map { SIMD3(i, j, $0) } } }
    }

    /// The number of the coset of a point of the lattice.
    func number(of point: SIMD3<Int>) -> Int {
        var rest = point
        for row in 0..<3 { rest = rest &- floorQuotient(rest[row], matrix[row, row]) &* matrix.column(row) }
        return (rest.x * matrix[1, 1] + rest.y) * matrix[2, 2] + rest.z
    }
}
