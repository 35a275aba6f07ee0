import MomentTensor

/// What a label is about.
public enum LabelKind: Int, CaseIterable, Sendable {
    case energy, force, virial
}

extension SystemJacobian {
    func rows(of kind: LabelKind) -> Range<Int> {
        switch kind {
        case .energy: energyRow..<energyRow + 1
        case .force: 0..<3 * atomCount
        case .virial: virialRow..<virialRow + 6
        }
    }
}
