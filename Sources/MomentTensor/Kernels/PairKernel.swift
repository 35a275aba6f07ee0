/// The pair terms of a block, after the radial kernel has filled 1/r: energies of the atoms, and dE_i/dr in the plane of pair slopes.
///
/// Few pairs are close enough: a row without one costs a comparison, the others go lane by lane.
struct PairKernel<V: LaneVector> {
    let tables: PairTables

    func evaluate(_ block: NeighbourBlock<V>) -> V {
        let inverseDistance = block.plane(.inverseDistance)
        let slopes = block.plane(.pairSlope)
        let inverseRange = V(1 / tables.range)
        var energy = V.zero
        for row in 0..<block.rowCount {
            slopes[row] = .zero
            if any(inverseDistance[row] .>= inverseRange) { energy += evaluate(block, row, slope: &slopes[row]) }
        }
        return energy
    }

    @inline(never)
    private func evaluate(_ block: NeighbourBlock<V>, _ row: Int, slope: inout V) -> V {
        let species = block.neighbourSpecies + row &* V.scalarCount
        var energies = V.zero
        for lane in 0..<V.scalarCount where species[lane] >= 0 {
            let distance = block.vector(row, lane).length
            guard distance < tables.range else { continue }
            let (energy, slopeOfPair) = tables.evaluate(centre: block.species, neighbour: Int(species[lane]), at: distance)
            energies[lane] = V.Scalar(energy)
            slope[lane] = V.Scalar(slopeOfPair)
        }
        return energies
    }
}
