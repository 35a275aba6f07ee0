import Atoms
import MomentTensor

/// The distances between the atoms of a data set, for every pair of species of a potential, up to a distance.
public struct PairDistances: Sendable {
    /// Å.
    public let cutoff: Double
    public let speciesCount: Int
    /// All distances of a pair, each counted once from either of its atoms; by centre and neighbour.
    private var all: [Histogram]
    /// From each atom of the species `centre` to the nearest of the species `neighbour`.
    private var nearest: [Histogram]
    private var shortest: [Double]

    /// Distances are counted in bins of about 0.02 Å, whose number is a multiple of this.
    static let binsPerTenth = 5

    public init(cutoff: Double, speciesCount: Int) {
        self.cutoff = cutoff
        self.speciesCount = speciesCount
        let bins = PairDistances.binsPerTenth * Int(min(max((10 * cutoff).rounded(.up), 1), 2000))
        let empty = Histogram(over: ScaledRange(.linear, 0...cutoff), bins: bins)
        all = Array(repeating: empty, count: speciesCount * speciesCount)
        nearest = all
        shortest = Array(repeating: .infinity, count: all.count)
    }

    /// - Parameter species: for each atom, the index of its species in the potential.
    public mutating func add(_ configuration: Configuration, species: [Int]) throws(VolterraError) {
        guard configuration.count > 0 else { return }
        let search = try NeighbourSearch(cell: configuration.cell, positions: configuration.positions, cutoff: cutoff)
        var closest = [Double](repeating: .infinity, count: speciesCount)
        for atom in 0..<configuration.count {
            let row = species[atom] * speciesCount
            for index in closest.indices { closest[index] = .infinity }
            search.forEachNeighbour(of: atom) { neighbour, vector in
                let distance = vector.length
                all[row + species[neighbour]].add(distance)
                closest[species[neighbour]] = min(closest[species[neighbour]], distance)
            }
            for (neighbour, distance) in closest.enumerated() where distance.isFinite {
                nearest[row + neighbour].add(distance)
                shortest[row + neighbour] = min(shortest[row + neighbour], distance)
            }
        }
    }

    /// All distances from atoms of one species to atoms of the other.
    public func distances(centre: Int, neighbour: Int) -> Histogram { all[centre * speciesCount + neighbour] }

    /// From the shortest distance to the one below which 99 % of the atoms of the species `centre` that see the species `neighbour` have
    /// their nearest one; `nil` where there are none.
    public func nearestNeighbours(centre: Int, neighbour: Int) -> ClosedRange<Double>? {
        let index = centre * speciesCount + neighbour
        let total = nearest[index].total
        guard total > 0 else { return nil }
        var below = 0
        let bin = nearest[index].counts.firstIndex { count in
            below += count
            return Double(below) >= 0.99 * Double(total)
        }
        return shortest[index]...max(shortest[index], nearest[index].edge((bin ?? 0) + 1))
    }

    /// Neighbours within the cutoff, of all species together.
    var totalCount: Int { all.reduce(0) { $0 + $1.total } }
}
