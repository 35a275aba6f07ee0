import Atoms
import MomentTensor
import Testing

@testable import Training

/// The potentials of Zuo et al. (2020), which were fitted to density functional theory.
@Suite("Published potentials", .enabled(if: sharedData != nil, "needs ../shared/data"))
struct PublishedPotentialTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var element: String
        var structure: CrystalStructure
        var a: Double
        /// C11, C12, C44 of density functional theory; GPa.
        var elastic: [Double]
        var testDescription: String { element }
    }

    static let cases = [
        Case(element: "Mo", structure: .bcc, a: 3.168, elastic: [480, 164, 108]),
        Case(element: "Ni", structure: .fcc, a: 3.508, elastic: [287, 167, 138]),
        Case(element: "Si", structure: .diamond, a: 5.468, elastic: [156, 65, 76]),
    ]

    private func plan(_ element: String) throws -> Plan {
        try Plan(try PotentialFile(path: "\(sharedData ?? "")/peers/\(element).mtp").potential)
    }

    @Test("structure, lattice constant and elastic constants are near to those they were fitted to", arguments: cases)
    func elements(element: Case) throws {
        var calculation = PropertyCalculation(
            try plan(element.element), elements: [Element(symbol: element.element)], threads: 2)
        calculation.kinds = [.lattice, .elastic, .eos]
        var steps = 0
        let properties = try calculation.run(species: 0) { steps += 1 }
        #expect(steps == calculation.stepsPerSpecies)
        #expect(properties.name == element.element)
        #expect(properties.crystal.structure == element.structure)
        #expect(agree(properties.crystal.a, element.a, within: 0.01))
        #expect(properties.warnings.isEmpty && properties.failures.isEmpty)
        let elastic = try #require(properties.elastic).relaxed
        for (constant, reference) in zip([elastic[1, 1], elastic[1, 2], elastic[4, 4]], element.elastic) {
            #expect(agree(constant, reference, within: 0.25))
        }
        let equation = try #require(properties.equationOfState)
        #expect(agree(equation.bulkModulus, elastic.voigt.bulk, within: 0.05))
        #expect(properties.vacancy == nil && properties.surfaces.isEmpty && properties.phonons == nil && properties.faults.isEmpty)
    }
}
