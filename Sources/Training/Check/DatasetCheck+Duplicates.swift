/// Structures that occur more than once, also moved, rotated or with their atoms in another order.
extension DatasetCheck {
    /// A structure and the later ones that agree with it.
    private struct Cluster {
        var first: FrameSummary
        var repeats: [FrameSummary] = []
    }

    /// How well fingerprints agree, relatively or absolutely.
    private struct Tolerance {
        var relative: Double
        var floor: Double

        /// Print-outs of the same structure.
        static let same = Tolerance(relative: 1e-5, floor: 1e-9)
        /// Neighbouring steps of a trajectory.
        static let near = Tolerance(relative: 1e-3, floor: 1e-4)
    }

    /// Energies per atom in eV, and largest forces in eV/Å, of the same structure.
    private static let energyTolerance = 1e-3
    private static let forceTolerance = 0.05
    private static let severeEnergyDifference = 0.01

    func duplicateFindings() -> [Finding] {
        let candidates = frames.filter { $0.surroundings?.isEmpty == false }
        let same = clusters(candidates, tolerance: .same)
        let contradictory = same.filter { cluster in cluster.repeats.contains { contradicts(cluster.first, $0) } }
        let repeats = same.flatMap(\.repeats).sorted { $0.number < $1.number }
        var findings: [Finding] = []
        if !repeats.isEmpty {
            findings.append(
                Finding(
                    .warning, "duplicate",
                    "the structure of \(counted(repeats)) repeats an earlier one (up to translation, rotation and the order of the atoms)",
                    frames: repeats, advice: "repeats count twice in the fit; in a test set they flatter the errors"))
        }
        if !contradictory.isEmpty { findings.append(contradiction(contradictory)) }
        let known = Set(repeats.map(\.number))
        let near = clusters(candidates.filter { !known.contains($0.number) }, tolerance: .near).flatMap(\.repeats)
        if !near.isEmpty {
            findings.append(
                Finding(
                    .note, "near-duplicate", "the structure of \(counted(near)) differs very little from another one",
                    frames: near.sorted { $0.number < $1.number }, advice: "a trajectory sampled less often would say as much"))
        }
        return findings
    }

    private func contradiction(_ clusters: [Cluster]) -> Finding {
        let frames = clusters.flatMap { cluster in cluster.repeats.filter { contradicts(cluster.first, $0) } }
        let largest = clusters.flatMap { cluster in cluster.repeats.compactMap { energyDifference(cluster.first, $0) } }.max() ?? 0
        return Finding(
            largest > DatasetCheck.severeEnergyDifference ? .error : .warning, "contradiction",
            "the labels of \(counted(frames)) contradict those of the same structure earlier; energies differ by up to \(shortText(1000 * largest)) meV/atom",
            frames: frames.sorted { $0.number < $1.number }, advice: "they were computed with different settings: keep one of each")
    }

    private func energyDifference(_ one: FrameSummary, _ other: FrameSummary) -> Double? {
        guard let first = one.energyPerAtom, let second = other.energyPerAtom else { return nil }
        return abs(first - second)
    }

    private func contradicts(_ one: FrameSummary, _ other: FrameSummary) -> Bool {
        if let difference = energyDifference(one, other), difference > DatasetCheck.energyTolerance { return true }
        guard let first = one.largestForce, let second = other.largestForce else { return false }
        return abs(first - second) > DatasetCheck.forceTolerance
    }

    /// Frames sorted by the first number of their fingerprint, each compared with those within tolerance after it.
    private func clusters(_ candidates: [FrameSummary], tolerance: Tolerance) -> [Cluster] {
        var byComposition: [String: [FrameSummary]] = [:]
        for frame in candidates { byComposition[frame.composition, default: []].append(frame) }
        return byComposition.values.flatMap { clusters(ofOneComposition: $0, tolerance) }.sorted { $0.first.number < $1.first.number }
    }

    private func clusters(ofOneComposition frames: [FrameSummary], _ tolerance: Tolerance) -> [Cluster] {
        let sorted = frames.sorted { (key($0), $0.number) < (key($1), $1.number) }
        let longestLook = 400
        var owner = [Int?](repeating: nil, count: sorted.count)
        var members: [Int: [Int]] = [:]
        for one in sorted.indices where owner[one] == nil {
            guard let surroundings = sorted[one].surroundings else { continue }
            for other in sorted.indices[(one + 1)...].prefix(longestLook) {
                if key(sorted[other]) - key(sorted[one]) > tolerance.relative * key(sorted[other]) + tolerance.floor { break }
                guard owner[other] == nil,
                    sorted[other].surroundings?.agrees(with: surroundings, tolerance: tolerance.relative, floor: tolerance.floor) == true
                else {
                    continue
                }
                owner[other] = one
                members[one, default: []].append(other)
            }
        }
        return members.map { one, others in
            let cluster = ([one] + others).map { sorted[$0] }.sorted { $0.number < $1.number }
            return Cluster(first: cluster[0], repeats: Array(cluster.dropFirst()))
        }
    }

    private func key(_ frame: FrameSummary) -> Double { frame.surroundings?.fingerprint.first ?? 0 }
}
