extension Plan {
    /// f_μ(r) of a neighbour seen from a centre, for each μ at each of the distances (Å), which must be above zero. In double precision.
    ///
    /// Beyond the cutoff they are zero, whatever the radial basis says there.
    public func radialFunctions(centre: Int, neighbour: Int, at distances: [Double]) throws(VolterraError) -> [[Double]] {
        try potential.checkSpecies(centre)
        try potential.checkSpecies(neighbour)
        if let distance = distances.first(where: { !($0 > 0 && $0.isFinite) }) {
            throw VolterraError(.usage, "there are no radial functions at the distance \(distance)")
        }
        let block = NeighbourBlock<Lanes>()
        block.removeAll(species: centre, capacity: distances.count)
        var writer = block.writer()
        for distance in distances { block.append(index: 0, species: Int32(neighbour), SIMD3(distance, 0, 0), with: &writer) }
        block.finish(writer)
        let cutoff = potential.radialBasis.cutoff
        block.complete(cutoff: cutoff)

        let functions = potential.radialFunctionCount
        let polynomials = AlignedMemory<RowPair<Lanes>>(capacity: tables.radial.size)
        let values = AlignedMemory<RowPair<Lanes>>(capacity: block.pairCount * 2 * functions)
        defer {
            polynomials.deallocate()
            values.deallocate()
        }
        RadialKernel<Lanes>(tables: tables.radial, polynomials: polynomials.base).evaluate(block, values: values.base)
        return (0..<functions).map { mu in
            distances.indices.map { row in
                guard distances[row] < cutoff else { return 0 }
                let pair = values.base[row / 2 * 2 * functions + mu]
                return (row % 2 == 0 ? pair.a : pair.b)[0]
            }
        }
    }
}
