import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Pair distances")
struct PairDistancesTests {
    @Test("a crystal has its shells of neighbours, and a nearest distance")
    func crystal() throws {
        var distances = PairDistances(cutoff: 4, speciesCount: 1)
        let configuration = try bcc(a: 3.17, n: 2)
        try distances.add(configuration, species: Array(repeating: 0, count: configuration.count))
        let histogram = distances.distances(centre: 0, neighbour: 0)
        #expect(histogram.total == 14 * configuration.count && distances.totalCount == histogram.total)
        #expect(histogram.counts.filter { $0 > 0 } == [8 * configuration.count, 6 * configuration.count])
        let nearest = try #require(distances.nearestNeighbours(centre: 0, neighbour: 0))
        let exact = 3.17 * 3.0.squareRoot() / 2
        #expect(abs(nearest.lowerBound - exact) < 1e-9)
        #expect(nearest.upperBound >= exact - 1e-9 && nearest.upperBound < exact + 0.03)
    }

    @Test("pairs are told apart by centre and neighbour; a pair that does not occur has no range")
    func species() throws {
        // CsCl: the corners are species 0, the centres species 1.
        let configuration = try bcc(a: 3, n: 2)
        var distances = PairDistances(cutoff: 3.5, speciesCount: 3)
        try distances.add(configuration, species: configuration.positions.indices.map { $0 % 2 })
        #expect(distances.distances(centre: 0, neighbour: 1).total == 8 * configuration.count / 2)
        #expect(distances.distances(centre: 0, neighbour: 0).total == 6 * configuration.count / 2)
        #expect(distances.nearestNeighbours(centre: 1, neighbour: 1).map { abs($0.lowerBound - 3) < 1e-12 } == true)
        #expect(distances.nearestNeighbours(centre: 0, neighbour: 2) == nil)
    }
}
