import MomentTensor
import TestSupport
import Testing

@Suite("Lists that several threads evaluate (seeds 700 … 739)")
struct ThreadedListEvaluatorTests {
    private static let cell = Cell(SIMD3(12, 0.4, 0), SIMD3(-0.3, 12.5, 0.2), SIMD3(0, 0.1, 11.8), periodic: (true, true, true))

    /// Long enough for eight slices, of several species in random order, and with ghosts.
    private func list(speciesCount: Int, seed: UInt64) throws -> GhostList {
        try GhostList(RandomSystem(grid: 5, cell: Self.cell, speciesCount: speciesCount, seed: seed), cutoff: 4.6, skin: 0.4)
    }

    private func plan(speciesCount: Int) throws -> Plan {
        try Plan(try RandomPotential.make(level: 8, speciesCount: speciesCount, seed: 700 + UInt64(speciesCount)))
    }

    private func expect(
        _ sums: GhostList.Sums, near expected: GhostList.Sums, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(relativeDifference([sums.energy], [expected.energy]) < 1e-12, sourceLocation: sourceLocation)
        #expect(relativeDifference(sums.forces, expected.forces) < 1e-12, sourceLocation: sourceLocation)
        #expect(relativeDifference(sums.virial, expected.virial) < 1e-12, sourceLocation: sourceLocation)
        #expect(sums.siteEnergies == expected.siteEnergies, sourceLocation: sourceLocation)
        #expect(relativeDifference(sums.siteVirials, expected.siteVirials) < 1e-12, sourceLocation: sourceLocation)
        #expect(relativeDifference(sums.siteVirialTensors, expected.siteVirialTensors) < 1e-12, sourceLocation: sourceLocation)
    }

    @Test("give the sums of one thread but for rounding, and no bit depends on how many of two to eight there are", arguments: 1...3)
    func agreement(speciesCount: Int) throws {
        let plan = try plan(speciesCount: speciesCount)
        let list = try list(speciesCount: speciesCount, seed: 710)
        let serial = try list.evaluate(NeighbourListEvaluator(plan))
        #expect(try list.evaluate(ThreadedListEvaluator(plan)) == serial)
        let two = try list.evaluate(ThreadedListEvaluator(plan, threads: 2))
        expect(two, near: serial)
        for threads in 3...5 { #expect(try list.evaluate(ThreadedListEvaluator(plan, threads: threads)) == two) }
        #expect(try list.evaluate(ThreadedListEvaluator(plan, threads: 8)) == two)
        expect(try list.evaluate(ThreadedListEvaluator(plan, threads: 11)), near: serial)
    }

    @Test("give the same again and again, also after longer and shorter lists")
    func repetition() throws {
        let plan = try plan(speciesCount: 2)
        let evaluator = ThreadedListEvaluator(plan, threads: 3)
        var list = try list(speciesCount: 2, seed: 711)
        let all = try list.evaluate(evaluator)
        let few = Array(list.centres.prefix(40))
        list.centres = few
        let ofFew = try list.evaluate(evaluator)
        expect(ofFew, near: try list.evaluate(NeighbourListEvaluator(plan)))
        for _ in 0..<20 {
            list.centres = few
            #expect(try list.evaluate(evaluator) == ofFew)
            list.centres = Array(0..<125)
            #expect(try list.evaluate(evaluator) == all)
        }
    }

    @Test("may be shorter than there are threads, or empty, and their centres in any order", arguments: [0, 1, 2, 17, 125])
    func lengths(count: Int) throws {
        let plan = try plan(speciesCount: 2)
        var list = try list(speciesCount: 2, seed: 712)
        list.centres = Array(list.centres.reversed().prefix(count))
        let serial = try list.evaluate(NeighbourListEvaluator(plan))
        for threads in [2, 5] { expect(try list.evaluate(ThreadedListEvaluator(plan, threads: threads)), near: serial) }
    }

    @Test("are added to what is there")
    func accumulation() throws {
        let plan = try plan(speciesCount: 2)
        let list = try list(speciesCount: 2, seed: 713)
        let evaluator = ThreadedListEvaluator(plan, threads: 2)
        let once = try list.evaluate(evaluator)
        let twice = try list.evaluate(evaluator, adding: once)
        #expect(relativeDifference(twice.forces, once.forces.map { 2 * $0 }) < 1e-12)
        #expect(relativeDifference(twice.virial, once.virial.map { 2 * $0 }) < 1e-12)
        #expect(twice.siteEnergies == once.siteEnergies.map { 2 * $0 })
    }

    @Test("fail with the message of one thread, and leave nothing behind that the next list would find")
    func failures() throws {
        let plan = try plan(speciesCount: 2)
        let good = try list(speciesCount: 2, seed: 714)
        let evaluator = ThreadedListEvaluator(plan, threads: 3)
        let expected = try good.evaluate(evaluator)

        func message(_ evaluate: () throws -> GhostList.Sums) -> String {
            do {
                _ = try evaluate()
                return ""
            } catch {
                return "\(error)"
            }
        }
        let mistakes: [(inout GhostList) -> Void] = [
            { $0.positions[Int($0.neighbours[60][0])] = $0.positions[60] },
            { list in
                list.neighbours[30][0] = 9999
                list.neighbours[90][3] = -5
            },
            { list in
                list.neighbours[100][0] = 9999
                list.centres[110] = -1
            },
            { $0.types[70] = 9 },
            { $0.speciesOfType[1] = 5 },
            { list in
                list.positions[20].x = .nan
                list.positions[120].z = .infinity
            },
        ]
        for mistake in mistakes {
            var bad = good
            mistake(&bad)
            let ofOneThread = message { try bad.evaluate(NeighbourListEvaluator(plan)) }
            #expect(ofOneThread != "")
            #expect(message { try bad.evaluate(evaluator) } == ofOneThread)
            #expect(try good.evaluate(evaluator) == expected)
        }
    }
}
