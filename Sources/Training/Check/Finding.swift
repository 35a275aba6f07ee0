/// Something about a data set that its owner should know.
public struct Finding: Sendable, Hashable {
    public enum Severity: String, Sendable, Hashable, Comparable {
        /// Good to know; nothing to do.
        case note
        /// Probably a mistake, or a reason to give these configurations less weight.
        case warning
        /// Cannot be trained on as it is.
        case error

        public static func < (one: Severity, other: Severity) -> Bool {
            one.rank < other.rank
        }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    public var severity: Severity
    /// Which check found it: a fixed word for programs.
    public var check: String
    /// One sentence without a full stop.
    public var message: String
    /// The numbers of the configurations concerned, from 1; the first of them if there are many.
    public var configurations: [Int]
    /// How many configurations are concerned; 0 if it is the data set as a whole.
    public var count: Int
    /// The line in the file where the first of them begins, if the reader knew it.
    public var line: Int?
    /// What to do about it; one sentence without a full stop.
    public var advice: String?

    static let mostConfigurations = 20

    init(_ severity: Severity, _ check: String, _ message: String, frames: [FrameSummary] = [], advice: String? = nil) {
        self.severity = severity
        self.check = check
        self.message = message
        configurations = frames.prefix(Finding.mostConfigurations).map(\.number)
        count = frames.count
        line = frames.first?.line
        self.advice = advice
    }
}
