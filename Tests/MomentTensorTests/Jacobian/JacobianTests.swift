import FuzzSupport
@testable import MomentTensor
import TestSupport
import Testing

@Suite("Jacobians with respect to the parameters (seeds 700 … 729)")
struct JacobianTests {
    /// Forces, energy, virial: the rows of a Jacobian.
    private func rows(_ potential: Potential, _ system: RandomSystem, _ options: PlanOptions = PlanOptions()) throws -> [Double] {
        let evaluation = try SystemEvaluator(try Plan(potential, options)).evaluate(
            cell: system.cell, positions: system.positions, species: system.species)
        return evaluation.forces.flatMap { [$0.x, $0.y, $0.z] } + [evaluation.energy] + evaluation.virial.voigt
    }

    private func jacobian(
        _ potential: Potential, _ system: RandomSystem, _ parameters: JacobianEvaluator.Parameters, _ options: PlanOptions = PlanOptions()
    ) throws -> SystemJacobian {
        let tables = JacobianTables(try JacobianPlan(potential, options), try #require(potential.coefficients))
        let result = SystemJacobian()
        try JacobianEvaluator(tables).evaluate(
            cell: system.cell, positions: system.positions, species: system.species, parameters, wantsVirial: true, into: result)
        return result
    }

    private func column(_ jacobian: SystemJacobian, _ index: Int) -> [Double] {
        (0..<jacobian.rowCount).map { jacobian.column(index)[$0] }
    }

    @Test(
        "each column is the derivative of energy, forces and virial with respect to its parameter, for every radial basis",
        arguments: RandomPotential.kinds, [1, 3])
    func columns(kind: RadialBasis.Kind, speciesCount: Int) throws {
        let potential = try RandomPotential.make(level: 10, speciesCount: speciesCount, kind: kind, radialSize: 5, seed: 700)
        let systems =
            kind == .taylor
            ? [RandomSystem(atoms: 5, cell: .none.boxed(2.5), speciesCount: speciesCount, closest: 1, seed: 701)]
            : RandomSystem.everyCell(speciesCount: speciesCount, seed: 702)
        for system in systems {
            let jacobian = try jacobian(potential, system, .all)
            #expect(jacobian.columnCount == potential.parameterCount)
            for parameter in 0..<potential.parameterCount {
                func changed(by h: Double) throws -> [Double] {
                    var changed = potential
                    changed.changeParameter(parameter, by: h)
                    return try rows(changed, system)
                }
                let step = 1e-3
                let near = zip(try changed(by: step), try changed(by: -step)).map { $0 - $1 }
                let far = zip(try changed(by: 2 * step), try changed(by: -2 * step)).map { $0 - $1 }
                let differences = zip(near, far).map { (8 * $0 - $1) / (12 * step) }
                #expect(relativeDifference(column(jacobian, parameter), differences) < 1e-6, "parameter \(parameter)")
            }
        }
    }

    @Test("the columns of e and ξ, times e and ξ, are energy, forces and virial, with what has no parameters", arguments: [8, 16, 20])
    func linearity(level: Int) throws {
        var potential = try RandomPotential.make(level: level, speciesCount: 2, seed: 710 + UInt64(level))
        potential.species = [Potential.Species(label: 0, element: "W"), Potential.Species(label: 1, element: "Re")]
        let options = PlanOptions(repulsion: .init(inner: 1.5, outer: 2.5))
        for system in RandomSystem.everyCell(speciesCount: 2, seed: 712) {
            let jacobian = try jacobian(potential, system, .linear, options)
            let coefficients = try #require(potential.coefficients)
            var sums = jacobian.constant
            for (index, value) in (coefficients.species + coefficients.linear).enumerated() {
                for row in sums.indices { sums[row] += value * jacobian.column(index)[row] }
            }
            #expect(relativeDifference(sums, try rows(potential, system, options)) < 1e-12)
        }
    }

    @Test("the linear columns are the same whether or not those of c are made, and for odd radial sizes", arguments: [1, 5, 7])
    func subsets(radialSize: Int) throws {
        let potential = try RandomPotential.make(level: 12, speciesCount: 2, radialSize: radialSize, seed: 720)
        let system = RandomSystem(atoms: 9, cell: RandomSystem.cells[3], speciesCount: 2, seed: 721)
        let (all, linear) = (try jacobian(potential, system, .all), try jacobian(potential, system, .linear))
        let skipped = potential.radialParameterCount
        for index in 0..<linear.columnCount { #expect(column(linear, index) == column(all, skipped + index)) }
    }

    @Test("a configuration that does not fit the potential, or has two atoms on one place, is refused with a reason")
    func refusals() throws {
        let potential = try RandomPotential.make(level: 8, speciesCount: 1, seed: 725)
        var system = RandomSystem(atoms: 4, cell: RandomSystem.cells[3], speciesCount: 1, seed: 726)
        #expect(throws: VolterraError.self) {
            var wrong = system
            wrong.species[2] = 1
            _ = try jacobian(potential, wrong, .all)
        }
        system.positions[1] = system.positions[0]
        #expect(throws: VolterraError.self) { _ = try jacobian(potential, system, .all) }
    }
}
