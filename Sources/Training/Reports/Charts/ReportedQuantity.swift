/// The quantities that have labels, and how a page speaks of them.
enum ReportedQuantity: CaseIterable {
    case energy, force, stress

    var title: String {
        switch self {
        case .energy: "Energy per atom"
        case .force: "Force components"
        case .stress: "Stress components"
        }
    }

    var shortTitle: String {
        switch self {
        case .energy: "Energy"
        case .force: "Force"
        case .stress: "Stress"
        }
    }

    /// What there are several of.
    var counted: String { self == .energy ? "configuration" : "component" }

    var labelUnit: String {
        switch self {
        case .energy: "eV/atom"
        case .force: "eV/Å"
        case .stress: "GPa"
        }
    }

    var errorUnit: String { self == .energy ? "meV/atom" : labelUnit }

    func pairs(_ comparison: Comparison) -> Comparison.Pairs {
        switch self {
        case .energy: comparison.energy
        case .force: comparison.force
        case .stress: comparison.stress
        }
    }

    func statistics(_ group: ErrorTable.Group) -> ErrorStatistics {
        switch self {
        case .energy: group.energy
        case .force: group.force
        case .stress: group.stress
        }
    }

    func error(_ errors: LearningCurve.Errors) -> Double? {
        switch self {
        case .energy: errors.energy
        case .force: errors.force
        case .stress: errors.stress
        }
    }

    /// In the unit of the labels.
    func predictions(_ pairs: Comparison.Pairs) -> some RandomAccessCollection<Double> {
        let unit = self == .energy ? 1e-3 : 1
        return (0..<pairs.count).lazy.map { Double(pairs.labels[$0]) + unit * Double(pairs.deviations[$0]) }
    }
}
