/// dE_i/dθ of the atoms of a block, a lane each: what the radial coefficients seen from the species of the block, and the linear ones, do.
///
///     ∂E_i/∂c[z_i, j, μ, n] = Σ_r T_μ(r) φ_n(r)      over the rows r whose neighbour has the species j
///     ∂E_i/∂ξ_s             = B_s
///
///     row:  | j = 0: μ = 0: n = 0 … R−1 | μ = 1 … | … | j = 1 … | … | s = 0 … S−1 |
///
/// with the projections T_μ of `GradientKernel` and the basis functions φ_n. These are made once more, for four rows at a time: kept for all
/// of them, they would take from the other kernels the room in the cache that these need.
struct ParameterKernel<V: LaneVector> {
    typealias Pair = RowPair<V>

    let tables: RadialTables<V.Scalar>
    let scalars: ScalarTables<V.Scalar>
    /// Room for φ_0 … φ_R−1 of four rows.
    let basis: UnsafeMutablePointer<Pair>

    /// The C · K · R derivatives with respect to radial coefficients.
    func putRadial(_ block: NeighbourBlock<V>, projections: UnsafeMutablePointer<Pair>, into row: UnsafeMutablePointer<V>) {
        let (functions, size) = (tables.functionCount, tables.size)
        row.update(repeating: .zero, count: tables.speciesCount &* functions &* size)
        let kernels = (RadialKernel<V>(tables: tables, polynomials: basis), RadialKernel<V>(tables: tables, polynomials: basis + size))
        var pair = 0
        while pair < block.pairCount {
            // The last two rows may have to do twice, with weight 0.
            let next = min(pair &+ 1, block.pairCount &- 1)
            kernels.0.fillBasis(block, pair: pair)
            kernels.1.fillBasis(block, pair: next)
            let t = (projections + pair &* functions, projections + next &* functions)
            let weight = V(pair < next ? 1 : 0)
            if tables.speciesCount == 1 {
                add(t, (Pair(repeating: V(1)), Pair(repeating: weight)), to: row)
            } else {
                addEach(t, block.neighbourSpecies, (pair, next), weight, to: row)
            }
            pair &+= 2
        }
    }

    /// What the neighbours of each species contribute.
    @inline(never)
    private func addEach(
        _ projections: (UnsafeMutablePointer<Pair>, UnsafeMutablePointer<Pair>), _ species: UnsafeMutablePointer<Int32>,
        _ pairs: (Int, Int), _ weight: V, to row: UnsafeMutablePointer<V>
    ) {
        for neighbour in 0..<tables.speciesCount {
            let (first, second) = (presence(neighbour, species, pairs.0), presence(neighbour, species, pairs.1))
            add(projections, (first, weight * second), to: row + neighbour &* tables.functionCount &* tables.size)
        }
    }

    /// 1 in the lanes whose neighbour has that species, 0 in the others.
    @inline(__always)
    private func presence(_ neighbour: Int, _ species: UnsafeMutablePointer<Int32>, _ pair: Int) -> Pair {
        let number = V(Double(neighbour))
        let place = species + pair &* 2 &* V.scalarCount
        return Pair(V(onesWhere: V(place) .== number), V(onesWhere: V(place + V.scalarCount) .== number))
    }

    /// Adds T_μ φ_n of four rows, times their presence, for each μ and n. The usual size is a constant, so that the loop is unrolled.
    @inline(__always)
    private func add(
        _ projections: (UnsafeMutablePointer<Pair>, UnsafeMutablePointer<Pair>), _ presence: (Pair, Pair), to sums: UnsafeMutablePointer<V>
    ) {
        for mu in 0..<tables.functionCount {
            let factors = (presence.0 * projections.0[mu], presence.1 * projections.1[mu])
            let target = sums + mu &* tables.size
            if tables.size == 8 { add(factors, size: 8, to: target) } else { add(factors, size: tables.size, to: target) }
        }
    }

    @inline(__always)
    private func add(_ factors: (Pair, Pair), size: Int, to target: UnsafeMutablePointer<V>) {
        let (first, second) = (basis, basis + size)
        for n in 0..<size { target[n] = Pair.sum(factors.1, second[n], plus: Pair.sum(factors.0, first[n], plus: target[n])) }
    }

    /// The S scalars, times the energy factor.
    func putScalars(_ slots: UnsafeMutablePointer<V>, into row: UnsafeMutablePointer<V>) {
        let m = SlotMemory(slots)
        var term = scalars.terms.base
        for index in 0..<scalars.termCounts.count {
            let count = scalars.termCounts.base[index]
            if count == 0 {
                row[index] = V(repeating: term.pointee.weight) * m[term.pointee.left]
                term += 1
                continue
            }
            var sum = V.zero
            for _ in 0..<count {
                sum = multiplyAdd(term.pointee.weight * m[term.pointee.left], m[term.pointee.right], sum)
                term += 1
            }
            row[index] = sum
        }
    }
}
