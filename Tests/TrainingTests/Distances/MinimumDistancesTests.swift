import Atoms
import FuzzSupport
import MomentTensor
import Testing
import Training

@Suite("Minimum distances")
struct MinimumDistancesTests {
    /// All pairs and three images in every periodic direction.
    private func bruteForce(_ configuration: Configuration) -> [MinimumDistances.Pair: Double] {
        var shortest: [MinimumDistances.Pair: Double] = [:]
        let ranges = configuration.cell.periodicity.map { $0 ? -3...3 : 0...0 }
        for i in 0..<configuration.count {
            for j in i..<configuration.count {
                let pair = MinimumDistances.Pair(configuration.kinds[i], configuration.kinds[j])
                for a in ranges[0] {
                    for b in ranges[1] {
                        for c in ranges[2] where i != j || a != 0 || b != 0 || c != 0 {
                            let cell = configuration.cell
                            let image = Double(a) * cell.a + Double(b) * cell.b + Double(c) * cell.c
                            let distance = (configuration.positions[j] + image - configuration.positions[i]).length
                            shortest[pair] = min(shortest[pair] ?? .infinity, distance)
                        }
                    }
                }
            }
        }
        return shortest
    }

    @Test("equal to a search over all pairs and images, for every periodicity (seed 3)")
    func againstBruteForce() throws {
        var generator = SplitMix64(seed: 3)
        for round in 0..<40 {
            func vector(_ size: Double) -> SIMD3<Double> {
                SIMD3(
                    Double.random(in: -size...size, using: &generator), Double.random(in: -size...size, using: &generator),
                    Double.random(in: -size...size, using: &generator))
            }
            let cell = Cell(
                SIMD3(5, 0, 0) + vector(0.7), SIMD3(0, 4.5, 0) + vector(0.7), SIMD3(0, 0, 6) + vector(0.7),
                periodic: (round & 1 == 0, round & 2 == 0, round & 4 == 0))
            let count = Int.random(in: 2...6, using: &generator)
            let configuration = Configuration(
                cell: cell, positions: (0..<count).map { _ in vector(4) }, kinds: (0..<count).map { .type($0 % 3) })
            var distances = MinimumDistances()
            try distances.add(configuration)
            let expected = bruteForce(configuration).filter { $0.value < MinimumDistances.longestDistance }
            #expect(Set(distances.contacts.keys) == Set(expected.keys))
            for (pair, distance) in expected {
                #expect(abs((distances.contacts[pair]?.distance ?? 0) - distance) < 1e-12, "round \(round), \(pair.name)")
            }
        }
    }

    @Test("over several configurations the shortest counts, with its configuration and atoms")
    func several() throws {
        var generator = SplitMix64(seed: 4)
        var distances = MinimumDistances()
        let perfect = try bcc()
        try distances.add(perfect)
        #expect(abs((distances.shortest?.contact.distance ?? 0) - 3.17 * 0.75.squareRoot()) < 1e-12)
        var close = perfect
        close.positions[5] = close.positions[2] + SIMD3(0, 0, 1.25)
        try distances.add(close)
        try distances.add(perfect.displaced(by: 0.1, using: &generator))
        let shortest = try #require(distances.shortest)
        #expect(abs(shortest.contact.distance - 1.25) < 1e-12)
        #expect(shortest.contact.configuration == 2 && shortest.contact.atoms == SIMD2(3, 6) && shortest.pair.name == "W-W")
        #expect(distances.configurationCount == 3)
    }

    @Test("an atom meets its own image; an atom alone meets nobody")
    func images() throws {
        var distances = MinimumDistances()
        var single = Configuration(positions: [.zero], kinds: [try element("Re")])
        try distances.add(single)
        #expect(distances.shortest == nil)
        #expect(distances.text == "no two atoms are closer than 20 Å in 1 configurations\n")
        single.cell = Cell(SIMD3(12.5, 0, 0), SIMD3(0, 14, 0), SIMD3(0, 0, 14))
        try distances.add(single)
        let contact = try #require(distances.shortest?.contact)
        #expect(contact.distance == 12.5 && contact.configuration == 2 && contact.atoms == SIMD2(1, 1))
    }

    @Test("the text lists pairs, the JSON has distances, configurations and atoms")
    func rendering() throws {
        var distances = MinimumDistances()
        try distances.add(
            Configuration(
                positions: [.zero, SIMD3(0, 0, 2.5), SIMD3(0, 3, 0)], kinds: [try element("W"), try element("Re"), try element("W")]))
        #expect(
            distances.text == """
                pair      distance, Å  configuration  atoms
                W-W            3.0000              1    1–3
                W-Re           2.5000              1    1–2
                shortest       2.5000              1    1–2

                """)
        #expect(
            distances.json.text.hasPrefix(
                "{\n  \"shortest\": {\n    \"distance\": 2.5,\n    \"configuration\": 1,\n    \"atoms\": [\n      1,\n      2\n    ]\n  },")
        )
    }

    @Test("a degenerate cell is an error, not a crash")
    func degenerate() throws {
        var distances = MinimumDistances()
        let flat = Configuration(cell: Cell(SIMD3(1, 0, 0), SIMD3(2, 0, 0), SIMD3(0, 0, 1)), positions: [.zero], kinds: [try element("W")])
        #expect(throws: VolterraError.self) { try distances.add(flat) }
    }
}
