extension NeighbourBlock {
    /// r_ij
    func vector(_ row: Int, _ lane: Int) -> SIMD3<Double> { entry(.dx, .dy, .dz, row, lane) }

    /// ∂E_i/∂r_j
    func gradient(_ row: Int, _ lane: Int) -> SIMD3<Double> { entry(.gradientX, .gradientY, .gradientZ, row, lane) }

    @inline(__always)
    private func entry(_ x: Plane, _ y: Plane, _ z: Plane, _ row: Int, _ lane: Int) -> SIMD3<Double> {
        let place = row &* V.scalarCount
        return SIMD3(Double(column(x, lane)[place]), Double(column(y, lane)[place]), Double(column(z, lane)[place]))
    }

    /// −Σ r_ij ⊗ ∂E_i/∂r_j over all pairs of the block, made symmetric; padding gives nothing.
    var virial: SymmetricTensor {
        let (dx, dy, dz) = (plane(.dx), plane(.dy), plane(.dz))
        let (gx, gy, gz) = (plane(.gradientX), plane(.gradientY), plane(.gradientZ))
        var (xx, yy, zz, yz, xz, xy) = (V.zero, V.zero, V.zero, V.zero, V.zero, V.zero)
        for row in 0..<rowCount {
            xx = multiplyAdd(dx[row], gx[row], xx)
            yy = multiplyAdd(dy[row], gy[row], yy)
            zz = multiplyAdd(dz[row], gz[row], zz)
            yz = multiplyAdd(dy[row], gz[row], multiplyAdd(dz[row], gy[row], yz))
            xz = multiplyAdd(dx[row], gz[row], multiplyAdd(dz[row], gx[row], xz))
            xy = multiplyAdd(dx[row], gy[row], multiplyAdd(dy[row], gx[row], xy))
        }
        return SymmetricTensor(
            xx: -xx.total, yy: -yy.total, zz: -zz.total, yz: -0.5 * yz.total, xz: -0.5 * xz.total, xy: -0.5 * xy.total)
    }

    /// What to say when a site energy is not finite; `id` is what the user calls an atom.
    func energyIsNotFinite(lane: Int, atom: Int, id: (Int) -> Int64) -> VolterraError {
        let message = "the energy of atom \(id(atom)) is not finite"
        let distances = (0..<rowCount).compactMap { row -> (neighbour: Int, distance: Double)? in
            let neighbour = Int(neighbours[row * V.scalarCount + lane])
            return neighbour < 0 ? nil : (neighbour, vector(row, lane).length)
        }
        guard let closest = distances.first(where: { $0.distance.isNaN }) ?? distances.min(by: { $0.distance < $1.distance }) else {
            return VolterraError(.badData, message, advice: "check the coefficients of the potential")
        }
        return VolterraError(
            .badData, "\(message): its neighbour, atom \(id(closest.neighbour)), is \(closest.distance) Å away")
    }
}

extension LaneVector {
    /// The sum over all lanes, in double precision.
    var total: Double {
        var sum = 0.0
        for lane in 0..<Self.scalarCount { sum += Double(self[lane]) }
        return sum
    }
}
