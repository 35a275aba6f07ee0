/// dE_i/dθ of the atoms of a block, a lane each: what the radial coefficients seen from the species of the block, and the linear ones, do.
///
///     ∂E_i/∂c[z_i, j, μ, n] = Σ_r T_μ(r) φ_n(r)      over the rows r whose neighbour has the species j
///     ∂E_i/∂ξ_s             = B_s
///
///     row:  | j = 0: μ = 0: n = 0 … R−1 | μ = 1 … | … | j = 1 … | … | s = 0 … S−1 |
///
/// with the projections T_μ of `GradientKernel` and the basis functions φ_n of all rows, two rows at a time.
struct ParameterKernel<V: LaneVector> {
    typealias Pair = RowPair<V>

    let radial: RadialTables<V.Scalar>
    let scalars: ScalarTables<V.Scalar>
    /// φ_0 … φ_R−1 of each pair of rows.
    let basis: UnsafeMutablePointer<Pair>
    /// Room for the T_μ of one species of neighbours.
    let masked: UnsafeMutablePointer<Pair>

    /// The C · K · R derivatives with respect to radial coefficients.
    func putRadial(_ block: NeighbourBlock<V>, projections: UnsafeMutablePointer<Pair>, into row: UnsafeMutablePointer<V>) {
        for pair in 0..<block.pairCount {
            RadialKernel<V>(tables: radial, polynomials: basis + pair &* radial.size).fillBasis(block, pair: pair)
        }
        let perSpecies = radial.functionCount &* radial.size
        for neighbour in 0..<radial.speciesCount {
            let target = row + neighbour &* perSpecies
            if radial.speciesCount == 1 {
                contract(projections, block.pairCount, into: target)
            } else if select(neighbour, block, projections) {
                contract(masked, block.pairCount, into: target)
            } else {
                target.update(repeating: .zero, count: perSpecies)
            }
        }
    }

    /// Leaves in `masked` the projections of the neighbours of one species, zero for others; returns whether there is one.
    private func select(_ neighbour: Int, _ block: NeighbourBlock<V>, _ projections: UnsafeMutablePointer<Pair>) -> Bool {
        let number = V(Double(neighbour))
        let functions = radial.functionCount
        var isPresent = false
        for pair in 0..<block.pairCount {
            let species = block.neighbourSpecies + pair &* 2 &* V.scalarCount
            let (isFirst, isSecond) = (V(species) .== number, V(species + V.scalarCount) .== number)
            isPresent = isPresent || any(isFirst .| isSecond)
            for mu in pair &* functions..<(pair &+ 1) &* functions {
                masked[mu] = Pair(
                    V.zero.replacing(with: projections[mu].a, where: isFirst), V.zero.replacing(with: projections[mu].b, where: isSecond))
            }
        }
        return isPresent
    }

    /// Σ_r T_μ(r) φ_n(r) for each μ and n.
    @inline(__always)
    private func contract(_ projections: UnsafeMutablePointer<Pair>, _ pairCount: Int, into target: UnsafeMutablePointer<V>) {
        let size = radial.size
        for mu in 0..<radial.functionCount {
            var n = 0
            while n &+ 4 <= size {
                contractFour(projections + mu, basis + n, pairCount, into: target + (mu &* size &+ n))
                n &+= 4
            }
            while n < size {
                contractOne(projections + mu, basis + n, pairCount, into: target + (mu &* size &+ n))
                n &+= 1
            }
        }
    }

    @inline(__always)
    private func contractFour(
        _ projections: UnsafeMutablePointer<Pair>, _ basis: UnsafeMutablePointer<Pair>, _ pairCount: Int,
        into target: UnsafeMutablePointer<V>
    ) {
        var (t, phi) = (projections, basis)
        var (sum0, sum1, sum2, sum3) = (Pair.zero, Pair.zero, Pair.zero, Pair.zero)
        for _ in 0..<pairCount {
            let projection = t.pointee
            sum0 = multiplyAdd(projection, phi[0], sum0)
            sum1 = multiplyAdd(projection, phi[1], sum1)
            sum2 = multiplyAdd(projection, phi[2], sum2)
            sum3 = multiplyAdd(projection, phi[3], sum3)
            t += radial.functionCount
            phi += radial.size
        }
        target[0] = sum0.a + sum0.b
        target[1] = sum1.a + sum1.b
        target[2] = sum2.a + sum2.b
        target[3] = sum3.a + sum3.b
    }

    @inline(__always)
    private func contractOne(
        _ projections: UnsafeMutablePointer<Pair>, _ basis: UnsafeMutablePointer<Pair>, _ pairCount: Int,
        into target: UnsafeMutablePointer<V>
    ) {
        var (t, phi) = (projections, basis)
        var sum = Pair.zero
        for _ in 0..<pairCount {
            sum = multiplyAdd(t.pointee, phi.pointee, sum)
            t += radial.functionCount
            phi += radial.size
        }
        target.pointee = sum.a + sum.b
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
