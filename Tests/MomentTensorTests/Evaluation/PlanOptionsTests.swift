import FuzzSupport
import MomentTensor
import TestSupport
import Testing

@Suite("Potentials compiled with a repulsion or in other units (seeds 600 … 639)")
struct PlanOptionsTests {
    private static let repulsion = ZieglerBiersackLittmark.Switching(inner: 1, outer: 2.5)
    private static let elements = ["W", "O", "U", "H"]

    private func potential(speciesCount: Int, kind: RadialBasis.Kind = .chebyshev) throws -> Potential {
        var potential = try RandomPotential.make(level: 8, speciesCount: speciesCount, kind: kind, seed: 600 + UInt64(speciesCount))
        for species in 0..<speciesCount { try potential.setElement(PlanOptionsTests.elements[species], ofSpecies: species) }
        return potential
    }

    /// Atoms so close that some are inside the inner radius, some between the radii.
    private func systems(speciesCount: Int) -> [RandomSystem] {
        RandomSystem.cells.prefix(4).enumerated().map { index, cell in
            RandomSystem(atoms: 30, cell: cell, speciesCount: speciesCount, closest: 0.8, seed: 610 + UInt64(index))
        }
    }

    private func evaluate(_ plan: Plan, _ system: RandomSystem, _ options: EvaluationOptions = []) throws -> Evaluation {
        try SystemEvaluator(plan).evaluate(cell: system.cell, positions: system.positions, species: system.species, options: options)
    }

    @Test(
        "each atom gets half of the repulsion of its pairs, on top of its site energy, for every radial basis",
        arguments: RandomPotential.kinds, 1...4)
    func siteEnergies(kind: RadialBasis.Kind, speciesCount: Int) throws {
        let potential = try potential(speciesCount: speciesCount, kind: kind)
        let oracle = Oracle(potential: potential)
        for system in systems(speciesCount: speciesCount) {
            let repulsions = system.positions.indices.map { centre in
                oracle.neighbours(of: centre, cell: system.cell, positions: system.positions).reduce(0) { sum, neighbour in
                    let (first, second) = (system.species[centre], system.species[neighbour.index])
                    let pair = ZBLOracle(PlanOptionsTests.elements[first], PlanOptionsTests.elements[second], inner: 1, outer: 2.5)
                    return sum + pair.energy(neighbour.vector.length) / 2
                }
            }
            let expected = zip(oracle.siteEnergies(cell: system.cell, positions: system.positions, species: system.species), repulsions)
            let plan = try Plan(potential, PlanOptions(repulsion: PlanOptionsTests.repulsion))
            let siteEnergies = try evaluate(plan, system).siteEnergies
            #expect(repulsions.contains { $0 > 1 })
            #expect(relativeDifference(siteEnergies, expected.map { $0 + $1 }) < 1e-12)
        }
    }

    @Test(
        "forces and virials with a repulsion are derivatives of the energy", arguments: [RadialBasis.Kind.chebyshev, .chebyshevRepulsive],
        [1, 3])
    func derivatives(kind: RadialBasis.Kind, speciesCount: Int) throws {
        let plan = try Plan(try potential(speciesCount: speciesCount, kind: kind), PlanOptions(repulsion: PlanOptionsTests.repulsion))
        func energy(_ system: RandomSystem, _ change: (inout RandomSystem) -> Void) throws -> Double {
            var changed = system
            change(&changed)
            return try evaluate(plan, changed).energy
        }
        let system = systems(speciesCount: speciesCount)[3]
        let evaluation = try evaluate(plan, system, [.siteVirials, .siteVirialTensors])
        let forces = try (0..<(3 * system.positions.count)).map { index in
            -(try derivative(step: 1e-5) { h in try energy(system) { $0.positions[index / 3][index % 3] += h } })
        }
        #expect(relativeDifference(components(evaluation.forces), forces) < 1e-7)
        let virial = try [(0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1)].map { row, column in
            -(try derivative(step: 1e-5) { h in try energy(system) { $0.strain(row, column, by: h) } })
        }
        #expect(relativeDifference(evaluation.virial.voigt, virial) < 1e-7)
        let shares = try #require(evaluation.siteVirials).map(\.voigt)
        #expect(relativeDifference((0..<6).map { k in shares.reduce(0) { $0 + $1[k] } }, virial) < 1e-7)
        let tensors = try #require(evaluation.siteVirialTensors)
        #expect(relativeDifference([0, 4, 8, 5, 2, 1].map { k in tensors.reduce(0) { $0 + $1[k] } }, virial) < 1e-7)
    }

    @Test("a repulsion that no pair is close enough for changes no bit", arguments: [RadialBasis.Kind.chebyshev, .chebyshevRepulsive])
    func farApart(kind: RadialBasis.Kind) throws {
        let potential = try potential(speciesCount: 2, kind: kind)
        let system = RandomSystem(atoms: 10, cell: RandomSystem.cells[3], speciesCount: 2, closest: 1.6, seed: 620)
        let plain = try evaluate(try Plan(potential), system)
        let repelled = try evaluate(try Plan(potential, PlanOptions(repulsion: .init(inner: 0.5, outer: 1.5))), system)
        #expect(plain.siteEnergies == repelled.siteEnergies)
        #expect(plain.forces == repelled.forces)
    }

    /// A power of two changes no other digit; 23.06… rounds once in every coefficient.
    @Test(
        "the energy factor multiplies all results, repulsions and parameter gradients included",
        arguments: [RadialBasis.Kind.chebyshev, .chebyshevRepulsive], [0.25, 1, 23.060549])
    func energyFactor(kind: RadialBasis.Kind, factor: Double) throws {
        let potential = try potential(speciesCount: 2, kind: kind)
        let system = systems(speciesCount: 2)[3]
        let plan = try Plan(potential, PlanOptions(energyFactor: factor, repulsion: PlanOptionsTests.repulsion))
        #expect(plan.potential == potential)
        let all: EvaluationOptions = [.siteVirials, .siteVirialTensors, .parameterGradient]
        let scaled = try evaluate(plan, system, all).everything
        let plain = try evaluate(try Plan(potential, PlanOptions(repulsion: PlanOptionsTests.repulsion)), system, all).everything
        for (name, values) in plain {
            let expected = values.map { factor * $0 }
            #expect(relativeDifference(try #require(scaled[name]), expected) <= (factor > 1 ? 1e-13 : 0), "\(name)")
        }
    }

    @Test(
        "in mixed precision energies, forces and virials agree with those in double precision to single precision, and gradients of parameters exactly",
        arguments: [RadialBasis.Kind.chebyshev, .chebyshevRepulsive], [1, 3])
    func mixedPrecision(kind: RadialBasis.Kind, speciesCount: Int) throws {
        for level in [8, 16] {
            let potential = try RandomPotential.make(level: level, speciesCount: speciesCount, kind: kind, seed: 625)
            let (double, mixed) = (try Plan(potential), try Plan(potential, PlanOptions(precision: .mixed)))
            for system in RandomSystem.everyCell(speciesCount: speciesCount, seed: 630) {
                let expected = try evaluate(double, system, [.siteVirials, .siteVirialTensors])
                let found = try evaluate(mixed, system, [.siteVirials, .siteVirialTensors])
                for (name, values) in expected.everything {
                    #expect(relativeDifference(try #require(found.everything[name]), values) < 1e-4, "\(name), level \(level)")
                }
                let gradient = try evaluate(mixed, system, .parameterGradient).parameterGradient
                #expect(try gradient == evaluate(double, system, .parameterGradient).parameterGradient)
            }
        }
    }

    @Test("options that make no sense are refused with a reason")
    func refusals() throws {
        let named = try potential(speciesCount: 2)
        var unnamed = named
        unnamed.species[1].element = nil

        func message(_ inner: Double = 1, _ outer: Double = 2, factor: Double = 1, of potential: Potential? = nil) -> String {
            do {
                _ = try Plan(potential ?? named, PlanOptions(energyFactor: factor, repulsion: .init(inner: inner, outer: outer)))
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(message() == "")
        #expect(message(factor: 0) == "the energy factor is 0.0; it must be positive and finite")
        #expect(message(factor: -1) == "the energy factor is -1.0; it must be positive and finite")
        #expect(message(factor: .infinity) == "the energy factor is inf; it must be positive and finite")
        #expect(message(factor: .nan) == "the energy factor is nan; it must be positive and finite")
        #expect(message(0, 2) == "the inner radius of the ZBL repulsion is 0.0 Å; it must be positive")
        #expect(message(.nan, 2) == "the inner radius of the ZBL repulsion is nan Å; it must be positive")
        #expect(message(2, 2) == "the outer radius of the ZBL repulsion, 2.0 Å, is not larger than the inner one, 2.0 Å")
        #expect(message(2, .nan) == "the outer radius of the ZBL repulsion, nan Å, is not larger than the inner one, 2.0 Å")
        #expect(message(2, 4.7) == "the outer radius of the ZBL repulsion, 4.7 Å, is larger than the cutoff of the potential, 4.6 Å")
        #expect(message(2, 4.6) == "")
        #expect(
            message(of: unnamed)
                == "ZBL repulsion needs to know the elements, but the potential random does not say which one species 1 is; "
                + "name it with volterra_potential_set_element, or all of them in the file ('potential_tag = species: W Re')")
    }

    @Test("a species can be given an element, but not one that there is not, or that another species is")
    func elements() throws {
        var potential = try potential(speciesCount: 2)
        try potential.setElement("Re", ofSpecies: 1)
        try potential.setElement("Re", ofSpecies: 1)
        #expect(potential.species.map(\.element) == ["W", "Re"])

        func message(_ symbol: String, _ species: Int) -> String {
            do {
                try potential.setElement(symbol, ofSpecies: species)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(message("Xx", 1) == "'Xx' is no chemical symbol; write it like W or Re")
        #expect(message("re", 1) == "'re' is no chemical symbol; write it like W or Re")
        #expect(message("W", 1) == "species 1 cannot be W, because species 0 is")
        #expect(message("W", 2) == "there is no species 2, only 0 … 1")
        #expect(message("W", -1) == "there is no species -1, only 0 … 1")
        #expect(potential.species.map(\.element) == ["W", "Re"])
    }
}

extension Evaluation {
    /// All numbers, by name.
    fileprivate var everything: [String: [Double]] {
        [
            "energy": [energy], "forces": components(forces), "virial": virial.voigt, "site energies": siteEnergies,
            "site virials": (siteVirials ?? []).flatMap(\.voigt), "site virial tensors": (siteVirialTensors ?? []).flatMap { $0 },
            "parameter gradient": parameterGradient ?? [],
        ]
    }
}
