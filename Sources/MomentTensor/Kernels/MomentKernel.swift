/// From neighbours to moments: M[μ; k] += f_μ P_k over the rows, k in the band of μ.
///
/// One climb through the degrees makes the monomials and uses them at once for the owner of each degree, two rows at a time; those of the
/// highest degree are not stored, f_μ x P_k being (f_μ x) P_k. Other bands follow with the monomials that are stored.
struct MomentKernel<V: LaneVector> {
    typealias Pair = RowPair<V>

    let tables: MomentTables
    /// P of two rows.
    let monomials: UnsafeMutablePointer<Pair>

    /// Sums over the rows of the block into `moments`; `radial` as `RadialKernel` leaves it.
    func accumulate(_ block: NeighbourBlock<V>, radial: UnsafeMutablePointer<Pair>, into moments: UnsafeMutablePointer<V>) {
        moments.update(repeating: .zero, count: tables.accumulatedCount)
        let (x, y, z) = (block.pairs(.x), block.pairs(.y), block.pairs(.z))
        for pair in 0..<block.pairCount {
            let u = (x: x[pair], y: y[pair], z: z[pair])
            let f = radial + pair &* 2 &* tables.functionCount
            if tables.isTiled { climb(u, f, moments) } else { climbWithFurtherBands(u, f, moments) }
        }
    }

    @inline(never)
    private func climbWithFurtherBands(
        _ u: (x: Pair, y: Pair, z: Pair), _ f: UnsafeMutablePointer<Pair>, _ moments: UnsafeMutablePointer<V>
    ) {
        climb(u, f, moments)
        if tables.top == .several { MonomialKernel.step(monomials, u, to: tables.highestDegree) }
        FurtherBands(tables: tables, monomials: monomials, radial: f).accumulate(into: moments)
    }

    /// The degrees are constants, so that their loops are unrolled.
    @inline(__always)
    private func climb(_ u: (x: Pair, y: Pair, z: Pair), _ f: UnsafeMutablePointer<Pair>, _ moments: UnsafeMutablePointer<V>) {
        let highest = tables.highestDegree
        let bottom = tables.owners[0]
        monomials[0] = Pair(repeating: V(1))
        moments[bottom.slot] += f[bottom.mu].a + f[bottom.mu].b
        for index in 0..<tables.bottomCount {
            let band = tables.bottom[index]
            moments[band.slot] += f[band.mu].a + f[band.mu].b
        }
        if highest == 0 { return }
        if highest == 1 { return finish(with: 1, u, f, moments) }
        step(to: 1, u, f, moments)
        if highest == 2 { return finish(with: 2, u, f, moments) }
        step(to: 2, u, f, moments)
        if highest == 3 { return finish(with: 3, u, f, moments) }
        step(to: 3, u, f, moments)
        if highest == 4 { return finish(with: 4, u, f, moments) }
        step(to: 4, u, f, moments)
        if highest == 5 { return finish(with: 5, u, f, moments) }
        step(to: 5, u, f, moments)
        if highest == 6 { return finish(with: 6, u, f, moments) }
        step(to: 6, u, f, moments)
        for degree in 7..<max(highest, 7) { step(to: degree, u, f, moments) }
        finish(with: highest, u, f, moments)
    }

    /// P_k and its share of M, for all k of one degree.
    @inline(__always)
    private func step(
        to degree: Int, _ u: (x: Pair, y: Pair, z: Pair), _ f: UnsafeMutablePointer<Pair>, _ moments: UnsafeMutablePointer<V>
    ) {
        let lowerCount = Monomials.count(ofDegree: degree &- 1)
        let lower = monomials + Monomials.start(ofDegree: degree &- 1)
        let upper = lower + lowerCount
        let m = moments + tables.owners[degree].slot
        let weight = f[tables.owners[degree].mu]
        for k in 0..<lowerCount {
            let p = u.x * lower[k]
            upper[k] = p
            m[k] = Pair.sum(weight, p, plus: m[k])
        }
        for k in 0..<degree {
            let p = u.y * lower[lowerCount &- degree &+ k]
            upper[lowerCount &+ k] = p
            m[lowerCount &+ k] = Pair.sum(weight, p, plus: m[lowerCount &+ k])
        }
        let last = lowerCount &+ degree
        let p = u.z * lower[lowerCount &- 1]
        upper[last] = p
        m[last] = Pair.sum(weight, p, plus: m[last])
    }

    /// The highest degree.
    @inline(__always)
    private func finish(
        with degree: Int, _ u: (x: Pair, y: Pair, z: Pair), _ f: UnsafeMutablePointer<Pair>, _ moments: UnsafeMutablePointer<V>
    ) {
        let lowerCount = Monomials.count(ofDegree: degree &- 1)
        let lower = monomials + Monomials.start(ofDegree: degree &- 1)
        let m = moments + tables.owners[degree].slot
        let weight = f[tables.owners[degree].mu]
        let (x, y, z) = (weight * u.x, weight * u.y, weight * u.z)
        for k in 0..<lowerCount { m[k] = Pair.sum(x, lower[k], plus: m[k]) }
        for k in 0..<degree { m[lowerCount &+ k] = Pair.sum(y, lower[lowerCount &- degree &+ k], plus: m[lowerCount &+ k]) }
        m[lowerCount &+ degree] = Pair.sum(z, lower[lowerCount &- 1], plus: m[lowerCount &+ degree])
    }
}
