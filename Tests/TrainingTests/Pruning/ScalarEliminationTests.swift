import FuzzSupport
import MomentTensor
import TestSupport
import Testing
@testable import Training

@Suite("Linear equations with scalars left out (seeds 70 … 79)")
struct ScalarEliminationTests {
    /// Equations of real configurations: columns of very different lengths that depend on one another.
    private func equations() throws -> (equations: NormalEquations, speciesCount: Int) {
        let data = try FitTestData(level: 12, speciesCount: 2, count: 40, seed: 70)
        let model = try FitTestData(level: 10, speciesCount: 2, count: 0, seed: 71).teacher
        let assembly = NormalAssembly(
            try JacobianPlan(model), try data.samples(), referenceEnergies: [0, 0], holdsSpecies: false, team: ThreadTeam(count: 1))
        let coefficients = try #require(model.coefficients)
        return (try #require(try assembly.assemble(coefficients, .linear, FitWatch())), 2)
    }

    @Test("the growth of the objective that is foretold, and the loss, are those of equations that are solved anew")
    func exact() throws {
        let (equations, speciesCount) = try equations()
        let ridge = 1e-8
        var elimination = try ScalarElimination(equations, speciesCount: speciesCount, ridge: ridge)
        var kept = Array(0..<(equations.columnCount - speciesCount))
        var random = SplitMix64(seed: 72)
        for count in [1, 3, 1, 4] {
            let gone = Array(kept.shuffled(using: &random).prefix(count))
            let before = elimination.objective
            let foretold = elimination.increase(without: gone)
            if count == 1 { #expect(relativeDifference([elimination.increase(without: gone[0])], [foretold]) < 1e-9) }
            for scalar in gone { #expect(elimination.increase(without: scalar) <= foretold * (1 + 1e-9)) }
            for scalar in gone { elimination.remove(scalar) }
            kept.removeAll(where: gone.contains)
            let solution = try LinearSolution(
                equations.keeping(kept, speciesCount: speciesCount), speciesCount: speciesCount, ridge: ridge)
            let configurations = Double(equations.configurationCount)
            #expect(relativeDifference([before + foretold], [solution.objective / configurations]) < 1e-6)
            #expect(relativeDifference([elimination.objective], [solution.objective / configurations]) < 1e-6)
            #expect(relativeDifference([elimination.loss], [solution.squares / configurations]) < 1e-6)
        }
    }

    @Test("no candidate is cheaper for what it saves than the one that goes first")
    func greedy() throws {
        let (equations, speciesCount) = try equations()
        let basis = try FitTestData(level: 10, count: 0, seed: 71).teacher.basis
        let count = basis.scalars.count
        let work = EvaluationWork(basis, radialBasisSize: 5, neighbours: 20)
        let elimination = try ScalarElimination(equations, speciesCount: speciesCount, ridge: 1e-8)
        var order = PruningOrder(elimination, work, scalarCount: count)
        while let next = order.next(atMost: 4) {
            let price = order.elimination.increase(without: next.places) / order.work.savings(without: next)
            let candidates = order.kept.places.map { ScalarSet([$0], count: count) } + Array(order.work.sets)
            for candidate in candidates where candidate.count <= 4 && candidate != order.kept {
                let savings = order.work.savings(without: candidate)
                let other = order.elimination.increase(without: candidate.places) / savings
                #expect(savings <= 0 || price <= other * (1 + 1e-9))
            }
            order.remove(next)
        }
        #expect(order.kept.count < count / 2)
    }
}
