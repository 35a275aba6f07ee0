/// From neighbours to moments, and from the gradient with respect to the moments back to the neighbours.
///
///     forward   M[μ; k] += f_μ P_k                       over the rows, k in the band of μ
///     reverse   T_μ = Σ_k G[μ; k] P_k                    goes with f_μ'
///               H_k = Σ_μ G[μ; k] f_μ,  v = ∇ Σ_k H_k P_k
///               ∂E/∂r_j = (Σ_μ f_μ' T_μ) u + (v − (v·u) u) / r
struct MomentKernel {
    let tables: PlanTables
    /// Monomials of two rows, and H of two rows.
    let monomials: UnsafeMutablePointer<Lanes>
    /// Vectors in each of the four parts of `monomials`.
    let stride: Int

    /// Sums over the rows of the block into `moments`.
    func accumulate(_ block: NeighbourBlock, radial: UnsafeMutablePointer<Lanes>, into moments: UnsafeMutablePointer<Lanes>) {
        moments.update(repeating: .zero, count: tables.accumulatedCount)
        let x = block.plane(.x)
        let y = block.plane(.y)
        let z = block.plane(.z)
        let functions = tables.radial.functionCount
        let degree = tables.highestDegree
        let p0 = monomials
        let p1 = monomials + stride
        var row = 0
        while row < block.rowCount {
            MonomialKernel.fill(p0, x[row], y[row], z[row], highestDegree: degree)
            MonomialKernel.fill(p1, x[row &+ 1], y[row &+ 1], z[row &+ 1], highestDegree: degree)
            let f0 = radial + row &* 2 &* functions
            let f1 = f0 + 2 &* functions
            for mu in 0..<tables.bandCount {
                let band = tables.bands[mu]
                let sums = moments + band.slot
                let q0 = p0 + band.monomial
                let q1 = p1 + band.monomial
                for k in 0..<band.count { sums[k] = multiplyAdd(f1[mu], q1[k], multiplyAdd(f0[mu], q0[k], sums[k])) }
            }
            row &+= NeighbourBlock.rowsPerPass
        }
    }

    /// Fills the gradient planes of the block; `projections` receives T_μ of every row where it is not `nil`.
    func spread(
        _ gradient: UnsafeMutablePointer<Lanes>, radial: UnsafeMutablePointer<Lanes>, to block: NeighbourBlock,
        projections: UnsafeMutablePointer<Lanes>?
    ) {
        if tables.bandsTile {
            spreadInPairs(gradient, radial, block, projections)
        } else {
            for row in 0..<block.rowCount { spread(gradient, radial, block, row, projections) }
        }
    }

    private func spreadInPairs(
        _ gradient: UnsafeMutablePointer<Lanes>, _ radial: UnsafeMutablePointer<Lanes>, _ block: NeighbourBlock,
        _ projections: UnsafeMutablePointer<Lanes>?
    ) {
        let functions = tables.radial.functionCount
        let (x, y, z) = (block.plane(.x), block.plane(.y), block.plane(.z))
        let pairSlope = tables.pairs.range > 0 ? block.plane(.pairSlope) : nil
        let sweep = ReverseSweep(tables: tables, gradient: gradient)
        var row = 0
        while row < block.rowCount {
            let other = row &+ 1
            var a = ReverseSweep.Row(
                x: x[row], y: y[row], z: z[row], radial: radial + row &* 2 &* functions, monomials: monomials,
                h: monomials + 2 &* stride, slope: pairSlope?[row] ?? .zero)
            var b = ReverseSweep.Row(
                x: x[other], y: y[other], z: z[other], radial: radial + other &* 2 &* functions, monomials: monomials + stride,
                h: monomials + 3 &* stride, slope: pairSlope?[other] ?? .zero)
            MonomialKernel.fill(a.monomials, a.x, a.y, a.z, highestDegree: tables.highestDegree)
            MonomialKernel.fill(b.monomials, b.x, b.y, b.z, highestDegree: tables.highestDegree)
            sweep.run(&a, &b, projections: projections.map { ($0 + row &* functions, $0 + other &* functions) })
            store(a.gradient, slope: a.slope, block, row)
            store(b.gradient, slope: b.slope, block, other)
            row &+= NeighbourBlock.rowsPerPass
        }
    }

    private func spread(
        _ gradient: UnsafeMutablePointer<Lanes>, _ radial: UnsafeMutablePointer<Lanes>, _ block: NeighbourBlock, _ row: Int,
        _ projections: UnsafeMutablePointer<Lanes>?
    ) {
        let functions = tables.radial.functionCount
        let u = (x: block.plane(.x)[row], y: block.plane(.y)[row], z: block.plane(.z)[row])
        let h = monomials + 2 &* stride
        MonomialKernel.fill(monomials, u.x, u.y, u.z, highestDegree: tables.highestDegree)
        h.update(repeating: .zero, count: stride)
        let f = radial + row &* 2 &* functions
        var slope = tables.pairs.range > 0 ? block.plane(.pairSlope)[row] : .zero
        for mu in 0..<tables.bandCount {
            let projection = project(gradient, f[mu], mu, h)
            slope = multiplyAdd(f[functions &+ mu], projection, slope)
            if let projections { projections[row &* functions &+ mu] = projection }
        }
        let v = MonomialKernel.gradient(of: h, monomials, u.x, u.y, u.z, highestDegree: tables.highestDegree)
        store(v, slope: slope, block, row)
    }

    /// ∂E/∂r_j from v = ∇ Σ_k H_k P_k and Σ_μ f_μ' T_μ.
    @inline(__always)
    private func store(_ v: (x: Lanes, y: Lanes, z: Lanes), slope: Lanes, _ block: NeighbourBlock, _ row: Int) {
        let u = (x: block.plane(.x)[row], y: block.plane(.y)[row], z: block.plane(.z)[row])
        let inverse = block.plane(.inverseDistance)[row]
        let radialPart = multiplyAdd(v.x, u.x, multiplyAdd(v.y, u.y, v.z * u.z))
        let along = slope - radialPart * inverse
        block.plane(.gradientX)[row] = multiplyAdd(v.x, inverse, along * u.x)
        block.plane(.gradientY)[row] = multiplyAdd(v.y, inverse, along * u.y)
        block.plane(.gradientZ)[row] = multiplyAdd(v.z, inverse, along * u.z)
    }

    /// T_μ, while H_k += f_μ G[μ; k] on the way.
    @inline(__always)
    private func project(_ gradient: UnsafeMutablePointer<Lanes>, _ f: Lanes, _ mu: Int, _ h: UnsafeMutablePointer<Lanes>) -> Lanes {
        let band = tables.bands[mu]
        let g = gradient + band.slot
        let p = monomials + band.monomial
        let target = h + band.monomial
        var sum = Lanes.zero
        for k in 0..<band.count {
            sum = multiplyAdd(g[k], p[k], sum)
            target[k] = multiplyAdd(g[k], f, target[k])
        }
        return sum
    }
}
