/// From neighbours to moments, and from the gradient with respect to the moments back to the neighbours.
///
///     forward   M[μ; k] += f_μ P_k                       over the rows, k in the band of μ
///     reverse   T_μ = Σ_k G[μ; k] P_k                    goes with f_μ'
///               H_k = Σ_μ G[μ; k] f_μ,  v = ∇ Σ_k H_k P_k
///               ∂E/∂r_j = (Σ_μ f_μ' T_μ) u + (v − (v·u) u) / r
struct MomentKernel {
    let tables: PlanTables
    /// Monomials of two rows, and H.
    let monomials: UnsafeMutablePointer<Lanes>
    /// Vectors in each of the three parts of `monomials`.
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
        let functions = tables.radial.functionCount
        let (x, y, z) = (block.plane(.x), block.plane(.y), block.plane(.z))
        let inverseDistance = block.plane(.inverseDistance)
        let (gradientX, gradientY, gradientZ) = (block.plane(.gradientX), block.plane(.gradientY), block.plane(.gradientZ))
        let pairSlope = tables.pairs.range > 0 ? block.plane(.pairSlope) : nil
        let h = monomials + 2 &* stride
        for row in 0..<block.rowCount {
            let u = (x: x[row], y: y[row], z: z[row])
            MonomialKernel.fill(monomials, u.x, u.y, u.z, highestDegree: tables.highestDegree)
            h.update(repeating: .zero, count: stride)
            let f = radial + row &* 2 &* functions
            var slope = pairSlope?[row] ?? .zero
            for mu in 0..<tables.bandCount {
                let projection = project(gradient, f[mu], mu, h)
                slope = multiplyAdd(f[functions &+ mu], projection, slope)
                if let projections { projections[row &* functions &+ mu] = projection }
            }
            let v = MonomialKernel.gradient(of: h, monomials, u.x, u.y, u.z, highestDegree: tables.highestDegree)
            let inverse = inverseDistance[row]
            let radialPart = multiplyAdd(v.x, u.x, multiplyAdd(v.y, u.y, v.z * u.z))
            let along = slope - radialPart * inverse
            gradientX[row] = multiplyAdd(v.x, inverse, along * u.x)
            gradientY[row] = multiplyAdd(v.y, inverse, along * u.y)
            gradientZ[row] = multiplyAdd(v.z, inverse, along * u.z)
        }
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
