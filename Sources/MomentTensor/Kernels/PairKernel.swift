/// The pair terms of a block, after the radial kernel has filled 1/r: energies of the atoms, and dE_i/dr in the plane of pair slopes.
///
/// Few pairs are close enough: a row without one costs a comparison, the others go lane by lane.
struct PairKernel {
    let tables: PairTables

    func evaluate(_ block: NeighbourBlock) -> Lanes {
        let inverseDistance = block.plane(.inverseDistance)
        let slopes = block.plane(.pairSlope)
        let inverseRange = Lanes(repeating: 1 / tables.range)
        var energy = Lanes.zero
        for row in 0..<block.rowCount {
            slopes[row] = .zero
            if any(inverseDistance[row] .>= inverseRange) { energy += evaluate(block, row, slope: &slopes[row]) }
        }
        return energy
    }

    @inline(never)
    private func evaluate(_ block: NeighbourBlock, _ row: Int, slope: inout Lanes) -> Lanes {
        let (dx, dy, dz) = (block.plane(.dx)[row], block.plane(.dy)[row], block.plane(.dz)[row])
        let distance = multiplyAdd(dx, dx, multiplyAdd(dy, dy, dz * dz)).squareRoot()
        let species = block.plane(.species)[row]
        var energy = Lanes.zero
        for lane in 0..<laneCount where distance[lane] < tables.range && species[lane] >= 0 {
            (energy[lane], slope[lane]) = tables.evaluate(centre: block.species, neighbour: Int(species[lane]), at: distance[lane])
        }
        return energy
    }
}
