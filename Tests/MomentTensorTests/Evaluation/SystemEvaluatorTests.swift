import MomentTensor
import Testing

@Suite("Configurations that cannot be evaluated (seed 600)")
struct SystemEvaluatorTests {
    private let potential: Potential
    private let evaluator: SystemEvaluator

    init() throws {
        potential = try RandomPotential.make(level: 8, speciesCount: 2, seed: 600)
        evaluator = SystemEvaluator(try Plan(potential))
    }

    private func message(_ positions: [SIMD3<Double>], _ species: [Int], cell: Cell = .none) -> String {
        do throws(VolterraError) {
            _ = try evaluator.evaluate(cell: cell, positions: positions, species: species)
            return ""
        } catch {
            return error.description
        }
    }

    @Test("wrong input is refused with a reason, and the evaluator works on")
    func refusals() throws {
        #expect(message([.zero], []) == "there are 1 positions but 0 species")
        #expect(message([.zero], [2]) == "atom 1 has species 2, but the potential has 2 (0 … 1)")
        #expect(message([.zero], [-1]) == "atom 1 has species -1, but the potential has 2 (0 … 1)")
        #expect(
            message([.zero, SIMD3(0, 0, .nan)], [0, 0]) == "atom 2 has a coordinate that is not finite, or is absurdly far away")
        #expect(
            message([.zero, SIMD3(1, 1, 1), SIMD3(1, 1, 1)], [0, 1, 0])
                == "the energy of atom 3 is not finite: its neighbour, atom 2, is 0.0 Å away")
        #expect(message([.zero, SIMD3(2, 0, 0)], [0, 1]) == "")
    }

    @Test("an untrained or inconsistent potential is not compiled")
    func plans() {
        func message(_ change: (inout Potential) -> Void) -> String {
            var changed = potential
            change(&changed)
            do throws(VolterraError) {
                _ = try Plan(changed)
                return ""
            } catch {
                return error.description
            }
        }
        #expect(
            message { $0.coefficients = nil }
                == "the potential random is untrained: it has no coefficients; fit it first, or make one with random coefficients for tests (trainer new --random SEED)"
        )
        #expect(message { $0.coefficients!.linear.removeLast() } == "the potential has 8 linear coefficients instead of 9")
        #expect(message { $0.coefficients!.radial[3] = .nan } == "radial coefficient 4 is nan, not a finite number")
        #expect(message { $0.radialBasis.cutoff = 1 } == "'max_dist' is 1.0, which is not above 'min_dist', 1.4")
        #expect(message { $0.basis.products[0].left = 99 }.hasPrefix("product 1 "))
        #expect(message { $0.basis.scalars[0] = -1 } != "")
    }
}
