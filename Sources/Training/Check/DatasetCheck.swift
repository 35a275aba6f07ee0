import Atoms
import MomentTensor

/// Looks for mistakes in training data: what is missing, doubled, too close, far out, or contradicts itself.
///
/// Configurations are handed in one after the other; of each only a summary of a few hundred bytes is kept.
public struct DatasetCheck: Sendable {
    private(set) var frames: [FrameSummary] = []
    private var atomCount = 0

    public init() {}

    /// Takes the next configuration into account; `line` is where it begins in its file, if that is known.
    public mutating func add(_ configuration: Configuration, line: Int? = nil) {
        frames.append(FrameSummary(configuration, number: frames.count + 1, line: line))
        atomCount += configuration.count
    }

    /// Everything found in the configurations handed in so far.
    public func report() -> DatasetReport {
        let findings = labelFindings() + geometryFindings() + duplicateFindings() + outlierFindings() + energyFindings() + stressFindings()
        let ordered = findings.enumerated().sorted {
            ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
        }
        return DatasetReport(configurationCount: frames.count, atomCount: atomCount, findings: ordered.map(\.element))
    }

    /// The frames by a property, in the order in which its values first came.
    func grouped<Key: Hashable>(by key: (FrameSummary) -> Key?) -> [(key: Key, frames: [FrameSummary])] {
        var groups: [(key: Key, frames: [FrameSummary])] = []
        var index: [Key: Int] = [:]
        for frame in frames {
            guard let key = key(frame) else { continue }
            if let known = index[key] {
                groups[known].frames.append(frame)
            } else {
                index[key] = groups.count
                groups.append((key, [frame]))
            }
        }
        return groups
    }
}
