/// What the bands besides the owner of a degree above 0 add, on the way up and on the way down, for two rows and one or two bands at a time:
///
///     M[μ; k] += f_μ P_k
///     H_k += f_μ G[μ; k],  T_μ = Σ_k G[μ; k] P_k       k of one degree
struct FurtherBands<V: LaneVector> {
    typealias Pair = RowPair<V>
    typealias Bands = MomentTables.FurtherBands

    let tables: MomentTables
    /// P up to the highest degree that has further bands.
    let monomials: UnsafeMutablePointer<Pair>
    /// f_0 … f_K−1, then their slopes.
    let radial: UnsafeMutablePointer<Pair>

    /// All of them, to the moments.
    func accumulate(into moments: UnsafeMutablePointer<V>) {
        for index in 0..<tables.furtherCount {
            let bands = tables.further[index]
            let p = monomials + bands.monomial
            let (first, f) = (moments + bands.first.slot, radial[bands.first.mu])
            if bands.isPair {
                let (second, g) = (moments + bands.second.slot, radial[bands.second.mu])
                for k in 0..<bands.count {
                    let monomial = p[k]
                    first[k] = Pair.sum(f, monomial, plus: first[k])
                    second[k] = Pair.sum(g, monomial, plus: second[k])
                }
            } else {
                for k in 0..<bands.count { first[k] = Pair.sum(f, p[k], plus: first[k]) }
            }
        }
    }

    /// Those of one degree, to its H; the sum of their f_μ' T_μ. `projections`: T_μ is added there where it is not `nil`.
    @inline(never)
    func spread(
        _ gradient: UnsafeMutablePointer<V>, inDegree degree: Int, to h: UnsafeMutablePointer<Pair>,
        projections: UnsafeMutablePointer<Pair>?
    ) -> Pair {
        var slope = Pair.zero
        for index in tables.firstFurther[degree]..<tables.firstFurther[degree &+ 1] {
            let bands = tables.further[index]
            let (one, other) = bands.isPair ? spreadTwo(bands, gradient, h) : (spreadOne(bands, gradient, h), Pair.zero)
            slope = multiplyAdd(radial[tables.functionCount &+ bands.first.mu], one, slope)
            slope = multiplyAdd(radial[tables.functionCount &+ bands.second.mu], other, slope)
            if let projections {
                projections[bands.first.mu] = projections[bands.first.mu] + one
                projections[bands.second.mu] = projections[bands.second.mu] + other
            }
        }
        return slope
    }

    @inline(__always)
    private func spreadOne(_ bands: Bands, _ gradient: UnsafeMutablePointer<V>, _ h: UnsafeMutablePointer<Pair>) -> Pair {
        let (p, target) = (monomials + bands.monomial, h + bands.monomial)
        let (g, f) = (gradient + bands.first.slot, radial[bands.first.mu])
        var projection = Pair.zero
        for k in 0..<bands.count {
            projection = multiplyAdd(g[k], p[k], projection)
            target[k] = multiplyAdd(g[k], f, target[k])
        }
        return projection
    }

    @inline(__always)
    private func spreadTwo(_ bands: Bands, _ gradient: UnsafeMutablePointer<V>, _ h: UnsafeMutablePointer<Pair>) -> (Pair, Pair) {
        let (p, target) = (monomials + bands.monomial, h + bands.monomial)
        let (first, f) = (gradient + bands.first.slot, radial[bands.first.mu])
        let (second, g) = (gradient + bands.second.slot, radial[bands.second.mu])
        var projections = (Pair.zero, Pair.zero)
        for k in 0..<bands.count {
            let (one, other, monomial) = (first[k], second[k], p[k])
            projections.0 = multiplyAdd(one, monomial, projections.0)
            projections.1 = multiplyAdd(other, monomial, projections.1)
            target[k] = multiplyAdd(one, f, multiplyAdd(other, g, target[k]))
        }
        return projections
    }
}
