import MomentTensor

/// What the program tells the shell.
enum ExitStatus: Int32 {
    case success = 0
    case failure = 1
    case usage = 2
    case badData = 3
    case notConverged = 4

    init(_ kind: VolterraError.Kind) {
        switch kind {
        case .usage: self = .usage
        case .badData, .unsupported: self = .badData
        case .inputOutput: self = .failure
        case .notConverged: self = .notConverged
        }
    }

    /// For the help text.
    static let explanations: [(String, String)] = [
        ("0", "success"),
        ("1", "failure: the operating system refused a file"),
        ("2", "usage: the command line makes no sense"),
        ("3", "bad data: a file does not hold what it should"),
        ("4", "a computation did not converge"),
        ("130, 143", "interrupted by Ctrl-C, or terminated; unfinished files are removed"),
    ]
}
