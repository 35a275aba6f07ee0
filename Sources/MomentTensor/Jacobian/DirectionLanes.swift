/// The directions in which the neighbours of an atom can move, one in each lane: neighbour 0 along x, y, z, neighbour 1 along x, y, z, …
///
/// Two vectors of lanes are worked on together. In the lanes behind the last direction everything is zero but u, which is x.
struct DirectionLanes {
    typealias Pair = RowPair<Lanes>

    static var lanesPerPair: Int { 2 * Lanes.scalarCount }

    /// How many pairs of vectors the directions of `count` neighbours fill.
    static func pairCount(neighbours count: Int) -> Int { (3 * count + lanesPerPair - 1) / lanesPerPair }

    /// u, the unit vector to the neighbour of each lane, and its derivative (e_c − u_c u)/r.
    let unit: UnsafeMutablePointer<Pair>
    let unitSlope: UnsafeMutablePointer<Pair>
    /// f_μ, and its derivative f_μ' u_c.
    let radial: UnsafeMutablePointer<Pair>
    let radialSlope: UnsafeMutablePointer<Pair>
    /// For each species and n, φ_n and its derivative φ_n' u_c in the lanes of neighbours of that species.
    let basis: UnsafeMutablePointer<Pair>
    let basisSlope: UnsafeMutablePointer<Pair>

    private let functionCount: Int
    private let size: Int
    private let speciesCount: Int
    private let memory: AlignedMemory<Pair>

    init(_ potential: Potential) {
        functionCount = potential.radialFunctionCount
        size = potential.radialBasis.size
        speciesCount = potential.species.count
        let basisCount = speciesCount * size
        memory = AlignedMemory(capacity: 6 + 2 * functionCount + 2 * basisCount)
        unit = memory.base
        unitSlope = unit + 3
        radial = unitSlope + 3
        radialSlope = radial + functionCount
        basis = radialSlope + functionCount
        basisSlope = basis + basisCount
    }

    var byteCount: Int { memory.byteCount }

    func deallocate() { memory.deallocate() }

    /// Fills the lanes of one pair of vectors.
    func fill(pair: Int, _ site: borrowing SiteNeighbours) {
        memory.base.update(repeating: .zero, count: 6 + 2 * functionCount + 2 * speciesCount * size)
        for lane in 0..<DirectionLanes.lanesPerPair {
            let direction = pair * DirectionLanes.lanesPerPair + lane
            if direction < 3 * site.count {
                fill(lane, neighbour: direction / 3, component: direction % 3, site)
            } else {
                set(unit, 0, lane, 1)
            }
        }
    }

    private func fill(_ lane: Int, neighbour: Int, component: Int, _ site: borrowing SiteNeighbours) {
        let u = site.units[neighbour]
        let along = u[component]
        for c in 0..<3 {
            set(unit, c, lane, u[c])
            set(unitSlope, c, lane, ((c == component ? 1 : 0) - along * u[c]) * site.inverseDistances[neighbour])
        }
        for mu in 0..<functionCount {
            set(radial, mu, lane, site.radial[neighbour * functionCount + mu])
            set(radialSlope, mu, lane, site.radialSlopes[neighbour * functionCount + mu] * along)
        }
        let first = site.species[neighbour] * size
        for n in 0..<size {
            set(basis, first + n, lane, site.basis[neighbour * size + n])
            set(basisSlope, first + n, lane, site.basisSlopes[neighbour * size + n] * along)
        }
    }

    @inline(__always)
    private func set(_ base: UnsafeMutablePointer<Pair>, _ index: Int, _ lane: Int, _ value: Double) {
        UnsafeMutableRawPointer(base + index).assumingMemoryBound(to: Double.self)[lane] = value
    }
}
