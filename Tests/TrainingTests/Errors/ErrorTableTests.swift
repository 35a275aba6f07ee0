import Atoms
import Foundation
import MomentTensor
import Testing
import Training

@Suite("Error tables")
struct ErrorTableTests {
    /// Two atoms in a cell of 10 Å³ with all labels zero.
    private func reference(_ group: String?) throws -> Configuration {
        let cell = Cell(SIMD3(2, 0, 0), SIMD3(0, 2, 0), SIMD3(0, 0, 2.5))
        var configuration = Configuration(cell: cell, positions: [.zero, SIMD3(1, 1, 1)], kinds: [try element("W"), try element("W")])
        configuration.energy = 0
        configuration.forces = [.zero, .zero]
        configuration.virial = .zero
        if let group { configuration.features = [.init(name: "config_type", value: group)] }
        return configuration
    }

    private let virial = SymmetricTensor(xx: 0.6, yy: 0, zz: 0, yz: 0, xz: 0, xy: 0)

    @Test("energies are counted in meV/atom, force components in eV/Å, stress components in GPa")
    func units() throws {
        var table = ErrorTable()
        try table.add(reference(nil), energy: 0.004, forces: [SIMD3(0.3, 0, 0), SIMD3(0, -0.6, 0)], virial: virial)
        try table.add(reference(nil), energy: -0.008, forces: [.zero, .zero], virial: .zero)
        let total = table.total
        #expect(total.configurations == 2 && total.atoms == 4)
        #expect(total.energy.meanAbsolute == 3 && total.energy.maximum == 4)
        #expect(abs((total.energy.rootMeanSquare ?? 0) - 10.0.squareRoot()) < 1e-14)
        #expect(abs((total.force.meanAbsolute ?? 0) - 0.9 / 12) < 1e-15 && total.force.maximum == 0.6 && total.force.count == 12)
        #expect(abs((total.force.rootMeanSquare ?? 0) - (0.45 / 12).squareRoot()) < 1e-15)
        #expect(abs((total.stress.maximum ?? 0) - 0.06 * 160.2176634) < 1e-12 && total.stress.count == 12)
        #expect(abs((total.stress.meanAbsolute ?? 0) - 0.06 * 160.2176634 / 12) < 1e-12)
    }

    @Test("groups add up to the total; configurations without a group only count there")
    func groups() throws {
        var table = ErrorTable()
        try table.add(reference("b"), energy: 0.002, forces: [.zero, .zero], virial: .zero)
        try table.add(reference("a"), energy: 0.004, forces: [.zero, .zero], virial: .zero)
        try table.add(reference("b"), energy: 0.006, forces: [.zero, .zero], virial: .zero)
        try table.add(reference(nil), energy: 0.008, forces: [.zero, .zero], virial: .zero)
        #expect(table.groups.map(\.name) == ["b", "a"])
        #expect(table.groups.map(\.group.energy.meanAbsolute) == [2, 2])
        #expect(table.total.energy.meanAbsolute == 2.5)
    }

    @Test("missing labels are not counted, nor is the stress of what is not periodic")
    func missing() throws {
        var unlabelled = try reference(nil)
        unlabelled.energy = nil
        unlabelled.forces = nil
        var slab = try reference(nil)
        slab.cell.isPeriodicAlongC = false
        var table = ErrorTable()
        try table.add(unlabelled, energy: 1, forces: [.zero, .zero], virial: virial)
        try table.add(slab, energy: 0, forces: [.zero, .zero], virial: virial)
        #expect(table.total.energy.count == 1 && table.total.force.count == 6 && table.total.stress.count == 6)
    }

    @Test("the JSON has exactly the documented form; what has no labels is null")
    func json() throws {
        var configuration = try reference("md")
        configuration.virial = nil
        var table = ErrorTable()
        try table.add(configuration, energy: 0.002, forces: [SIMD3(0.5, 0, 0), .zero], virial: .zero)
        let decoded = try #require(try JSONSerialization.jsonObject(with: Data(table.json.text.utf8)) as? [String: Any])
        #expect(Set(decoded.keys) == ["total", "groups"])
        let total = try #require(decoded["total"] as? [String: Any])
        let groups = try #require(decoded["groups"] as? [String: [String: Any]])
        #expect(Set(total.keys) == ["energy", "force", "stress"] && total["stress"] is NSNull)
        #expect(total["energy"] as? [String: Double] == ["mae": 1, "rmse": 1, "max": 1])
        #expect((groups["md"]?["force"] as? [String: Double])?["max"] == 0.5)
    }

    @Test("the text shows groups, total and how much was compared")
    func text() throws {
        var table = ErrorTable()
        try table.add(reference("md"), energy: 0.002, forces: [SIMD3(0.3, 0, 0), .zero], virial: .zero)
        #expect(
            table.text == """
                Energy, meV/atom    MAE   RMSE    max  configurations
                md                1.000  1.000  1.000               1
                total             1.000  1.000  1.000               1

                Force, eV/Å per component      MAE    RMSE     max  atoms
                md                         0.05000  0.1225  0.3000      2
                total                      0.05000  0.1225  0.3000      2

                Stress, GPa per component  MAE  RMSE  max  configurations
                md                           0     0    0               1
                total                        0     0    0               1

                """)
        #expect(ErrorTable().text.hasPrefix("Energy, meV/atom: no labels\n"))
    }

    @Test("predictions that do not fit, or are not finite, are refused")
    func refused() throws {
        var table = ErrorTable()
        #expect(throws: VolterraError(.usage, "1 forces were predicted for 2 atoms")) {
            try table.add(reference(nil), energy: 0, forces: [.zero], virial: .zero)
        }
        #expect(throws: VolterraError(.badData, "the prediction is not finite")) {
            try table.add(reference(nil), energy: .nan, forces: [.zero, .zero], virial: .zero)
        }
        #expect(table.total.configurations == 0)
    }
}
