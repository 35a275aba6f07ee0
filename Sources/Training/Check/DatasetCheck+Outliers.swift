import Foundation
import MomentTensor

/// Values far outside of what configurations of the same composition have.
extension DatasetCheck {
    /// Fewer values do not tell what is usual.
    private static let fewestForStatistics = 10

    func outlierFindings() -> [Finding] {
        energyOutliers() + forceOutliers() + volumeOutliers()
    }

    private func energyOutliers() -> [Finding] {
        let outliers = outliers(of: { $0.count > 1 ? $0.energyPerAtom : nil }, score: 10, distance: 0.5)
        guard let worst = outliers.max(by: { $0.distance < $1.distance }) else { return [] }
        return [
            Finding(
                .warning, "energy-outlier",
                "the energies of \(counted(outliers)) are far from the others of their composition; the farthest is \(shortText(worst.distance)) eV/atom away (configuration \(worst.frame.number))",
                frames: outliers.map(\.frame), advice: "check whether these runs converged, and whether such states are wanted")
        ]
    }

    private func forceOutliers() -> [Finding] {
        let smallest = 1e-3
        let outliers = outliers(
            of: { $0.largestForce.flatMap { $0 > smallest ? log($0) : nil } }, score: 6, distance: 1, onlyAbove: true
        ).filter { ($0.frame.largestForce ?? 0) > 10 }
        guard let worst = outliers.max(by: { ($0.frame.largestForce ?? 0) < ($1.frame.largestForce ?? 0) }) else { return [] }
        return [
            Finding(
                .warning, "force-outlier",
                "the forces of \(counted(outliers)) are unusually large, up to \(shortText(worst.frame.largestForce ?? 0)) eV/Å (configuration \(worst.frame.number))",
                frames: outliers.map(\.frame), advice: "such configurations dominate a fit unless they get less weight")
        ]
    }

    private func volumeOutliers() -> [Finding] {
        let outliers = outliers(of: { $0.count > 1 ? $0.volumePerAtom.map { log($0) } : nil }, score: 10, distance: 0.4)
        guard !outliers.isEmpty else { return [] }
        return [
            Finding(
                .note, "volume-outlier", "the volume per atom of \(counted(outliers)) is far from the others of their composition",
                frames: outliers.map(\.frame), advice: "right for slabs, clusters and wires in vacuum; otherwise check the cell")
        ]
    }

    private struct Outlier {
        var frame: FrameSummary
        var distance: Double
    }

    /// Frames whose value is more than `score` robust standard deviations, and more than `distance`, from the median of their composition.
    private func outliers(
        of value: (FrameSummary) -> Double?, score: Double, distance: Double, onlyAbove: Bool = false
    ) -> [Outlier] {
        let found = grouped(by: \.reducedComposition).flatMap { _, frames -> [Outlier] in
            let values = frames.compactMap { frame in value(frame).map { (frame, $0) } }
            guard values.count >= DatasetCheck.fewestForStatistics, let usual = RobustStatistics(values.map(\.1)) else { return [] }
            return values.compactMap { frame, value in
                let away = onlyAbove ? value - usual.median : abs(value - usual.median)
                return away > max(score * usual.spread, distance) ? Outlier(frame: frame, distance: away) : nil
            }
        }
        return found.sorted { $0.frame.number < $1.frame.number }
    }
}
