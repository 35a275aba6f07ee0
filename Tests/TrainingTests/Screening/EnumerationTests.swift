import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Crystals in which elements share a lattice")
struct EnumerationTests {
    /// One of each set of crystals that differ in a permutation of the elements, all of which occur: what is published.
    private func countWithoutNames(_ lattice: ParentLattice, index: Int, colours: Int) -> Int {
        let symmetries = lattice.symmetries
        var count = 0
        for superlattice in Superlattice.inequivalent(index: index, symmetries) {
            let colourings = Colourings(superlattice, of: lattice, symmetries)
            var found: Set<[Int]> = []
            colourings.forEach(colours: colours) { colouring in
                guard Set(colouring).count == colours else { return }
                let renamed = permutations(of: Array(0..<colours)).map { names in colourings.canonical(colouring.map { names[$0] }) }
                found.insert(renamed.min { $0.lexicographicallyPrecedes($1) } ?? colouring)
            }
            count += found.count
        }
        return count
    }

    private func permutations(of list: [Int]) -> [[Int]] {
        guard list.count > 1 else { return [list] }
        return list.flatMap { first in permutations(of: list.filter { $0 != first }).map { [first] + $0 } }
    }

    @Test("lattices have the symmetries of their crystal classes")
    func symmetries() {
        #expect([.fcc, .bcc, .sc].map { (lattice: ParentLattice) in lattice.symmetries.count } == [48, 48, 48])
        #expect(ParentLattice.hcp.symmetries.count == 24)
    }

    @Test("of superlattices there are as many as Hart and Forcade found")
    func superlattices() {
        #expect((1...10).map { Superlattice.all(index: $0).count } == [1, 7, 13, 35, 31, 91, 57, 155, 130, 217])
        let published: [(ParentLattice, [Int])] = [
            (.fcc, [1, 2, 3, 7, 5, 10, 7, 20, 14, 18]), (.bcc, [1, 2, 3, 7, 5, 10, 7, 20, 14, 18]),
            (.sc, [1, 3, 3, 9, 5, 13, 7, 24, 14, 23]), (.hcp, [1, 3, 5, 11, 7, 19, 11, 34, 23, 33]),
        ]
        for (lattice, counts) in published {
            let symmetries = lattice.symmetries
            #expect(counts.indices.map { Superlattice.inequivalent(index: $0 + 1, symmetries).count } == counts, "\(lattice)")
        }
    }

    @Test("of crystals there are as many as Hart and Forcade found, without the names of the elements")
    func crystals() {
        #expect((2...8).map { countWithoutNames(.fcc, index: $0, colours: 2) } == [2, 3, 12, 14, 50, 52, 229])
        #expect((2...4).map { countWithoutNames(.sc, index: $0, colours: 2) } == [3, 3, 15])
        #expect((3...6).map { countWithoutNames(.fcc, index: $0, colours: 3) } == [3, 13, 23, 130])
        #expect((4...6).map { countWithoutNames(.fcc, index: $0, colours: 4) } == [7, 9, 110])
    }

    @Test(
        "no two crystals are the same, by the distances between their atoms (hcp and bcc, up to four atoms)",
        arguments: [ParentLattice.hcp, .bcc])
    func different(lattice: ParentLattice) throws {
        let elements = try ["Al", "Ni"].map { try #require(Element(symbol: $0)) }
        var fingerprints: [[String]] = []
        var crystals: [Configuration] = []
        try DecoratedLattice(lattice, elements: elements, volumes: [16, 16]).forEach(atoms: 4) { crystals.append($0) }
        for crystal in crystals {
            #expect(abs(crystal.cell.volume / Double(crystal.count) - 16) < 1e-9 && crystal.count <= 4)
            // What each atom sees, as lines of text; the smallest cell has each only so often.
            let search = try NeighbourSearch(cell: crystal.cell, positions: crystal.positions, cutoff: 6.5)
            let seen = crystal.positions.indices.map { atom in
                var lines: [String] = []
                search.forEachNeighbour(of: atom) { other, vector in
                    lines.append("\(crystal.kinds[other] == crystal.kinds[atom]) \(fixedText(vector.length, 4))")
                }
                return "\(crystal.kinds[atom]) " + lines.sorted().joined(separator: " ")
            }
            fingerprints.append(seen.sorted())
        }
        #expect(crystals.count == (lattice == .bcc ? 29 : 13) && Set(fingerprints).count == crystals.count)
    }

    @Test("the volume is that of the elements; well-known crystals are among them")
    func known() throws {
        let elements = try ["Al", "Ni"].map { try #require(Element(symbol: $0)) }
        var names: [String: [Configuration]] = [:]
        try DecoratedLattice(.fcc, elements: elements, volumes: [16, 12]).forEach(atoms: 4) { crystal in
            names[Composition(crystal)?.formula ?? "", default: []].append(crystal)
        }
        #expect(names["Al"]?.count == 1 && names["AlNi"]?.count == 2 + 5 && names["Al3Ni"]?.count == 7)
        #expect(try #require(names["AlNi"]).allSatisfy { abs($0.cell.volume / Double($0.count) - 14) < 1e-9 })
        // L1₂ and D0₂₂, in which every nickel atom has twelve neighbours of aluminium.
        let isOrdered = { (crystal: Configuration) throws(VolterraError) -> Bool in
            guard let nickel = crystal.kinds.firstIndex(of: .element(elements[1])) else { return false }
            var kinds: [Configuration.Kind] = []
            let search = try NeighbourSearch(cell: crystal.cell, positions: crystal.positions, cutoff: 3.2)
            search.forEachNeighbour(of: nickel) { other, _ in kinds.append(crystal.kinds[other]) }
            return kinds.count == 12 && kinds.allSatisfy { $0 == .element(elements[0]) }
        }
        var count = 0
        for crystal in try #require(names["Al3Ni"]) where try isOrdered(crystal) { count += 1 }
        #expect(count == 2)
    }

    @Test("too many are refused")
    func limit() throws {
        let elements = try ["Al", "Ni", "Ti", "Cu"].map { try #require(Element(symbol: $0)) }
        let lattice = DecoratedLattice(.fcc, elements: elements, volumes: [16, 16, 16, 16])
        let error = try #require(throws: VolterraError.self) { try lattice.forEach(atoms: 20) { _ in } }
        #expect(error.message == "4 elements on 20 sites are too many to look through")
    }
}
