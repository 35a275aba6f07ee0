import FuzzSupport
import MomentTensor
import TestSupport
import Testing

@Suite("Forces, virials and parameter gradients are derivatives of the energy (seeds 200 … 239)")
struct DerivativeTests {
    private func energy(
        _ evaluator: SystemEvaluator, _ system: RandomSystem, _ change: (inout RandomSystem) -> Void
    ) throws -> Double {
        var changed = system
        change(&changed)
        return try evaluator.evaluate(cell: changed.cell, positions: changed.positions, species: changed.species).energy
    }

    @Test(
        "the force is minus the gradient of the energy, for every radial basis and every pair of species",
        arguments: RandomPotential.kinds, 1...4)
    func forces(kind: RadialBasis.Kind, speciesCount: Int) throws {
        let potential = try RandomPotential.make(level: 10, speciesCount: speciesCount, kind: kind, seed: 200 + UInt64(speciesCount))
        let evaluator = SystemEvaluator(try Plan(potential))
        // Powers are not cut off smoothly: differences must not carry a neighbour across the cutoff.
        let systems =
            kind == .taylor
            ? [RandomSystem(atoms: 5, cell: .none.boxed(2.5), speciesCount: speciesCount, closest: 1, seed: 210)]
            : RandomSystem.everyCell(speciesCount: speciesCount, seed: 210)
        for system in systems {
            let forces = try evaluator.evaluate(cell: system.cell, positions: system.positions, species: system.species).forces
            var differences: [Double] = []
            for atom in system.positions.indices {
                for k in 0..<3 {
                    differences.append(
                        -(try derivative(step: 1e-4) { h in try energy(evaluator, system) { $0.positions[atom][k] += h } }))
                }
            }
            #expect(relativeDifference(components(forces), differences) < 1e-6)
        }
    }

    @Test("the virial is minus the derivative of the energy with respect to strain", arguments: 1...4)
    func virial(speciesCount: Int) throws {
        let potential = try RandomPotential.make(level: 10, speciesCount: speciesCount, seed: 220 + UInt64(speciesCount))
        let evaluator = SystemEvaluator(try Plan(potential))
        for system in RandomSystem.everyCell(speciesCount: speciesCount, seed: 225) {
            let virial = try evaluator.evaluate(cell: system.cell, positions: system.positions, species: system.species).virial
            let strains = [(0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1)]
            let differences = try strains.map { row, column in
                -(try derivative(step: 1e-4) { h in try energy(evaluator, system) { $0.strain(row, column, by: h) } })
            }
            #expect(relativeDifference(virial.voigt, differences) < 1e-6)
        }
    }

    @Test("dE/dθ is the derivative with respect to every parameter", arguments: RandomPotential.kinds)
    func parameters(kind: RadialBasis.Kind) throws {
        let potential = try RandomPotential.make(level: 8, speciesCount: 3, kind: kind, radialSize: 4, seed: 230)
        let system = RandomSystem(atoms: 8, cell: RandomSystem.cells[3], speciesCount: 3, seed: 231)
        let gradient = try #require(
            try SystemEvaluator(try Plan(potential)).evaluate(
                cell: system.cell, positions: system.positions, species: system.species, options: .parameterGradient
            ).parameterGradient)
        #expect(gradient.count == potential.parameterCount)
        let differences = try (0..<potential.parameterCount).map { parameter in
            try derivative(step: 1e-3) { h in
                var changed = potential
                changed.changeParameter(parameter, by: h)
                return try energy(SystemEvaluator(try Plan(changed)), system) { _ in }
            }
        }
        #expect(relativeDifference(gradient, differences) < 1e-7)
    }

    @Test("dE_i/dθ is the derivative of each site energy, and the rows of all atoms add up to dE/dθ")
    func siteGradients() throws {
        let potential = try RandomPotential.make(level: 8, speciesCount: 2, radialSize: 4, seed: 236)
        let system = RandomSystem(atoms: 11, cell: RandomSystem.cells[3], speciesCount: 2, seed: 237)
        func evaluate(_ potential: Potential, _ options: EvaluationOptions) throws -> Evaluation {
            try SystemEvaluator(try Plan(potential)).evaluate(
                cell: system.cell, positions: system.positions, species: system.species, options: options)
        }
        let evaluation = try evaluate(potential, [.siteGradients, .parameterGradient])
        let rows = try #require(evaluation.siteGradients)
        #expect(rows.atomCount == 11)
        let total = (0..<potential.parameterCount).map { column in
            (0..<11).reduce(0) { $0 + rows.elements[$1 * rows.parameterCount + column] }
        }
        #expect(relativeDifference(total, try #require(evaluation.parameterGradient)) < 1e-12)
        for parameter in 0..<potential.parameterCount {
            let differences = try (0..<11).map { atom in
                try derivative(step: 1e-3) { h in
                    var changed = potential
                    changed.changeParameter(parameter, by: h)
                    return try evaluate(changed, []).siteEnergies[atom]
                }
            }
            #expect(relativeDifference((0..<11).map { Array(rows[$0])[parameter] }, differences) < 1e-6)
        }
        #expect(try evaluate(potential, .siteGradients).parameterGradient == nil)
    }

    @Test("parameter gradients do not leak from one evaluation into the next")
    func repeatedGradients() throws {
        let potential = try RandomPotential.make(level: 8, speciesCount: 2, seed: 232)
        let system = RandomSystem(atoms: 12, cell: RandomSystem.cells[3], speciesCount: 2, seed: 233)
        let evaluator = SystemEvaluator(try Plan(potential))
        func gradient() throws -> [Double]? {
            try evaluator.evaluate(
                cell: system.cell, positions: system.positions, species: system.species, options: .parameterGradient
            ).parameterGradient
        }
        let first = try gradient()
        _ = try evaluator.evaluate(cell: system.cell, positions: system.positions, species: system.species)
        #expect(try gradient() == first)
    }

    @Test("per-atom virials add up to the virial, and both kinds agree with their definitions")
    func siteVirials() throws {
        let potential = try RandomPotential.make(level: 12, speciesCount: 2, seed: 234)
        let evaluator = SystemEvaluator(try Plan(potential))
        for system in RandomSystem.everyCell(speciesCount: 2, seed: 235) {
            let evaluation = try evaluator.evaluate(
                cell: system.cell, positions: system.positions, species: system.species, options: [.siteVirials, .siteVirialTensors])
            let six = try #require(evaluation.siteVirials).reduce([Double](repeating: 0, count: 6)) { sum, site in
                zip(sum, site.voigt).map { $0 + $1 }
            }
            #expect(relativeDifference(six, evaluation.virial.voigt) < 1e-12)
            let nine = try #require(evaluation.siteVirialTensors).reduce([Double](repeating: 0, count: 9)) { sum, site in
                zip(sum, site).map { $0 + $1 }
            }
            let virial = evaluation.virial
            let full = [virial.xx, virial.xy, virial.xz, virial.xy, virial.yy, virial.yz, virial.xz, virial.yz, virial.zz]
            #expect(relativeDifference(nine, full) < 1e-12)
        }
    }

    /// For atoms without periodic images, W_j = Σ_i (r_i − r_j) ⊗ ∂E_i/∂r_j can be had from differences of the site energies.
    @Test("the nine-component virial of an atom is what moving it does to its neighbours' energies")
    func siteVirialTensors() throws {
        let potential = try RandomPotential.make(level: 10, speciesCount: 2, seed: 236)
        let evaluator = SystemEvaluator(try Plan(potential))
        let system = RandomSystem(atoms: 7, cell: RandomSystem.cells[0], speciesCount: 2, seed: 237)
        let tensors = try #require(
            try evaluator.evaluate(
                cell: system.cell, positions: system.positions, species: system.species, options: .siteVirialTensors
            ).siteVirialTensors)
        for atom in system.positions.indices {
            var expected = [Double](repeating: 0, count: 9)
            for other in system.positions.indices where other != atom {
                for column in 0..<3 {
                    let slope = try derivative(step: 1e-4) { h in
                        var moved = system
                        moved.positions[atom][column] += h
                        return try evaluator.evaluate(cell: moved.cell, positions: moved.positions, species: moved.species)
                            .siteEnergies[other]
                    }
                    for row in 0..<3 {
                        expected[3 * row + column] -= (system.positions[atom] - system.positions[other])[row] * slope
                    }
                }
            }
            #expect(relativeDifference(tensors[atom], expected) < 1e-6)
        }
    }
}

extension Cell {
    /// The same, without periodicity, in a cube of that size.
    func boxed(_ size: Double) -> Cell {
        Cell(SIMD3(size, 0, 0), SIMD3(0, size, 0), SIMD3(0, 0, size), periodic: (false, false, false))
    }
}

extension Potential {
    mutating func changeParameter(_ index: Int, by change: Double) {
        let speciesStart = radialParameterCount
        let linearStart = speciesStart + species.count
        if index < speciesStart {
            coefficients!.radial[index] += change
        } else if index < linearStart {
            coefficients!.species[index - speciesStart] += change
        } else {
            coefficients!.linear[index - linearStart] += change
        }
    }
}
