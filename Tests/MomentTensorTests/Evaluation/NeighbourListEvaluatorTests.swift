import MomentTensor
import TestSupport
import Testing

@Suite("Neighbour lists as molecular dynamics programs hold them (seeds 500 … 519)")
struct NeighbourListEvaluatorTests {
    @Test("a list with ghosts gives what the periodic system gives, once ghosts are folded back", arguments: 1...3)
    func ghosts(speciesCount: Int) throws {
        let plan = try Plan(try RandomPotential.make(level: 12, speciesCount: speciesCount, seed: 500 + UInt64(speciesCount)))
        for system in RandomSystem.everyCell(speciesCount: speciesCount, seed: 510) {
            let expected = try SystemEvaluator(plan).evaluate(
                cell: system.cell, positions: system.positions, species: system.species, options: [.siteVirials, .siteVirialTensors])
            let list = try GhostList(system, cutoff: plan.potential.radialBasis.cutoff, skin: 0.7)
            let sums = try list.evaluate(NeighbourListEvaluator(plan))
            #expect(relativeDifference([sums.energy], [expected.energy]) < 1e-12)
            #expect(relativeDifference(sums.siteEnergies, expected.siteEnergies) < 1e-12)
            #expect(relativeDifference(list.folded(sums.forces, 3), components(expected.forces)) < 1e-11)
            let virial = expected.virial
            #expect(relativeDifference(sums.virial, [virial.xx, virial.yy, virial.zz, virial.xy, virial.xz, virial.yz]) < 1e-11)
            let siteVirials = try #require(expected.siteVirials).flatMap { [$0.xx, $0.yy, $0.zz, $0.xy, $0.xz, $0.yz] }
            #expect(relativeDifference(list.folded(sums.siteVirials, 6), siteVirials) < 1e-11)
            let tensors = try #require(expected.siteVirialTensors).flatMap { t in [0, 4, 8, 1, 2, 5, 3, 6, 7].map { t[$0] } }
            #expect(relativeDifference(list.folded(sums.siteVirialTensors, 9), tensors) < 1e-11)
        }
    }

    @Test("results are added to what is there, and centres left out contribute nothing")
    func accumulation() throws {
        let plan = try Plan(try RandomPotential.make(level: 8, speciesCount: 2, seed: 511))
        let system = RandomSystem(atoms: 11, cell: RandomSystem.cells[3], speciesCount: 2, seed: 512)
        var list = try GhostList(system, cutoff: plan.potential.radialBasis.cutoff, skin: 1)
        let evaluator = NeighbourListEvaluator(plan)
        let all = try list.evaluate(evaluator)
        let split = 4
        list.centres = Array(0..<Int32(split))
        var sums = try list.evaluate(evaluator)
        #expect(sums.siteEnergies[split...].allSatisfy { $0 == 0 })
        list.centres = Array(Int32(split)..<11)
        sums = try list.evaluate(evaluator, adding: sums)
        #expect(relativeDifference([sums.energy], [all.energy]) < 1e-12)
        #expect(relativeDifference(sums.forces, all.forces) < 1e-11)
        #expect(relativeDifference(sums.virial, all.virial) < 1e-11)
    }

    @Test("types that are mapped to no species are neither centres nor neighbours")
    func invisibleTypes() throws {
        let plan = try Plan(try RandomPotential.make(level: 8, speciesCount: 2, seed: 513))
        let system = RandomSystem(atoms: 12, cell: RandomSystem.cells[0], speciesCount: 3, seed: 514)
        var list = try GhostList(system, cutoff: plan.potential.radialBasis.cutoff, skin: 0)
        list.speciesOfType = [-1, 1, -1, 0]
        let sums = try list.evaluate(NeighbourListEvaluator(plan))
        let visible = system.species.indices.filter { system.species[$0] != 1 }
        let expected = try SystemEvaluator(plan).evaluate(
            cell: .none, positions: visible.map { system.positions[$0] }, species: visible.map { system.species[$0] == 0 ? 1 : 0 })
        #expect(relativeDifference([sums.energy], [expected.energy]) < 1e-12)
        #expect(system.species.indices.allSatisfy { visible.contains($0) || sums.siteEnergies[$0] == 0 })
    }

    @Test("bits outside the mask are not part of an index")
    func mask() throws {
        let plan = try Plan(try RandomPotential.make(level: 6, speciesCount: 1, seed: 515))
        let system = RandomSystem(atoms: 9, cell: RandomSystem.cells[0], speciesCount: 1, seed: 516)
        var list = try GhostList(system, cutoff: plan.potential.radialBasis.cutoff, skin: 0)
        let plain = try list.evaluate(NeighbourListEvaluator(plan))
        list.neighbours = list.neighbours.map { $0.map { $0 | 1 << 30 } }
        #expect(try list.evaluate(NeighbourListEvaluator(plan)).forces == plain.forces)
    }

    @Test("lists that contradict themselves are refused with a reason")
    func refusals() throws {
        let plan = try Plan(try RandomPotential.make(level: 6, speciesCount: 1, seed: 517))
        let system = RandomSystem(atoms: 6, cell: RandomSystem.cells[0], speciesCount: 1, seed: 518)
        let good = try GhostList(system, cutoff: plan.potential.radialBasis.cutoff, skin: 0)

        let neighbour = Int(good.neighbours[0][0])

        func message(_ change: (inout GhostList) -> Void) -> String {
            var list = good
            change(&list)
            do {
                _ = try list.evaluate(NeighbourListEvaluator(plan))
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(message { _ in } == "")
        #expect(message { $0.centres[2] = 6 } == "the list of centres names the index 6, but there are 6 atoms")
        #expect(message { $0.centres[2] = -1 } == "the list of centres names the index -1, but there are 6 atoms")
        #expect(message { $0.neighbours[3][0] = 77 } == "atom 3 has a neighbour with the index 77, but there are 6 atoms")
        #expect(message { $0.types[1] = 5 } == "atom 1 has type 5, but there are types 0 … 1 only")
        #expect(message { $0.speciesOfType[1] = 1 } == "type 1 is mapped to species 1, which the potential does not have")
        #expect(message { $0.positions[4].y = .nan } == "atom 4 has a coordinate that is not finite")
        #expect(
            message {
                $0.positions[neighbour].x = .nan
                $0.centres = [0]
            } == "the energy of atom 0 is not finite: its neighbour, atom \(neighbour), is nan Å away")
        #expect(
            message { $0.positions[neighbour] = $0.positions[0] }
                == "the energy of atom 0 is not finite: its neighbour, atom \(neighbour), is 0.0 Å away")
    }
}
