import FuzzSupport
import MomentTensor
import TestSupport
import Testing

@Suite("Bases without some of their scalars (seeds 60 … 69)")
struct ReductionTests {
    private func randomChoice(of count: Int, share: Double, seed: UInt64) -> [Int] {
        var random = SplitMix64(seed: seed)
        let chosen = (0..<count).filter { _ in Double.random(in: 0...1, using: &random) < share }
        return chosen.isEmpty ? [0] : chosen
    }

    @Test("the reduced potential gives what the whole one gives with zero coefficients elsewhere", arguments: [0.1, 0.5, 0.9])
    func sameEnergies(share: Double) throws {
        var potential = try RandomPotential.make(level: 14, speciesCount: 2, seed: 60)
        let kept = randomChoice(of: potential.basis.scalars.count, share: share, seed: 61)
        let reduced = potential.reduced(to: kept)
        for place in potential.basis.scalars.indices where !kept.contains(place) { potential.coefficients?.linear[place] = 0 }
        let system = RandomSystem(atoms: 12, cell: RandomSystem.cells[3], speciesCount: 2, seed: 62)
        let results = try [potential, reduced].map { potential in
            try SystemEvaluator(try Plan(potential)).evaluate(cell: system.cell, positions: system.positions, species: system.species)
        }
        #expect(relativeDifference([results[1].energy], [results[0].energy]) < 1e-12)
        #expect(relativeDifference(components(results[1].forces), components(results[0].forces)) < 1e-11)
        #expect(relativeDifference(results[1].virial.voigt, results[0].virial.voigt) < 1e-11)
    }

    @Test("a reduced basis has no dead entry, can be reduced no further, and is read back from its file as it is")
    func nothingLeft() throws {
        let potential = try RandomPotential.make(level: 16, speciesCount: 1, seed: 63)
        let kept = randomChoice(of: potential.basis.scalars.count, share: 0.2, seed: 64)
        let reduced = potential.reduced(to: kept)
        try reduced.basis.checkConsistency()
        #expect(reduced.basis.products.count < potential.basis.products.count && reduced.basis.scalars.count == kept.count)
        #expect(reduced.reduced(to: Array(reduced.basis.scalars.indices)) == reduced)
        var isUsed = [Bool](repeating: false, count: reduced.basis.slotCount)
        for product in reduced.basis.products { (isUsed[Int(product.left)], isUsed[Int(product.right)]) = (true, true) }
        for slot in reduced.basis.scalars { isUsed[Int(slot)] = true }
        #expect(!isUsed.contains(false))
        let read = try PotentialFile(bytes: Array(reduced.fileText.utf8), file: "reduced.mtp").potential
        #expect(read == reduced)
    }

    @Test("radial functions that nothing uses go, and the others keep their coefficients")
    func radialFunctions() throws {
        let potential = try RandomPotential.make(level: 12, speciesCount: 2, radialSize: 6, seed: 65)
        // A scalar that is the square of a moment of μ = 1 does not need μ = 0.
        let places = potential.basis.scalars.indices.filter { place in
            potential.basis.reduced(to: [place]).radialFunctions == [1]
        }
        let place = try #require(places.first)
        let reduced = potential.reduced(to: [place])
        #expect(reduced.radialFunctionCount == 1)
        let radial = try #require(potential.coefficients?.radial)
        let functions = potential.radialFunctionCount
        var expected: [Double] = []
        for pair in 0..<4 {
            let first = (pair * functions + 1) * 6
            expected += radial[first..<(first + 6)]
        }
        #expect(reduced.coefficients?.radial == expected)
    }
}

@Suite("The work of an evaluation (seeds 66 … 69)")
struct EvaluationWorkTests {
    @Test(
        "what is saved step by step is what a reduced basis does not have to do, with shared radial functions and with own ones",
        arguments: [8, 12, 16], [false, true])
    func savings(level: Int, hasOwnRadialFunctions: Bool) throws {
        let shared = try MomentBasis(BasisSpecification(level: level))
        let basis = hasOwnRadialFunctions ? shared.withOwnRadialFunctions : shared
        let count = basis.scalars.count
        var work = EvaluationWork(basis, radialBasisSize: 8, neighbours: 30)
        var random = SplitMix64(seed: 66)
        var kept = Array(0..<count)
        while kept.count > 2 {
            let gone = ScalarSet(kept.shuffled(using: &random).prefix(max(kept.count / 5, 1)), count: count)
            let before = work.total
            let expected = work.savings(without: gone)
            work.remove(gone)
            #expect(abs(before - work.total - expected) < 1e-9 * before)
            kept.removeAll(where: gone.contains)
            let reduced = EvaluationWork(basis.reduced(to: kept).basis, radialBasisSize: 8, neighbours: 30)
            // Scalars that others were made of become leaves, whose products count less.
            #expect(reduced.total <= work.total + 1e-9)
            #expect(reduced.total > 0.9 * work.total)
        }
    }

    @Test("what a set needs alone is saved with it, and not with a part of it")
    func sets() throws {
        let basis = try MomentBasis(BasisSpecification(level: 12))
        let count = basis.scalars.count
        let work = EvaluationWork(basis, radialBasisSize: 8, neighbours: 0)
        #expect(work.sets.count >= count && !work.sets.contains(ScalarSet(count: count)))
        for set in work.sets where set.count > 1 {
            let first = ScalarSet([set.places[0]], count: count)
            #expect(work.savings(without: set) > work.savings(without: first))
        }
    }

    @Test("a radial function for every moment is dearer than a shared one, by the neighbours", arguments: [8, 12, 16, 20])
    func ownRadialFunctions(level: Int) throws {
        let basis = try MomentBasis(BasisSpecification(level: level))
        let works = [basis, basis.withOwnRadialFunctions].map { basis in
            [0.0, 30].map { EvaluationWork(basis, radialBasisSize: 10, neighbours: $0).total }
        }
        #expect(works[0][0] == works[1][0] && works[0][1] < works[1][1])
    }

    @Test("more neighbours make moments dearer: work is proportional to them, but for the products")
    func neighbours() throws {
        let basis = try MomentBasis(BasisSpecification(level: 12))
        let totals = [0.0, 30, 60].map { EvaluationWork(basis, radialBasisSize: 8, neighbours: $0).total }
        #expect(abs(totals[2] - 2 * totals[1] + totals[0]) < 1e-9 * totals[2] && totals[1] > 2 * totals[0])
    }
}
