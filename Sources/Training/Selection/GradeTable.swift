import Atoms

/// Grades of many configurations: how they are distributed, by file and by `config_type`.
public struct GradeTable: Sendable {
    /// The grades of one kind of data.
    public struct Group: Sendable {
        public fileprivate(set) var configurationCount = 0
        /// Of atoms, or of configurations where these are what is graded.
        fileprivate(set) var grades: [Double] = []
        public fileprivate(set) var highest: Highest?

        /// The grade below which a share of all are.
        public func quantile(_ share: Double) -> Double? {
            guard !grades.isEmpty else { return nil }
            let sorted = grades.sorted()
            return sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)]
        }

        public var count: Int { grades.count }

        /// Rows of the active set itself have the grade 1, but for rounding; they do not count as above it.
        public func count(above threshold: Double) -> Int { grades.count { $0 > threshold * (1 + 1e-6) } }
    }

    /// Where the highest grade is.
    public struct Highest: Hashable, Sendable {
        public var grade: Double
        public var source: Comparison.Source
        /// From 1; `nil` where configurations are graded.
        public var atom: Int?
    }

    public static let thresholds = [1.0, 2.0, 10.0]

    public private(set) var total = Group()
    public private(set) var files: [(name: String, group: Group)] = []
    public private(set) var groups: [(name: String, group: Group)] = []
    public let mode: GradeCriterion.Mode

    public init(_ mode: GradeCriterion.Mode) { self.mode = mode }

    public mutating func add(_ grades: ExtrapolationGrader.Grades, of configuration: Configuration, from source: Comparison.Source) {
        var group = Group()
        group.configurationCount = 1
        if mode == .neighbourhood, let ofAtoms = grades.ofAtoms {
            group.grades = ofAtoms
            if let atom = ofAtoms.indices.max(by: { ofAtoms[$0] < ofAtoms[$1] }) {
                group.highest = Highest(grade: ofAtoms[atom], source: source, atom: atom + 1)
            }
        } else {
            group.grades = [grades.ofConfiguration]
            group.highest = Highest(grade: grades.ofConfiguration, source: source, atom: nil)
        }
        total.merge(group)
        GradeTable.merge(group, into: &files, named: source.file)
        if let name = configuration.group { GradeTable.merge(group, into: &groups, named: name) }
    }

    private static func merge(_ group: Group, into list: inout [(name: String, group: Group)], named name: String) {
        if let index = list.firstIndex(where: { $0.name == name }) {
            list[index].group.merge(group)
        } else {
            list.append((name, group))
        }
    }
}

extension GradeTable.Group {
    fileprivate mutating func merge(_ other: Self) {
        configurationCount += other.configurationCount
        grades += other.grades
        if let candidate = other.highest, candidate.grade > highest?.grade ?? -1 { highest = candidate }
    }
}
