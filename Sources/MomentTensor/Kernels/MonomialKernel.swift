/// The monomials of the unit vectors of two rows, numbered as in `Monomials`.
enum MonomialKernel {
    /// P_k = x^a y^b z^c for all degrees up to `highestDegree`.
    @inline(__always)
    static func fill<V: LaneVector>(
        _ p: UnsafeMutablePointer<RowPair<V>>, _ u: (x: RowPair<V>, y: RowPair<V>, z: RowPair<V>), highestDegree: Int
    ) {
        p[0] = RowPair(repeating: V(1))
        if highestDegree >= 1 { step(p, u, to: 1) }
        if highestDegree >= 2 { step(p, u, to: 2) }
        if highestDegree >= 3 { step(p, u, to: 3) }
        if highestDegree >= 4 { step(p, u, to: 4) }
        if highestDegree >= 5 { step(p, u, to: 5) }
        for degree in 6..<max(highestDegree &+ 1, 6) { step(p, u, to: degree) }
    }

    /// P_k of one degree from those of the next lower one.
    @inline(__always)
    static func step<V: LaneVector>(
        _ p: UnsafeMutablePointer<RowPair<V>>, _ u: (x: RowPair<V>, y: RowPair<V>, z: RowPair<V>), to degree: Int
    ) {
        let lowerCount = Monomials.count(ofDegree: degree &- 1)
        let lower = p + Monomials.start(ofDegree: degree &- 1)
        let upper = lower + lowerCount
        for k in 0..<lowerCount { upper[k] = u.x * lower[k] }
        for k in 0..<degree { upper[lowerCount &+ k] = u.y * lower[lowerCount &- degree &+ k] }
        upper[lowerCount &+ degree] = u.z * lower[lowerCount &- 1]
    }
}
