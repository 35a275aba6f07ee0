/// From the gradient with respect to the moments back to two rows of neighbours at once, in one descent through the degrees:
///
///     H_k = f_μ G_k + x H[x·k] + y H[y·k] + z H[z·k]     the derivative of E with respect to P_k
///     T_μ += G_k P_k                                     the derivative with respect to f_μ
///     v += P_k (H[x·k], H[y·k], H[z·k])                  the derivative with respect to (x, y, z)
///
/// where x·k is the monomial x P_k, one degree higher, and μ the owner of the degree. What other bands have of it is added before the
/// descent goes on (`FurtherBands`); without them, as in the standard levels, no sum is written to memory twice.
///
/// For the highest degree D all H are f_μ G, so that f_μ can wait until the sums are complete, and T_μ follows from them:
/// Σ G_k P_k = x v_x + y v_y + z v_z. Only where D has several bands, its H is stored as well.
struct ReverseSweep<V: LaneVector> {
    typealias Pair = RowPair<V>

    let tables: MomentTables
    /// G of the accumulated slots.
    let gradient: UnsafeMutablePointer<V>
    /// f_0 … f_K−1, then their slopes.
    let radial: UnsafeMutablePointer<Pair>
    /// P up to degree D − 1, or D where it has several bands.
    let monomials: UnsafeMutablePointer<Pair>
    /// H, scratch
    let h: UnsafeMutablePointer<Pair>
    let u: (x: Pair, y: Pair, z: Pair)

    /// v
    private(set) var v = (x: Pair.zero, y: Pair.zero, z: Pair.zero)
    /// T of the owner that the descent is in.
    private var projection = Pair.zero
    /// Σ_μ f_μ' T_μ
    private(set) var slope = Pair.zero
    /// Where T_μ goes, besides into the slope.
    private let projections: UnsafeMutablePointer<Pair>?
    /// Whether T_μ is added up there.
    private let hasFurtherBands: Bool

    @inline(__always)
    init(
        _ tables: MomentTables, gradient: UnsafeMutablePointer<V>, radial: UnsafeMutablePointer<Pair>,
        monomials: UnsafeMutablePointer<Pair>,
        h: UnsafeMutablePointer<Pair>, u: (x: Pair, y: Pair, z: Pair), projections: UnsafeMutablePointer<Pair>?, hasFurtherBands: Bool
    ) {
        self.tables = tables
        self.gradient = gradient
        self.radial = radial
        self.monomials = monomials
        self.h = h
        self.u = u
        self.projections = projections
        self.hasFurtherBands = hasFurtherBands
    }

    @inline(__always)
    mutating func run() {
        if hasFurtherBands { descendWithFurtherBands() } else { descend() }
    }

    /// Where no degree above 0 has further bands. The degrees are constants, so that their loops are unrolled.
    @inline(__always)
    private mutating func descend() {
        let highest = tables.highestDegree
        MonomialKernel.fill(monomials, u, highestDegree: highest &- 1)
        switch highest {
        case 0: break
        case 1: start(from: 1)
        case 2: start(from: 2)
        case 3: start(from: 3)
        case 4: start(from: 4)
        case 5: start(from: 5)
        case 6: start(from: 6)
        default: start(from: highest)
        }
        var degree = highest &- 2
        while degree > 4 {
            descend(to: degree)
            degree &-= 1
        }
        if highest > 5 { descend(to: 4) }
        if highest > 4 { descend(to: 3) }
        if highest > 3 { descend(to: 2) }
        if highest > 2 { descend(to: 1) }
        if highest > 1 { v = (v.x + h[1], v.y + h[2], v.z + h[3]) }
        if highest != 1 { leave(mu: tables.owners[0].mu, slot: tables.owners[0].slot) }
        leaveBottom()
    }

    /// For any bands.
    @inline(__always)
    private mutating func descendWithFurtherBands() {
        let highest = tables.highestDegree
        let isStored = tables.top == .several
        MonomialKernel.fill(monomials, u, highestDegree: isStored ? highest : highest &- 1)
        switch tables.top {
        case .joint: start(from: highest)
        case .single: startApart(from: highest)
        case .several: startStored(from: highest)
        case .none: break
        }
        if highest > 1 { addFurtherBands(highest &- 1) }
        var degree = highest &- 2
        while degree > 0 {
            descend(to: degree)
            addFurtherBands(degree)
            degree &-= 1
        }
        if highest > 1 || isStored {
            v = (v.x + h[1], v.y + h[2], v.z + h[3])
            leave(mu: tables.owners[0].mu, slot: tables.owners[0].slot)
        }
        leaveBottom()
    }

    /// H of degree D − 1 from G of degree D, which belong to the same band.
    @inline(__always)
    private mutating func start(from highest: Int) {
        let degree = highest &- 1
        let count = Monomials.count(ofDegree: degree)
        let p = monomials + Monomials.start(ofDegree: degree)
        let target = h + Monomials.start(ofDegree: degree)
        let g = gradient + tables.owners[degree].slot
        let top = gradient + tables.owners[highest].slot
        let f = radial[tables.owners[highest].mu]
        let first = count &- highest
        for k in 0..<first {
            projection = multiplyAdd(g[k], p[k], projection)
            v.x = multiplyAdd(top[k], p[k], v.x)
            target[k] = f * multiplyAdd(top[k], u.x, Pair(repeating: g[k]))
        }
        for j in 0..<degree {
            let k = first &+ j
            projection = multiplyAdd(g[k], p[k], projection)
            v.x = multiplyAdd(top[k], p[k], v.x)
            v.y = multiplyAdd(top[count &+ j], p[k], v.y)
            target[k] = f * multiplyAdd(top[k], u.x, multiplyAdd(top[count &+ j], u.y, Pair(repeating: g[k])))
        }
        let k = count &- 1
        projection = multiplyAdd(g[k], p[k], projection)
        v.x = multiplyAdd(top[k], p[k], v.x)
        v.y = multiplyAdd(top[count &+ degree], p[k], v.y)
        v.z = top[count &+ highest] * p[k]
        let ofZ = multiplyAdd(top[count &+ highest], u.z, Pair(repeating: g[k]))
        target[k] = f * multiplyAdd(top[k], u.x, multiplyAdd(top[count &+ degree], u.y, ofZ))

        projection = multiplyAdd(u.x, v.x, multiplyAdd(u.y, v.y, multiplyAdd(u.z, v.z, projection)))
        v = (f * v.x, f * v.y, f * v.z)
        if degree == 0 || tables.owners[degree &- 1].mu != tables.owners[degree].mu { leaveBand(tables.owners[degree].mu) }
    }

    /// The same where they belong to two bands.
    @inline(__always)
    private mutating func startApart(from highest: Int) {
        let degree = highest &- 1
        let count = Monomials.count(ofDegree: degree)
        let p = monomials + Monomials.start(ofDegree: degree)
        let target = h + Monomials.start(ofDegree: degree)
        let g = gradient + tables.owners[degree].slot
        let top = gradient + tables.owners[highest].slot
        let f = radial[tables.owners[degree].mu]
        let fTop = radial[tables.owners[highest].mu]
        let (x, y, z) = (fTop * u.x, fTop * u.y, fTop * u.z)
        let first = count &- highest
        for k in 0..<first {
            projection = multiplyAdd(g[k], p[k], projection)
            v.x = multiplyAdd(top[k], p[k], v.x)
            target[k] = multiplyAdd(top[k], x, g[k] * f)
        }
        for j in 0..<degree {
            let k = first &+ j
            projection = multiplyAdd(g[k], p[k], projection)
            v.x = multiplyAdd(top[k], p[k], v.x)
            v.y = multiplyAdd(top[count &+ j], p[k], v.y)
            target[k] = multiplyAdd(top[k], x, multiplyAdd(top[count &+ j], y, g[k] * f))
        }
        let k = count &- 1
        projection = multiplyAdd(g[k], p[k], projection)
        v.x = multiplyAdd(top[k], p[k], v.x)
        v.y = multiplyAdd(top[count &+ degree], p[k], v.y)
        v.z = top[count &+ highest] * p[k]
        target[k] = multiplyAdd(top[k], x, multiplyAdd(top[count &+ degree], y, multiplyAdd(top[count &+ highest], z, g[k] * f)))

        add(multiplyAdd(u.x, v.x, multiplyAdd(u.y, v.y, u.z * v.z)), of: tables.owners[highest].mu)
        v = (fTop * v.x, fTop * v.y, fTop * v.z)
        if degree == 0 || tables.owners[degree &- 1].mu != tables.owners[degree].mu { leaveBand(tables.owners[degree].mu) }
    }

    /// H of degree D, which has several bands, and of degree D − 1.
    @inline(__always)
    private mutating func startStored(from highest: Int) {
        let degree = highest &- 1
        let p = monomials + Monomials.start(ofDegree: highest)
        let target = h + Monomials.start(ofDegree: highest)
        let g = gradient + tables.owners[highest].slot
        let f = radial[tables.owners[highest].mu]
        for k in 0..<Monomials.count(ofDegree: highest) {
            projection = multiplyAdd(g[k], p[k], projection)
            target[k] = g[k] * f
        }
        if tables.owners[degree].mu != tables.owners[highest].mu { leaveBand(tables.owners[highest].mu) }
        addFurtherBands(highest)
        if degree > 0 { descend(to: degree) }
    }

    /// H of one degree from that of the next higher one.
    @inline(__always)
    private mutating func descend(to degree: Int) {
        let count = Monomials.count(ofDegree: degree)
        let p = monomials + Monomials.start(ofDegree: degree)
        let target = h + Monomials.start(ofDegree: degree)
        let upper = target + count
        let g = gradient + tables.owners[degree].slot
        let f = radial[tables.owners[degree].mu]
        let first = count &- degree &- 1
        for k in 0..<first {
            projection = multiplyAdd(g[k], p[k], projection)
            v.x = multiplyAdd(upper[k], p[k], v.x)
            target[k] = multiplyAdd(upper[k], u.x, g[k] * f)
        }
        for j in 0..<degree {
            let k = first &+ j
            projection = multiplyAdd(g[k], p[k], projection)
            v.x = multiplyAdd(upper[k], p[k], v.x)
            v.y = multiplyAdd(upper[count &+ j], p[k], v.y)
            target[k] = multiplyAdd(upper[k], u.x, multiplyAdd(upper[count &+ j], u.y, g[k] * f))
        }
        let k = count &- 1
        projection = multiplyAdd(g[k], p[k], projection)
        v.x = multiplyAdd(upper[k], p[k], v.x)
        v.y = multiplyAdd(upper[count &+ degree], p[k], v.y)
        v.z = multiplyAdd(upper[count &+ degree &+ 1], p[k], v.z)
        let ofZ = multiplyAdd(upper[count &+ degree &+ 1], u.z, g[k] * f)
        target[k] = multiplyAdd(upper[k], u.x, multiplyAdd(upper[count &+ degree], u.y, ofZ))
        if tables.owners[degree &- 1].mu != tables.owners[degree].mu { leaveBand(tables.owners[degree].mu) }
    }

    /// The bands besides the owner of degree 0.
    @inline(__always)
    private mutating func leaveBottom() {
        for index in 0..<tables.bottomCount {
            let band = tables.bottom[index]
            leave(mu: band.mu, slot: band.slot)
        }
    }

    /// T of a band, of which degree 0 alone is missing; there P = 1, and H is not needed.
    @inline(__always)
    private mutating func leave(mu: Int, slot: Int) {
        projection = projection + Pair(repeating: gradient[slot])
        leaveBand(mu)
    }

    /// The bands besides the owner of a degree above 0, when its H is complete but for them.
    @inline(__always)
    private mutating func addFurtherBands(_ degree: Int) {
        guard tables.firstFurther[degree] < tables.firstFurther[degree &+ 1] else { return }
        let bands = FurtherBands(tables: tables, monomials: monomials, radial: radial)
        slope = slope + bands.spread(gradient, inDegree: degree, to: h, projections: projections)
    }

    @inline(__always)
    private mutating func leaveBand(_ mu: Int) {
        add(projection, of: mu)
        projection = .zero
    }

    /// Adds to T_μ.
    @inline(__always)
    private mutating func add(_ projection: Pair, of mu: Int) {
        slope = multiplyAdd(radial[tables.functionCount &+ mu], projection, slope)
        projections?[mu] = hasFurtherBands ? projections![mu] + projection : projection
    }
}
