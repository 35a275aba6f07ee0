import Atoms
import MomentTensor

@testable import Training

/// Reports on made-up predictions, to look at their pages.
enum ReportSamples {
    static func plan(elements: [String] = ["W"]) throws -> Plan {
        var potential = try Potential(
            BasisSpecification(level: 8), elements: elements, cutoff: 4.5, minimumDistance: 2, radialSize: 6)
        potential.setRandomCoefficients(seed: 3)
        return try Plan(potential)
    }

    static func report(_ comparisons: [Comparison], elements: [String] = ["W"], title: String = "W.mtp") throws -> PotentialReport {
        var report = PotentialReport(title: title, date: "2026-01-02", potential: try plan(elements: elements).potential)
        report.comparisons = comparisons
        return report
    }

    /// Crystals with labels, and predictions that are off by random amounts. `change` may take labels away.
    static func comparison(
        _ name: String = "data", configurations: Int = 6, cells: Int = 2, groups: [String] = ["bulk", "md"], seed: UInt64 = 4,
        change: (inout Configuration) -> Void = { _ in }
    ) throws -> Comparison {
        var random = SplitMix64(seed: seed)
        var comparison = Comparison(name, files: ["\(name).xyz"])
        for number in 1...configurations {
            var configuration = try bcc(n: cells)
            configuration.energy = -11 * Double(configuration.count) + Double.random(in: -1...1, using: &random)
            configuration.forces = configuration.positions.map { _ in vector(3, &random) }
            configuration.virial = SymmetricTensor(voigt: (0..<6).map { _ in Double.random(in: -5...5, using: &random) })
            if !groups.isEmpty { configuration.features = [.init(name: "config_type", value: groups[number % groups.count])] }
            let forces = configuration.forces.map { $0.map { $0 + vector(0.2, &random) } } ?? []
            let virial = SymmetricTensor(
                voigt: (configuration.virial ?? .zero).voigt.map { $0 + Double.random(in: -1...1, using: &random) })
            let energy = (configuration.energy ?? 0) + Double.random(in: -0.1...0.1, using: &random)
            change(&configuration)
            try comparison.add(
                configuration, from: .init(file: "\(name).xyz", number: number), energy: energy, forces: forces, virial: virial)
        }
        return comparison
    }

    private static func vector(_ size: Double, _ random: inout SplitMix64) -> SIMD3<Double> {
        SIMD3(
            Double.random(in: -size...size, using: &random), Double.random(in: -size...size, using: &random),
            Double.random(in: -size...size, using: &random))
    }
}
