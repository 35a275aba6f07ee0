import Atoms

/// The configurations with the largest errors, by energy and by force.
struct Outliers: Sendable {
    struct Entry: Sendable, Hashable {
        let source: Comparison.Source
        let group: String?
        let atoms: Int
        /// meV/atom
        let energy: Double?
        /// The largest |ΔF| in eV/Å, and the number of its atom from 1.
        let force: Double?
        let atom: Int?
    }

    /// As many are kept of each kind.
    static let capacity = 10

    /// The largest first.
    private(set) var byEnergy: [Entry] = []
    private(set) var byForce: [Entry] = []

    mutating func add(_ deviations: ConfigurationDeviations, of reference: Configuration, from source: Comparison.Source) {
        let magnitudes = deviations.forces.map(\.deviation.length)
        let worst = magnitudes.indices.max { magnitudes[$0] < magnitudes[$1] }
        let entry = Entry(
            source: source, group: reference.group, atoms: reference.count, energy: deviations.energy?.deviation,
            force: worst.map { magnitudes[$0] }, atom: worst.map { $0 + 1 })
        if let energy = entry.energy { Outliers.insert(entry, into: &byEnergy, abs(energy)) { abs($0.energy ?? 0) } }
        if let force = entry.force { Outliers.insert(entry, into: &byForce, force) { $0.force ?? 0 } }
    }

    private static func insert(_ entry: Entry, into entries: inout [Entry], _ size: Double, _ sizeOf: (Entry) -> Double) {
        let place = entries.firstIndex { sizeOf($0) < size } ?? entries.count
        guard place < capacity else { return }
        entries.insert(entry, at: place)
        if entries.count > capacity { entries.removeLast() }
    }
}
