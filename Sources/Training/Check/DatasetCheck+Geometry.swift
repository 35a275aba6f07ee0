import Atoms

/// Cells and distances that cannot be meant.
extension DatasetCheck {
    func geometryFindings() -> [Finding] { unusableGeometries() + closePairs() + closeTypes() }

    private func unusableGeometries() -> [Finding] {
        grouped(by: \.geometryError).map { error, frames in
            Finding(.error, "geometry", "the geometry of \(counted(frames)) is unusable: \(error)", frames: frames)
        }
    }

    /// Elements: below 0.55 of the sum of the covalent radii is unusual even in collisions, below 0.3 the unit of length is wrong.
    private func closePairs() -> [Finding] {
        [(Finding.Severity.error, 0.0, 0.3), (.warning, 0.3, 0.55)].flatMap { severity, low, high in
            closeFindings(severity) { pair, distance in
                guard case .element(let one) = pair.first, case .element(let other) = pair.second else { return false }
                let ratio = distance / (one.covalentRadius + other.covalentRadius)
                return ratio >= low && ratio < high
            }
        }
    }

    /// Nameless types: far below what the pair has elsewhere.
    private func closeTypes() -> [Finding] {
        var usual: [MinimumDistances.Pair: Double] = [:]
        for pair in Set(frames.flatMap { $0.surroundings?.closest.keys.map { $0 } ?? [] }) {
            usual[pair] = RobustStatistics.median(frames.compactMap { $0.surroundings?.closest[pair]?.distance })
        }
        return closeFindings(.warning) { pair, distance in
            if case .element = pair.first, case .element = pair.second { return false }
            return usual[pair].map { distance < 0.6 * $0 } ?? false
        }
    }

    private func closeFindings(
        _ severity: Finding.Severity, _ isClose: (MinimumDistances.Pair, Double) -> Bool
    ) -> [Finding] {
        var framesOfPair: [(pair: MinimumDistances.Pair, frames: [FrameSummary], shortest: MinimumDistances.Contact)] = []
        for frame in frames {
            for (pair, contact) in frame.surroundings?.closest ?? [:] where isClose(pair, contact.distance) {
                if let index = framesOfPair.firstIndex(where: { $0.pair == pair }) {
                    framesOfPair[index].frames.append(frame)
                    if contact.distance < framesOfPair[index].shortest.distance { framesOfPair[index].shortest = contact }
                } else {
                    framesOfPair.append((pair, [frame], contact))
                }
            }
        }
        return framesOfPair.sorted { $0.pair.name < $1.pair.name }.map { pair, frames, shortest in
            Finding(
                severity, "close-pair",
                "\(pair.name) comes as close as \(fixedText(shortest.distance, 3)) Å (configuration \(shortest.configuration), atoms \(shortest.atoms.x) and \(shortest.atoms.y)), and is unusually close in \(counted(frames))",
                frames: frames,
                advice: severity == .error
                    ? "check the units of the cell and the positions" : "if collisions are not wanted, leave these configurations out")
        }
    }
}
