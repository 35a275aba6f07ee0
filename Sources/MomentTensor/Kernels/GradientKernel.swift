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
        guard tables.isTiled else { return spreadWithFurtherBands(gradient, radial, block, projections) }
        let (x, y, z) = (block.pairs(.x), block.pairs(.y), block.pairs(.z))
        for pair in 0..<block.pairCount {
            var sweep = sweep((x[pair], y[pair], z[pair]), gradient, radial, projections, pair)
            sweep.run()
            store(sweep, block, pair)
        }
    }

    private func spreadWithFurtherBands(
        _ gradient: UnsafeMutablePointer<V>, _ radial: UnsafeMutablePointer<Pair>, _ block: NeighbourBlock<V>,
        _ projections: UnsafeMutablePointer<Pair>?
    ) {
        let (x, y, z) = (block.pairs(.x), block.pairs(.y), block.pairs(.z))
        for pair in 0..<block.pairCount {
            var sweep = sweep((x[pair], y[pair], z[pair]), gradient, radial, projections, pair)
            sweep.runWithFurtherBands()
            store(sweep, block, pair)
        }
    }

    @inline(__always)
    private func sweep(
        _ u: (x: Pair, y: Pair, z: Pair), _ gradient: UnsafeMutablePointer<V>, _ radial: UnsafeMutablePointer<Pair>,
        _ projections: UnsafeMutablePointer<Pair>?, _ pair: Int
    ) -> ReverseSweep<V> {
        let projection = projections.map { $0 + pair &* tables.functionCount }
        projection?.update(repeating: .zero, count: tables.functionCount)
        return ReverseSweep(
            tables, gradient: gradient, radial: radial + pair &* 2 &* tables.functionCount, monomials: monomials, h: h, u: u,
            projections: projection)
    }

    @inline(__always)
    private func store(_ sweep: ReverseSweep<V>, _ block: NeighbourBlock<V>, _ pair: Int) {
        let (u, v) = (sweep.u, sweep.v)
        let inverse = block.pairs(.inverseDistance)[pair]
        let slope = hasPairTerms ? sweep.slope + block.pairs(.pairSlope)[pair] : sweep.slope
        let along = slope - inverse * multiplyAdd(v.x, u.x, multiplyAdd(v.y, u.y, v.z * u.z))
        block.pairs(.gradientX)[pair] = multiplyAdd(v.x, inverse, along * u.x)
        block.pairs(.gradientY)[pair] = multiplyAdd(v.y, inverse, along * u.y)
        block.pairs(.gradientZ)[pair] = multiplyAdd(v.z, inverse, along * u.z)
    }
}
