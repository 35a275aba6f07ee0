import Atoms
import MomentTensor

/// What the atoms of a configuration have around them: the closest contacts, and numbers that do not change when the configuration is
/// moved, rotated, reflected, wrapped or written in another order.
///
/// Every atom contributes polynomials of its weighted neighbour density ρ(r) = Σ_j w_j f(r_j): moments of rank 0, 1 and 2 contracted to
/// scalars, the sums of which and of whose squares over all atoms are the fingerprint.
struct Surroundings: Sendable {
    private(set) var closest: [MinimumDistances.Pair: MinimumDistances.Contact] = [:]
    let fingerprint: [Double]
    var isEmpty: Bool { closest.isEmpty }

    private static let cutoff = 5.0

    init(_ configuration: Configuration, number: Int) throws(VolterraError) {
        let search = try NeighbourSearch(
            cell: configuration.cell, positions: configuration.positions, cutoff: Surroundings.cutoff)
        let weights = configuration.kinds.map(\.fingerprintWeight)
        let table = try PairTable(configuration.kinds)
        var nearest = [(squared: Double, atoms: SIMD2<Int>)](repeating: (.infinity, .zero), count: table.pairs.count)
        var sums = [Double](repeating: 0, count: 2 * AtomDensity.scalarCount)
        for atom in 0..<configuration.count {
            var density = AtomDensity()
            search.forEachNeighbour(of: atom) { neighbour, vector in
                let squared = vector.dot(vector)
                density.add(vector, squared, cutoff: Surroundings.cutoff, weight: weights[neighbour])
                let pair = table.index(atom, neighbour)
                if squared < nearest[pair].squared { nearest[pair] = (squared, SIMD2(min(atom, neighbour) + 1, max(atom, neighbour) + 1)) }
            }
            for (index, scalar) in density.scalars.enumerated() {
                sums[2 * index] += weights[atom] * scalar
                sums[2 * index + 1] += weights[atom] * scalar * scalar
            }
        }
        for (pair, found) in zip(table.pairs, nearest) where found.squared < .infinity {
            closest[pair] = .init(distance: found.squared.squareRoot(), configuration: number, atoms: found.atoms)
        }
        fingerprint = sums.map { $0 / Double(max(configuration.count, 1)) }
    }

    /// Whether the structures agree up to `tolerance`, relatively, or up to `floor`.
    func agrees(with other: Surroundings, tolerance: Double, floor: Double) -> Bool {
        zip(fingerprint, other.fingerprint).allSatisfy {
            abs($0 - $1) <= tolerance * max(abs($0), abs($1)) + floor
        }
    }
}

/// Moments of the density around one atom.
private struct AtomDensity {
    static let scalarCount = 9
    private var radial = SIMD4<Double>.zero
    private var inner = SIMD3<Double>.zero
    private var outer = SIMD3<Double>.zero
    private var diagonal = SIMD3<Double>.zero
    private var mixed = SIMD3<Double>.zero

    @inline(__always)
    mutating func add(_ vector: SIMD3<Double>, _ squared: Double, cutoff: Double, weight: Double) {
        let u = squared / (cutoff * cutoff)
        let smooth = (1 - u) * (1 - u) * weight
        radial += SIMD4(smooth, smooth * u, smooth * u * u, smooth * u * u * u)
        guard squared > 0 else { return }
        let direction = vector / squared.squareRoot()
        inner += smooth * direction
        outer += smooth * u * direction
        diagonal += smooth * direction * direction
        mixed += smooth * SIMD3(direction.y * direction.z, direction.x * direction.z, direction.x * direction.y)
    }

    var scalars: [Double] {
        let contracted = SIMD3(
            diagonal.x * inner.x + mixed.z * inner.y + mixed.y * inner.z, mixed.z * inner.x + diagonal.y * inner.y + mixed.x * inner.z,
            mixed.y * inner.x + mixed.x * inner.y + diagonal.z * inner.z)
        return [
            radial.x, radial.y, radial.z, radial.w, inner.dot(inner), outer.dot(outer), inner.dot(outer),
            diagonal.dot(diagonal) + 2 * mixed.dot(mixed), inner.dot(contracted),
        ]
    }
}
