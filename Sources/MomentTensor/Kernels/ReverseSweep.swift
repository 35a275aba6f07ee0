/// From the gradient with respect to the moments back to two rows of neighbours at once, for potentials in which every monomial belongs
/// to one band (all standard levels): each degree d then has one μ, and one descent through the degrees does everything,
///
///     H_k = f_μ G_k + x H[x·k] + y H[y·k] + z H[z·k]     the derivative of E with respect to P_k
///     T_μ += G_k P_k                                     the derivative with respect to f_μ
///     ∇ += P_k (H[x·k], H[y·k], H[z·k])                  the derivative with respect to (x, y, z)
///
/// where x·k is the monomial x P_k of degree d + 1: no sum is written to memory twice, and two rows hide the latency of one another.
struct ReverseSweep {
    /// One row of neighbours.
    struct Row {
        let x, y, z: Lanes
        /// f_0 … f_K−1, then their slopes.
        let radial: UnsafeMutablePointer<Lanes>
        /// P
        let monomials: UnsafeMutablePointer<Lanes>
        /// H, scratch
        let h: UnsafeMutablePointer<Lanes>
        var gradient = (x: Lanes.zero, y: Lanes.zero, z: Lanes.zero)
        /// Σ_μ f_μ' T_μ
        var slope: Lanes
    }

    let tables: PlanTables
    /// G of the accumulated slots.
    let gradient: UnsafeMutablePointer<Lanes>

    /// Where T_μ of the two rows goes, besides into their slopes.
    typealias Projections = (UnsafeMutablePointer<Lanes>, UnsafeMutablePointer<Lanes>)?

    @inline(__always)
    func run(_ a: inout Row, _ b: inout Row, projections: Projections) {
        let functions = tables.radial.functionCount
        var degree = tables.highestDegree
        while degree >= 0 {
            let mu = Int(tables.bandOfDegree[degree])
            let band = tables.bands[mu]
            var projection = (a: Lanes.zero, b: Lanes.zero)
            var lowest = degree
            while lowest >= 0, Int(tables.bandOfDegree[lowest]) == mu {
                let g = gradient + (band.slot &+ Monomials.start(ofDegree: lowest) &- band.monomial)
                descend(to: lowest, g, (a.radial[mu], b.radial[mu]), &a, &b, &projection)
                lowest &-= 1
            }
            a.slope = multiplyAdd(a.radial[functions &+ mu], projection.a, a.slope)
            b.slope = multiplyAdd(b.radial[functions &+ mu], projection.b, b.slope)
            if let projections {
                projections.0[mu] = projection.a
                projections.1[mu] = projection.b
            }
            degree = lowest
        }
    }

    /// H of one degree from that of the next higher one.
    @inline(__always)
    private func descend(
        to degree: Int, _ g: UnsafeMutablePointer<Lanes>, _ f: (a: Lanes, b: Lanes), _ a: inout Row, _ b: inout Row,
        _ projection: inout (a: Lanes, b: Lanes)
    ) {
        let start = Monomials.start(ofDegree: degree)
        let count = Monomials.count(ofDegree: degree)
        let (pA, pB) = (a.monomials + start, b.monomials + start)
        let (hA, hB) = (a.h + start, b.h + start)
        guard degree < tables.highestDegree else {
            for k in 0..<count {
                projection.a = multiplyAdd(g[k], pA[k], projection.a)
                projection.b = multiplyAdd(g[k], pB[k], projection.b)
                hA[k] = g[k] * f.a
                hB[k] = g[k] * f.b
            }
            return
        }
        let (xA, xB) = (hA + count, hB + count)
        for k in 0..<count {
            projection.a = multiplyAdd(g[k], pA[k], projection.a)
            projection.b = multiplyAdd(g[k], pB[k], projection.b)
            a.gradient.x = multiplyAdd(pA[k], xA[k], a.gradient.x)
            b.gradient.x = multiplyAdd(pB[k], xB[k], b.gradient.x)
            hA[k] = multiplyAdd(a.x, xA[k], g[k] * f.a)
            hB[k] = multiplyAdd(b.x, xB[k], g[k] * f.b)
        }
        // The last degree + 1 monomials have no factor x; y times them, and z times the very last, complete the next degree.
        let (yA, yB) = (xA + count, xB + count)
        let first = count &- degree &- 1
        for k in 0...degree {
            a.gradient.y = multiplyAdd(pA[first &+ k], yA[k], a.gradient.y)
            b.gradient.y = multiplyAdd(pB[first &+ k], yB[k], b.gradient.y)
            hA[first &+ k] = multiplyAdd(a.y, yA[k], hA[first &+ k])
            hB[first &+ k] = multiplyAdd(b.y, yB[k], hB[first &+ k])
        }
        let last = count &- 1
        a.gradient.z = multiplyAdd(pA[last], yA[degree &+ 1], a.gradient.z)
        b.gradient.z = multiplyAdd(pB[last], yB[degree &+ 1], b.gradient.z)
        hA[last] = multiplyAdd(a.z, yA[degree &+ 1], hA[last])
        hB[last] = multiplyAdd(b.z, yB[degree &+ 1], hB[last])
    }
}
