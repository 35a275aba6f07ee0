import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Comparisons")
struct ComparisonTests {
    @Test("the errors are those of the error table; every label has its place in the diagrams")
    func counts() throws {
        let comparison = try ReportSamples.set(configurations: 5).comparison
        let total = comparison.errors.total
        #expect(total.configurations == 5 && comparison.configurationCount == 5)
        for quantity in ReportedQuantity.allCases {
            let pairs = quantity.pairs(comparison)
            let statistics = quantity.statistics(total)
            #expect(pairs.count == statistics.count && pairs.count > 0)
            let largest = try #require(pairs.deviations.map(abs).max())
            #expect(abs(Double(largest) - (statistics.maximum ?? 0)) < 1e-6 * Double(largest))
        }
        #expect(comparison.forceMagnitude.count == total.atoms)
    }

    @Test("predictions in the unit of the labels are labels and deviations together")
    func predictions() throws {
        var configuration = try bcc(n: 1)
        configuration.energy = -20
        configuration.virial = SymmetricTensor(xx: 1, yy: 0, zz: 0, yz: 0, xz: 0, xy: 0)
        var comparison = Comparison("data", files: [])
        let virial = SymmetricTensor(xx: 2, yy: 0, zz: 0, yz: 0, xz: 0, xy: 0)
        try comparison.add(configuration, from: .init(file: "a", number: 1), energy: -19, forces: [.zero, .zero], virial: virial)
        let energies = Array(ReportedQuantity.energy.predictions(comparison.energy))
        #expect(energies.count == 1 && abs(energies[0] + 9.5) < 1e-6)
        let stress = Array(ReportedQuantity.stress.predictions(comparison.stress))
        #expect(abs(stress[0] - 2 / configuration.cell.volume * 160.2176634) < 1e-4 && stress[1] == 0)
        #expect(comparison.force.count == 0)
    }

    @Test("predictions and labels that are not finite are remembered, and counted nowhere else")
    func notFinite() throws {
        var comparison = try ReportSamples.set(configurations: 2).comparison
        let before = comparison.errors.total
        var configuration = try bcc(n: 1)
        configuration.energy = 1
        let source = Comparison.Source(file: "bad.xyz", number: 7)
        try comparison.add(configuration, from: source, energy: .nan, forces: [.zero, .zero], virial: .zero)
        try comparison.add(configuration, from: source, energy: 0, forces: [.zero, SIMD3(0, .infinity, 0)], virial: .zero)
        configuration.forces = [.zero, SIMD3(.nan, 0, 0)]
        try comparison.add(configuration, from: source, energy: 0, forces: [.zero, .zero], virial: .zero)
        #expect(comparison.withoutPrediction == [source, source] && comparison.withBadLabel == [source])
        #expect(comparison.errors.total == before && comparison.configurationCount == 5)
        configuration.forces = nil
        #expect(throws: VolterraError(.usage, "1 forces were predicted for 2 atoms")) {
            try comparison.add(configuration, from: source, energy: 0, forces: [.zero], virial: .zero)
        }
    }

    @Test("the worst are kept, the worst first, with the atom of the largest force error")
    func outliers() throws {
        var comparison = Comparison("data", files: [])
        var configuration = try bcc(n: 1)
        configuration.energy = 0
        configuration.forces = [.zero, .zero]
        let sizes = (1...30).map { Double(($0 * 7) % 31) }
        for (index, size) in sizes.enumerated() {
            try comparison.add(
                configuration, from: .init(file: "a", number: index + 1), energy: index % 2 == 0 ? size : -size,
                forces: [.zero, SIMD3(0, 0, 31 - size)], virial: .zero)
        }
        let (energies, forces) = (comparison.outliers.byEnergy, comparison.outliers.byForce)
        #expect(energies.map { abs($0.energy ?? 0) } == (21...30).reversed().map { 500 * Double($0) })
        #expect(forces.map(\.force) == (21...30).reversed().map { Double($0) })
        #expect(energies.allSatisfy { abs($0.energy ?? 0) == 500 * sizes[$0.source.number - 1] })
        #expect(forces.allSatisfy { $0.atom == 2 })
    }
}
