/// The monomials of a unit vector, numbered as in `Monomials`, and the gradient of a polynomial in them.
enum MonomialKernel {
    /// P_k = x^a y^b z^c for all degrees up to `highestDegree`.
    @inline(__always)
    static func fill(_ p: UnsafeMutablePointer<Lanes>, _ x: Lanes, _ y: Lanes, _ z: Lanes, highestDegree: Int) {
        p[0] = Lanes(repeating: 1)
        var lower = p
        var lowerCount = 1
        var degree = 1
        while degree <= highestDegree {
            let upper = lower + lowerCount
            for k in 0..<lowerCount { upper[k] = x * lower[k] }
            let lastOfLower = lower + (lowerCount &- degree)
            let upperY = upper + lowerCount
            for k in 0..<degree { upperY[k] = y * lastOfLower[k] }
            upperY[degree] = z * lower[lowerCount &- 1]
            lower = upper
            lowerCount = lowerCount &+ degree &+ 1
            degree &+= 1
        }
    }

    /// The gradient of Σ_k H_k P_k with respect to (x, y, z), by the recursion that built P run backwards. Destroys H.
    @inline(__always)
    static func gradient(
        of h: UnsafeMutablePointer<Lanes>, _ p: UnsafeMutablePointer<Lanes>, _ x: Lanes, _ y: Lanes, _ z: Lanes, highestDegree: Int
    ) -> (x: Lanes, y: Lanes, z: Lanes) {
        var gradientX = Lanes.zero
        var gradientY = Lanes.zero
        var gradientZ = Lanes.zero
        var degree = highestDegree
        while degree >= 1 {
            let start = Monomials.start(ofDegree: degree &- 1)
            let lowerCount = Monomials.count(ofDegree: degree &- 1)
            let lower = h + start
            let lowerP = p + start
            let upper = lower + lowerCount
            for k in 0..<lowerCount {
                gradientX = multiplyAdd(lowerP[k], upper[k], gradientX)
                lower[k] = multiplyAdd(x, upper[k], lower[k])
            }
            let upperY = upper + lowerCount
            let first = lowerCount &- degree
            for k in 0..<degree {
                gradientY = multiplyAdd(lowerP[first &+ k], upperY[k], gradientY)
                lower[first &+ k] = multiplyAdd(y, upperY[k], lower[first &+ k])
            }
            let last = lowerCount &- 1
            gradientZ = multiplyAdd(lowerP[last], upperY[degree], gradientZ)
            lower[last] = multiplyAdd(z, upperY[degree], lower[last])
            degree &-= 1
        }
        return (gradientX, gradientY, gradientZ)
    }
}
