import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Properties of a potential")
struct PropertyReportTests {
    @Test("everything that is computed is in the tables, in JSON and in the charts")
    func everything() throws {
        let calculation = PropertyCalculation(try tungstenPlan(), elements: [Element(symbol: "W")], threads: 2)
        var report = PropertyReport()
        report.add(try calculation.run(species: 0) {})
        #expect(report.failures == [])
        for part in [
            "W, bcc", "cohesive energy", "C44", "Zener ratio", "Birch-Murnaghan", "formation", "migration", "(100)", "Γ", "(112)⟨111⟩",
        ] {
            #expect(report.text.contains(part), "\(part)")
        }
        for key in ["structures", "elastic", "equation_of_state", "vacancy", "surfaces", "phonons", "stacking_faults"] {
            #expect(report.json.text.contains("\"\(key)\""), "\(key)")
            #expect(!report.json.text.contains("\"\(key)\": null"), "\(key)")
        }
        #expect(report.charts.map(\.name) == ["W-eos", "W-migration", "W-phonons", "W-faults"])
        for (_, chart) in report.charts { #expect(chart.svg.hasPrefix("<svg")) }
    }

    @Test("without a mass there are no phonons, and the table says why")
    func massless() throws {
        var calculation = PropertyCalculation(try tungstenPlan(), elements: [nil], threads: 1)
        calculation.kinds = [.phonons]
        let properties = try calculation.run(species: 0) {}
        #expect(properties.phonons == nil && properties.name == "type 0")
        #expect(properties.warnings == ["there are no phonons, because the mass is unknown: name the elements with --species"])
    }

    @Test("another structure can be asked for; that it is not the lowest is said")
    func structure() throws {
        var calculation = PropertyCalculation(try tungstenPlan(), elements: [Element(symbol: "W")], threads: 1)
        calculation.kinds = []
        calculation.structure = .fcc
        let properties = try calculation.run(species: 0) {}
        #expect(properties.crystal.structure == .fcc)
        #expect(properties.warnings.count == 1 && properties.warnings[0].hasSuffix("meV/atom above the lowest structure"))
        #expect(properties.energyAboveLowest(properties.crystal) > 0)
    }
}
