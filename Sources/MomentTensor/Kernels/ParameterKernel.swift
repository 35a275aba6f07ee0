/// dE_i/dθ of the atoms of a block, a lane each: what the radial coefficients seen from the species of the block, and the linear ones, do.
///
///     ∂E_i/∂c[z_i, j, μ, n] = Σ_r T_μ(r) φ_n(r)      over the rows r whose neighbour has the species j
///     ∂E_i/∂ξ_s             = B_s
///
///     row:  | j = 0: μ = 0: n = 0 … R−1 | μ = 1 … | … | j = 1 … | … | s = 0 … S−1 |
///
/// with the projections T_μ of `GradientKernel`, and φ_n = scaling · env · p_n of the polynomials and envelopes that `RadialKernel` kept.
struct ParameterKernel<V: LaneVector> {
    typealias Pair = RowPair<V>

    let radial: RadialTables<V.Scalar>
    let scalars: ScalarTables<V.Scalar>
    /// p_0 … p_R−1 of each pair of rows.
    let polynomials: UnsafeMutablePointer<Pair>
    /// env of each pair of rows.
    let envelopes: UnsafeMutablePointer<Pair>
    /// Room for as many vectors as there are projections.
    let weights: UnsafeMutablePointer<Pair>

    /// The C · K · R derivatives with respect to radial coefficients.
    func putRadial(_ block: NeighbourBlock<V>, projections: UnsafeMutablePointer<Pair>, into row: UnsafeMutablePointer<V>) {
        let perSpecies = radial.functionCount &* radial.size
        for neighbour in 0..<radial.speciesCount {
            let target = row + neighbour &* perSpecies
            if weigh(neighbour, block, projections) {
                contract(block.pairCount, into: target)
            } else {
                target.update(repeating: .zero, count: perSpecies)
            }
        }
    }

    /// Leaves scaling · env · T_μ in `weights`, zero for neighbours of other species; returns whether there is one of this.
    private func weigh(_ neighbour: Int, _ block: NeighbourBlock<V>, _ projections: UnsafeMutablePointer<Pair>) -> Bool {
        let number = V(Double(neighbour))
        let scaling = V(repeating: radial.scaling)
        let functions = radial.functionCount
        var isPresent = false
        for pair in 0..<block.pairCount {
            let species = block.neighbourSpecies + pair &* 2 &* V.scalarCount
            let (isFirst, isSecond) = (V(species) .== number, V(species + V.scalarCount) .== number)
            isPresent = isPresent || any(isFirst .| isSecond)
            let all = scaling * envelopes[pair]
            let factor = Pair(V.zero.replacing(with: all.a, where: isFirst), V.zero.replacing(with: all.b, where: isSecond))
            for mu in pair &* functions..<(pair &+ 1) &* functions { weights[mu] = factor * projections[mu] }
        }
        return isPresent
    }

    /// Σ_r T_μ(r) φ_n(r) for each μ and n: two by four at a time, or fewer at the borders.
    @inline(__always)
    private func contract(_ pairCount: Int, into target: UnsafeMutablePointer<V>) {
        let (functions, size) = (radial.functionCount, radial.size)
        let (evenFunctions, wholeFours) = (functions & ~1, size & ~3)
        var mu = 0
        while mu < evenFunctions {
            var n = 0
            while n < wholeFours {
                contractTwoByFour(mu, n, pairCount, into: target + (mu &* size &+ n))
                n &+= 4
            }
            mu &+= 2
        }
        for mu in 0..<functions {
            for n in (mu < evenFunctions ? wholeFours : 0)..<size { target[mu &* size &+ n] = contractOne(mu, n, pairCount) }
        }
    }

    @inline(__always)
    private func contractTwoByFour(_ mu: Int, _ n: Int, _ pairCount: Int, into target: UnsafeMutablePointer<V>) {
        var (t, p) = (weights + mu, polynomials + n)
        var (x0, x1, x2, x3, y0, y1, y2, y3) = (V.zero, V.zero, V.zero, V.zero, V.zero, V.zero, V.zero, V.zero)
        for _ in 0..<pairCount {
            let (first, second) = (t[0], t[1])
            x0 = Pair.sum(first, p[0], plus: x0)
            x1 = Pair.sum(first, p[1], plus: x1)
            x2 = Pair.sum(first, p[2], plus: x2)
            x3 = Pair.sum(first, p[3], plus: x3)
            y0 = Pair.sum(second, p[0], plus: y0)
            y1 = Pair.sum(second, p[1], plus: y1)
            y2 = Pair.sum(second, p[2], plus: y2)
            y3 = Pair.sum(second, p[3], plus: y3)
            t += radial.functionCount
            p += radial.size
        }
        let next = target + radial.size
        (target[0], target[1], target[2], target[3]) = (x0, x1, x2, x3)
        (next[0], next[1], next[2], next[3]) = (y0, y1, y2, y3)
    }

    @inline(__always)
    private func contractOne(_ mu: Int, _ n: Int, _ pairCount: Int) -> V {
        var (t, p) = (weights + mu, polynomials + n)
        var sum = V.zero
        for _ in 0..<pairCount {
            sum = Pair.sum(t.pointee, p.pointee, plus: sum)
            t += radial.functionCount
            p += radial.size
        }
        return sum
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
