/// From the gradient with respect to the moments back to the neighbours, two rows at a time:
///
///     T_μ = Σ_k G[μ; k] P_k                    goes with f_μ'
///     v = ∇ Σ_k H_k P_k,  H_k = Σ_μ f_μ G[μ; k]
///     ∂E/∂r_j = (Σ_μ f_μ' T_μ) u + (v − (v·u) u) / r
struct GradientKernel<V: LaneVector> {
    typealias Pair = RowPair<V>

    let tables: MomentTables
    let hasPairTerms: Bool
    /// P of two rows.
    let monomials: UnsafeMutablePointer<Pair>
    /// H of two rows.
    let h: UnsafeMutablePointer<Pair>

    /// Fills the gradient planes of the block; `projections` receives T_μ of every pair of rows where it is not `nil`.
    func spread(
        _ gradient: UnsafeMutablePointer<V>, radial: UnsafeMutablePointer<Pair>, to block: NeighbourBlock<V>,
        projections: UnsafeMutablePointer<Pair>?
    ) {
        let (x, y, z) = (block.pairs(.x), block.pairs(.y), block.pairs(.z))
        for pair in 0..<block.pairCount {
            let u = (x: x[pair], y: y[pair], z: z[pair])
            let f = radial + pair &* 2 &* tables.functionCount
            let projection = projections.map { $0 + pair &* tables.functionCount }
            if tables.isTiled {
                var sweep = ReverseSweep(
                    tables, gradient: gradient, radial: f, monomials: monomials, h: h, u: u, projections: projection, hasFurtherBands: false
                )
                sweep.run()
                store(sweep.v, slope: sweep.slope, u, block, pair)
            } else {
                let (v, slope) = sweepWithFurtherBands(gradient, f, u, projection)
                store(v, slope: slope, u, block, pair)
            }
        }
    }

    /// v and Σ_μ f_μ' T_μ
    @inline(never)
    private func sweepWithFurtherBands(
        _ gradient: UnsafeMutablePointer<V>, _ f: UnsafeMutablePointer<Pair>, _ u: (x: Pair, y: Pair, z: Pair),
        _ projections: UnsafeMutablePointer<Pair>?
    ) -> (v: (x: Pair, y: Pair, z: Pair), slope: Pair) {
        projections?.update(repeating: .zero, count: tables.functionCount)
        var sweep = ReverseSweep(
            tables, gradient: gradient, radial: f, monomials: monomials, h: h, u: u, projections: projections, hasFurtherBands: true)
        sweep.run()
        return (sweep.v, sweep.slope)
    }

    @inline(__always)
    private func store(
        _ v: (x: Pair, y: Pair, z: Pair), slope: Pair, _ u: (x: Pair, y: Pair, z: Pair), _ block: NeighbourBlock<V>, _ pair: Int
    ) {
        let inverse = block.pairs(.inverseDistance)[pair]
        let slope = hasPairTerms ? slope + block.pairs(.pairSlope)[pair] : slope
        let along = slope - inverse * multiplyAdd(v.x, u.x, multiplyAdd(v.y, u.y, v.z * u.z))
        block.pairs(.gradientX)[pair] = multiplyAdd(v.x, inverse, along * u.x)
        block.pairs(.gradientY)[pair] = multiplyAdd(v.y, inverse, along * u.y)
        block.pairs(.gradientZ)[pair] = multiplyAdd(v.z, inverse, along * u.z)
    }
}
