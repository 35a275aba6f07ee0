extension NeighbourBlock {
    /// r_ij
    func vector(_ row: Int, _ lane: Int) -> SIMD3<Double> {
        SIMD3(plane(.dx)[row][lane], plane(.dy)[row][lane], plane(.dz)[row][lane])
    }

    /// ∂E_i/∂r_j
    func gradient(_ row: Int, _ lane: Int) -> SIMD3<Double> {
        SIMD3(plane(.gradientX)[row][lane], plane(.gradientY)[row][lane], plane(.gradientZ)[row][lane])
    }

    /// What to say when a site energy is not finite; `id` is what the user calls an atom.
    func energyIsNotFinite(lane: Int, atom: Int, id: (Int) -> Int64) -> VolterraError {
        let message = "the energy of atom \(id(atom)) is not finite"
        let distances = (0..<rowCount).compactMap { row -> (neighbour: Int, distance: Double)? in
            let neighbour = Int(neighbours[row * laneCount + lane])
            return neighbour < 0 ? nil : (neighbour, vector(row, lane).length)
        }
        guard let closest = distances.first(where: { $0.distance.isNaN }) ?? distances.min(by: { $0.distance < $1.distance }) else {
            return VolterraError(.badData, message, advice: "check the coefficients of the potential")
        }
        return VolterraError(
            .badData, "\(message): its neighbour, atom \(id(closest.neighbour)), is \(closest.distance) Å away")
    }
}
