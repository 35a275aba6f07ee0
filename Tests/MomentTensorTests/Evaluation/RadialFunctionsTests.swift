import MomentTensor
import Testing
import TestSupport

@Suite("Radial functions")
struct RadialFunctionsTests {
    @Test("they are those of the formulas, for every basis and pair of species", arguments: RandomPotential.kinds)
    func formulas(kind: RadialBasis.Kind) throws {
        let potential = try RandomPotential.make(level: 12, speciesCount: 3, kind: kind, seed: 71)
        let plan = try Plan(potential)
        let oracle = Oracle(potential: potential)
        let distances = [0.9, 1.5, 2, 2.7, 3.9, 4.59]
        for centre in 0..<3 {
            for neighbour in 0..<3 {
                let values = try plan.radialFunctions(centre: centre, neighbour: neighbour, at: distances)
                #expect(values.count == potential.radialFunctionCount)
                for (mu, row) in values.enumerated() {
                    for (distance, value) in zip(distances, row) {
                        let exact = oracle.radialFunction(mu, centre, neighbour, distance)
                        #expect(abs(value - exact) <= 1e-12 * max(1, abs(exact)), "μ = \(mu), r = \(distance)")
                    }
                }
            }
        }
    }

    @Test("beyond the cutoff they are zero, and no distance gives no value")
    func ends() throws {
        let plan = try Plan(try RandomPotential.make(level: 8, speciesCount: 1, kind: .taylor, seed: 72))
        #expect(try plan.radialFunctions(centre: 0, neighbour: 0, at: [4.6, 7]).allSatisfy { $0 == [0, 0] })
        #expect(try plan.radialFunctions(centre: 0, neighbour: 0, at: []).allSatisfy(\.isEmpty))
    }

    @Test("distances that are none, and species that do not exist, are refused")
    func refused() throws {
        let plan = try Plan(try RandomPotential.make(level: 8, speciesCount: 1, seed: 73))
        #expect(throws: VolterraError(.usage, "there are no radial functions at the distance 0.0")) {
            try plan.radialFunctions(centre: 0, neighbour: 0, at: [2, 0])
        }
        #expect(throws: VolterraError(.usage, "there is no species 1, only 0 … 0")) {
            try plan.radialFunctions(centre: 0, neighbour: 1, at: [2])
        }
    }
}
