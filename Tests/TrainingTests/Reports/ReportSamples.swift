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

    static func report(_ sets: [ReportedSet], elements: [String] = ["W"], title: String = "W.mtp") throws -> PotentialReport {
        var report = PotentialReport(title: title, date: "2026-01-02", potential: try plan(elements: elements).potential)
        report.sets = sets
        return report
    }

    /// Crystals with labels, and predictions that are off by random amounts. `change` may take labels away.
    static func set(
        _ name: String = "data", configurations: Int = 6, cells: Int = 2, groups: [String] = ["bulk", "md"], seed: UInt64 = 4,
        change: (inout Configuration) -> Void = { _ in }
    ) throws -> ReportedSet {
        var random = SplitMix64(seed: seed)
        var set = ReportedSet(name, files: ["\(name).xyz"], potential: try plan().potential)
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
            try set.add(
                configuration, species: configuration.positions.map { _ in 0 }, from: .init(file: "\(name).xyz", number: number),
                energy: energy, forces: forces, virial: virial)
        }
        return set
    }

    /// A set of the same configuration several times, with predictions of one's own.
    static func set(_ configuration: Configuration, name: String = "data", file: String = "a", energies: [Double]) throws -> ReportedSet {
        var set = ReportedSet(name, files: [file], potential: try plan().potential)
        for (index, energy) in energies.enumerated() {
            try set.add(configuration, energy: energy, from: .init(file: file, number: index + 1))
        }
        return set
    }

    private static func vector(_ size: Double, _ random: inout SplitMix64) -> SIMD3<Double> {
        SIMD3(
            Double.random(in: -size...size, using: &random), Double.random(in: -size...size, using: &random),
            Double.random(in: -size...size, using: &random))
    }
}

extension ReportedSet {
    /// With predictions of an energy and nothing else.
    mutating func add(_ configuration: Configuration, energy: Double, from source: Comparison.Source) throws {
        try add(
            configuration, species: configuration.positions.map { _ in 0 }, from: source,
            energy: energy, forces: configuration.positions.map { _ in .zero }, virial: .zero)
    }
}
