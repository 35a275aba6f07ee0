import MomentTensor

/// Stresses against energies: sign, unit and offset.
extension DatasetCheck {
    public func stressFindings() -> [Finding] {
        let labelled = frames.filter { $0.virial != nil && $0.volume != nil && $0.energy != nil }
        guard !labelled.isEmpty else { return [] }
        let verdicts = strainedGroups(labelled).compactMap { group, frames, pairs in
            StressConsistency(pairs).map { (group: group, frames: frames, consistency: $0) }
        }
        guard !verdicts.isEmpty else { return stressFromVolumes() }
        return verdicts.compactMap { stressFinding($0.group, $0.frames, $0.consistency) }
    }

    private func stressFinding(_ group: String?, _ frames: [FrameSummary], _ consistency: StressConsistency) -> Finding? {
        let evidence = "\(consistency.pairCount) pairs of strained cells\(group.map { " of \($0)" } ?? "")"
        let ignoring = "give these stresses no weight, or recompute them"
        switch consistency.explanation {
        case .consistent: return nil
        case .negated:
            return Finding(
                .error, "stress-sign", "stress looks negated: by the energies of \(evidence) its sign is the opposite", frames: frames,
                advice: "read the data with the other sign convention of the stress")
        case .offset(let offset):
            return Finding(
                .warning, "stress-offset",
                "by the energies of \(evidence) the pressure is off by an isotropic \(signed(offset)) GPa",
                frames: frames, advice: ignoring)
        case .negatedAndOffset(let offset):
            return Finding(
                .error, "stress-sign",
                "stress looks negated, and the pressure then off by an isotropic \(signed(offset)) GPa, by the energies of \(evidence)",
                frames: frames, advice: "read the data with the other sign convention of the stress, and give it no weight")
        case .scaled(let factor):
            return Finding(
                .error, "stress-unit",
                "by the energies of \(evidence) the stress is about \(shortText(factor, digits: 2)) times what it should be",
                frames: frames,
                advice: "check its unit and sign: 1 eV/Å³ is 160.2 GPa or 1602 kbar; a virial is the stress times the volume")
        case .unexplained:
            return Finding(
                .warning, "stress-mismatch",
                "the stress disagrees with the energies of \(evidence) by \(fixedText(consistency.disagreement, 1)) GPa", frames: frames,
                advice: ignoring)
        }
    }

    private func signed(_ pressure: Double) -> String { (pressure > 0 ? "+" : "−") + fixedText(abs(pressure), 1) }

    /// Configurations of one group with the same fractional coordinates in slightly different cells.
    private func strainedGroups(_ frames: [FrameSummary]) -> [(group: String?, frames: [FrameSummary], pairs: [StrainPair])] {
        var groups: [(group: String?, frames: [FrameSummary], pairs: [StrainPair])] = []
        for family in strainFamilies(frames) {
            let group = family[0].group
            let pairs = family.indices.flatMap { one in
                family.indices[(one + 1)...].compactMap { StrainPair(family[one], family[$0]) }
            }
            guard !pairs.isEmpty else { continue }
            if let index = groups.firstIndex(where: { $0.group == group }) {
                groups[index].frames += family
                groups[index].pairs += pairs
            } else {
                groups.append((group, family, pairs))
            }
        }
        for index in groups.indices { groups[index].frames.sort { $0.number < $1.number } }
        return groups
    }

    /// Runs of frames whose strain fingerprints agree.
    private func strainFamilies(_ frames: [FrameSummary]) -> [[FrameSummary]] {
        let largestFamily = 200
        var byKey: [String: [FrameSummary]] = [:]
        for frame in frames where frame.strainFingerprint != nil {
            byKey[(frame.group ?? "") + "\u{0}" + frame.composition, default: []].append(frame)
        }
        return byKey.sorted { $0.key < $1.key }.flatMap { _, members -> [[FrameSummary]] in
            var families: [[FrameSummary]] = []
            for frame in members.sorted(by: { sortingKey($0) < sortingKey($1) }) {
                if let first = families.last?.first?.strainFingerprint, frame.strainFingerprint?.agrees(with: first) == true {
                    if (families.last?.count ?? 0) < largestFamily { families[families.count - 1].append(frame) }
                } else {
                    families.append([frame])
                }
            }
            return families.filter { $0.count > 1 }
        }
    }

    private func sortingKey(_ frame: FrameSummary) -> Double { frame.strainFingerprint?.sortingKey ?? 0 }

    /// Without strained cells: matter under compression has the higher pressure. Only a clear trend the wrong way counts.
    private func stressFromVolumes() -> [Finding] {
        grouped(by: \.reducedComposition).compactMap { composition, members -> Finding? in
            let labelled = members.filter { $0.virial != nil && $0.volumePerAtom != nil && $0.count > 1 }
            guard labelled.count >= 8, let middle = RobustStatistics.median(labelled.compactMap(\.volumePerAtom)) else { return nil }
            let dense = labelled.filter { abs(($0.volumePerAtom ?? 0) / middle - 1) < 0.15 }
            let points = dense.compactMap { frame in
                frame.volume.map { (frame.volumePerAtom ?? 0, (frame.virial ?? .zero).trace / (3 * $0)) }
            }
            guard points.count >= 8, let trend = Trend(points), trend.relativeSpread > 0.005, trend.correlation > 0.8 else { return nil }
            return Finding(
                .warning, "stress-sign",
                "stress looks negated: the pressure of \(composition) grows with the volume (correlation \(fixedText(trend.correlation, 2)) over \(counted(points)))",
                frames: dense, advice: "read the data with the other sign convention of the stress")
        }
    }
}

/// The linear relation between two quantities.
private struct Trend {
    let correlation: Double
    /// Standard deviation of x over its mean.
    let relativeSpread: Double

    init?(_ points: [(x: Double, y: Double)]) {
        let count = Double(points.count)
        let meanX = points.reduce(0) { $0 + $1.x } / count
        let meanY = points.reduce(0) { $0 + $1.y } / count
        let xx = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
        let yy = points.reduce(0) { $0 + ($1.y - meanY) * ($1.y - meanY) }
        let xy = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
        guard xx > 0, yy > 0, meanX > 0 else { return nil }
        correlation = xy / (xx * yy).squareRoot()
        relativeSpread = (xx / count).squareRoot() / meanX
    }
}
