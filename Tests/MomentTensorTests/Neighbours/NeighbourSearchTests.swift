import FuzzSupport
import MomentTensor
import TestSupport
import Testing

@Suite("Neighbour search (seeds 400 … 419)")
struct NeighbourSearchTests {
    /// Each neighbour as index and vector, sorted so that lists can be compared.
    private func sorted(_ neighbours: [(index: Int, vector: SIMD3<Double>)]) -> [[Double]] {
        neighbours.map { [Double($0.index), $0.vector.x, $0.vector.y, $0.vector.z] }
            .sorted { a, b in zip(a, b).first { abs($0 - $1) > 1e-6 }.map { $0 < $1 } ?? false }
    }

    private func found(_ search: NeighbourSearch, _ atom: Int) -> [(index: Int, vector: SIMD3<Double>)] {
        var neighbours: [(index: Int, vector: SIMD3<Double>)] = []
        search.forEachNeighbour(of: atom) { neighbours.append(($0, $1)) }
        return neighbours
    }

    @Test("finds what looking at far too many images finds, for every kind of cell", arguments: [1.3, 3.7, 5, 11])
    func bruteForce(cutoff: Double) throws {
        var potential = try RandomPotential.make(level: 2, speciesCount: 1, seed: 400)
        potential.radialBasis.cutoff = cutoff
        let oracle = Oracle(potential: potential)
        for (index, system) in RandomSystem.everyCell(speciesCount: 1, seed: 401).enumerated() {
            let search = try NeighbourSearch(cell: system.cell, positions: system.positions, cutoff: cutoff)
            for atom in system.positions.indices {
                let expected = sorted(oracle.neighbours(of: atom, cell: system.cell, positions: system.positions))
                let actual = sorted(found(search, atom))
                #expect(actual.count == expected.count, "cell \(index), atom \(atom)")
                #expect(zip(actual, expected).allSatisfy { relativeDifference($0, $1) < 1e-12 })
            }
        }
    }

    @Test("every pair is found from both ends, in a large system with many bins")
    func symmetry() throws {
        let cell = Cell(SIMD3(40, 0, 0), SIMD3(11, 38, 0), SIMD3(-7, 5, 41), periodic: (true, true, false))
        let system = RandomSystem(grid: 14, cell: cell, speciesCount: 1, seed: 402)
        let search = try NeighbourSearch(cell: cell, positions: system.positions, cutoff: 4.4)
        var balance = [Int: Int]()
        var total = 0
        for atom in system.positions.indices {
            for neighbour in found(search, atom) {
                balance[min(atom, neighbour.index) * system.positions.count + max(atom, neighbour.index), default: 0] +=
                    atom < neighbour.index ? 1 : -1
                total += 1
            }
        }
        #expect(total > 10 * system.positions.count)
        #expect(balance.values.allSatisfy { $0 == 0 })
    }

    @Test("atoms exactly at the cutoff are no neighbours, and images of an atom are")
    func edges() throws {
        let pair = try NeighbourSearch(cell: .none, positions: [.zero, SIMD3(3, 0, 0)], cutoff: 3)
        #expect(found(pair, 0).isEmpty)
        let alone = try NeighbourSearch(
            cell: Cell(SIMD3(2, 0, 0), .zero, .zero, periodic: (true, false, false)), positions: [SIMD3(9, 9, 9)], cutoff: 5)
        #expect(sorted(found(alone, 0)) == [[0, -4, 0, 0], [0, -2, 0, 0], [0, 2, 0, 0], [0, 4, 0, 0]])
    }

    private func message(_ cell: Cell, _ positions: [SIMD3<Double>], cutoff: Double = 5) -> String? {
        do throws(VolterraError) {
            _ = try NeighbourSearch(cell: cell, positions: positions, cutoff: cutoff)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("cells and coordinates that make no sense are refused with a reason")
    func refusals() {
        let cube = Cell(SIMD3(4, 0, 0), SIMD3(0, 4, 0), SIMD3(0, 0, 4))
        for bad in [Double.nan, .infinity, -.infinity, 1e300, 1e20] {
            #expect(
                message(cube, [.zero, SIMD3(0, bad, 0)]) == "atom 2 has a coordinate that is not finite, or is absurdly far away")
        }
        #expect(
            message(Cell(.zero, cube.b, cube.c), [.zero])
                == "lattice vector a is zero or not finite, but the cell is periodic along it")
        #expect(
            message(Cell(cube.a, SIMD3(.nan, 0, 0), cube.c), [.zero])
                == "lattice vector b is zero or not finite, but the cell is periodic along it")
        #expect(message(Cell(cube.a, cube.a, cube.c), [.zero]) == "the lattice vectors are linearly dependent")
        let flat = Cell(SIMD3(1e-3, 0, 0), SIMD3(0, 1e-3, 0), cube.c)
        #expect(
            message(flat, [.zero])
                == "the cell is far too small for the cutoff of 5.0 Å; check the lattice vectors and their unit")
        #expect(
            message(.none, Array(repeating: .zero, count: 4_000_000))
                == "more than a hundred thousand atoms would be neighbours of one atom; check the coordinates, the lattice vectors and their unit"
        )
    }

    @Test("coordinates spread over any distance are searched in reasonable time")
    func sparse() throws {
        var random = SplitMix64(seed: 403)
        let positions = (0..<2000).map { _ in SIMD3.random(in: -1e9...1e9, using: &random) } + [SIMD3(0, 0, 0), SIMD3(1, 1, 1)]
        let search = try NeighbourSearch(cell: .none, positions: positions, cutoff: 5)
        #expect(found(search, 2000).map(\.index) == [2001])
    }
}
