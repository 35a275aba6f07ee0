import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Crystals")
struct CrystalTests {
    private func crystal(_ structure: CrystalStructure) -> Crystal { Crystal(structure, species: 0, neighbourDistance: 2.5) }

    private static let coordination: [(CrystalStructure, Int, Double)] = [
        (.bcc, 8, 4 / (3 * 3.0.squareRoot())), (.fcc, 12, 1 / 2.0.squareRoot()), (.hcp, 12, 1 / 2.0.squareRoot()),
        (.diamond, 4, 8 / (3 * 3.0.squareRoot())),
    ]

    @Test("each has its neighbours at the distance that was asked for, and its volume per atom", arguments: coordination)
    func neighbours(structure: CrystalStructure, count: Int, volume: Double) throws {
        let crystal = crystal(structure)
        #expect(agree(crystal.neighbourDistance, 2.5, within: 1e-12))
        #expect(agree(crystal.volumePerAtom, volume * 2.5 * 2.5 * 2.5, within: 1e-12))
        for cell in [crystal.primitive, crystal.unitCell] {
            let search = try NeighbourSearch(cell: cell.cell, positions: cell.positions, cutoff: 2.5001)
            for atom in 0..<cell.count {
                var found = 0
                search.forEachNeighbour(of: atom) { _, _ in found += 1 }
                #expect(found == count)
            }
        }
    }

    @Test("a ball holds every atom within its radius, once, behind the primitive cell", arguments: CrystalStructure.allCases)
    func ball(structure: CrystalStructure) throws {
        let crystal = crystal(structure)
        let (ball, sites) = crystal.ball(radius: 9)
        let primitive = crystal.primitive
        #expect(Array(ball.positions.prefix(primitive.count)) == primitive.positions)
        let search = try NeighbourSearch(cell: primitive.cell, positions: primitive.positions, cutoff: 9)
        for atom in 0..<primitive.count {
            var expected = 1
            search.forEachNeighbour(of: atom) { _, _ in expected += 1 }
            #expect(ball.positions.filter { ($0 - primitive.positions[atom]).length < 9 }.count == expected)
        }
        for (position, site) in zip(ball.positions, sites) {
            #expect((position - primitive.positions[site.basis] - site.shift).length < 1e-12)
        }
    }

    @Test(
        "layers have the energy of the crystal while they are periodic: nothing is lost, doubled or misplaced",
        arguments: CrystalStructure.allCases)
    func layers(structure: CrystalStructure) throws {
        let evaluator = SystemEvaluator(try tungstenPlan())
        let crystal = crystal(structure)
        let primitive = crystal.primitive
        let bulk = try evaluator.evaluate(primitive).energy / Double(primitive.count)
        for plane in CrystalPlane.surfaces(of: structure) {
            for cut in [CrystalPlane.Cut.widest, .narrowest] {
                let layers = plane.layers(of: crystal, thickness: 12, cut: cut)
                #expect(layers.cell.c.z >= 12 - 1e-6)
                #expect(agree(layers.cell.volume / Double(layers.count), crystal.volumePerAtom, within: 1e-9), "\(plane.name)")
                #expect(agree(try evaluator.evaluate(layers).energy / Double(layers.count), bulk, within: 1e-9), "\(plane.name)")
                #expect(layers.positions.allSatisfy { $0.z > 0 && $0.z < layers.cell.c.z })
            }
        }
    }

    @Test("diamond is cut between its double layers, or inside of one")
    func cuts() throws {
        let crystal = crystal(.diamond)
        func vacuum(_ cut: CrystalPlane.Cut) -> Double {
            let layers = CrystalPlane.faceCentred111.layers(of: crystal, thickness: 20, cut: cut)
            let heights = layers.positions.map(\.z)
            return layers.cell.c.z - (heights.max()! - heights.min()!)
        }
        #expect(agree(vacuum(.widest), 2.5, within: 1e-9))
        #expect(agree(vacuum(.narrowest), 2.5 / 3, within: 1e-9))
    }

    @Test("the lowest energy over all distances is where the stress vanishes")
    func search() throws {
        let evaluator = SystemEvaluator(try tungstenPlan())
        for structure in CrystalStructure.allCases {
            guard let crystal = try Crystal.lowest(structure, species: 0, with: evaluator) else { continue }
            for ratio in [0.995, 1.005] {
                let cell = crystal.scaled(volume: ratio).primitive
                #expect(try evaluator.evaluate(cell).energy / Double(cell.count) > crystal.energyPerAtom)
            }
        }
        let bcc = try #require(try Crystal.lowest(.bcc, species: 0, with: evaluator))
        #expect(agree(bcc.a, 3.17, within: 0.02))
    }
}
