import Atoms
import MomentTensor

/// What the checks need to know about one configuration.
struct FrameSummary: Sendable {
    let number: Int
    let line: Int?
    let group: String?
    let count: Int
    /// `Re1 W15`
    let composition: String
    /// The same in lowest terms: what cells of different size have in common.
    let reducedComposition: String
    let kinds: [Configuration.Kind]
    let cell: Cell
    let energy: Double?
    let virial: SymmetricTensor?
    let hasForces: Bool
    /// eV/Å
    let largestForce: Double?
    let netForce: Double?
    /// Which labels are NaN or infinite.
    let nonFinite: [String]
    /// Why the neighbours could not be found.
    let geometryError: String?
    let surroundings: Surroundings?
    let strainFingerprint: StrainFingerprint?

    init(_ configuration: Configuration, number: Int, line: Int?) {
        self.number = number
        self.line = line
        group = configuration.group
        count = configuration.count
        var counts: [Configuration.Kind: Int] = [:]
        for kind in configuration.kinds { counts[kind, default: 0] += 1 }
        kinds = counts.keys.sorted { $0.sortingKey < $1.sortingKey }
        let divisor = counts.values.reduce(0, greatestCommonDivisor)
        composition = FrameSummary.formula(kinds, counts, divisor: 1)
        reducedComposition = FrameSummary.formula(kinds, counts, divisor: max(divisor, 1))
        cell = configuration.cell
        energy = configuration.energy.flatMap { $0.isFinite ? $0 : nil }
        virial = configuration.virial.flatMap { $0.isFinite ? $0 : nil }
        hasForces = configuration.forces != nil
        let forces = configuration.forces ?? []
        let largest = forces.map(\.length).max()
        largestForce = largest.flatMap { $0.isFinite ? $0 : nil }
        netForce = hasForces && count > 0 ? forces.reduce(.zero, +).length : nil
        nonFinite = FrameSummary.nonFiniteLabels(configuration)
        do throws(VolterraError) {
            surroundings = try Surroundings(configuration, number: number)
            geometryError = nil
        } catch {
            surroundings = nil
            geometryError = error.message
        }
        strainFingerprint = surroundings == nil ? nil : StrainFingerprint(configuration)
    }

    var energyPerAtom: Double? { count > 0 ? energy.map { $0 / Double(count) } : nil }

    /// Å³, of cells that are periodic in three directions.
    var volume: Double? { cell.isFullyPeriodic && cell.volume > 0 && cell.volume.isFinite ? cell.volume : nil }

    var volumePerAtom: Double? { count > 0 ? volume.map { $0 / Double(count) } : nil }

    /// One atom without neighbours.
    var isIsolatedAtom: Bool { count == 1 && surroundings?.isEmpty == true }

    private static func formula(_ kinds: [Configuration.Kind], _ counts: [Configuration.Kind: Int], divisor: Int) -> String {
        kinds.map { "\($0.name)\(counts[$0, default: 0] / divisor)" }.joined(separator: " ")
    }

    private static func nonFiniteLabels(_ configuration: Configuration) -> [String] {
        var labels: [String] = []
        if let energy = configuration.energy, !energy.isFinite { labels.append("energy") }
        if let forces = configuration.forces, !forces.allSatisfy({ $0.x.isFinite && $0.y.isFinite && $0.z.isFinite }) {
            labels.append("forces")
        }
        if let virial = configuration.virial, !virial.isFinite { labels.append("stress") }
        return labels
    }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }

extension Configuration.Kind {
    /// A number that tells kinds apart in fingerprints.
    var fingerprintWeight: Double {
        let golden = 0.618_033_988_749_895
        let product = Double(sortingKey % 100_000) * golden
        return 1 + (product - product.rounded(.down))
    }
}

/// `1 configuration`, `2 configurations`
func counted(_ frames: some Collection) -> String { frames.count == 1 ? "1 configuration" : "\(frames.count) configurations" }
