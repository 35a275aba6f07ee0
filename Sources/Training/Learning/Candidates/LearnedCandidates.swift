import Atoms
import MomentTensor

/// What the last potential of a project made of its candidates.
public struct LearnedCandidates: Sendable {
    /// In the folder of a project: all candidates, as they were relaxed in its last round.
    public static let fileName = "relaxed.xyz"
    /// The page about their hull.
    static let hullName = "hull.html"

    private let path: String
    private let records: [CandidateRecord]

    /// Throws if the loop of the project has not come to its end.
    public init(_ project: LearningProject) throws(VolterraError) {
        path = project.folder + "/" + LearnedCandidates.fileName
        var number = 1
        while Round(number + 1, of: project.folder).has(.explored) { number += 1 }
        guard Folder.exists(path), let records = try Round(number, of: project.folder).record([CandidateRecord].self, .candidates) else {
            throw VolterraError(.notConverged, "not all candidates are relaxed yet", file: project.folder)
        }
        self.records = records
    }

    public var count: Int { records.count }

    /// All candidates in their order.
    public func forEach(_ body: (Configuration) throws(VolterraError) -> Void) throws(VolterraError) {
        let reader = try ConfigurationFormat.extendedXYZ.makeReader(path: path)
        while let candidate = try reader.next() { try body(candidate) }
    }

    /// The numbers, from 1, of those that are no minima of what the potential knows.
    public var unfinished: [Int] { records.indices.filter { records[$0].ending != .known }.map { $0 + 1 } }

    /// For people: one line per candidate.
    public func text() throws(VolterraError) -> String {
        var table = TextTable(header: ["", "atoms", "energy, eV/atom", "volume, Å³/atom", "highest grade", ""])
        var number = 0
        try forEach { candidate throws(VolterraError) in
            let (record, atoms) = (records[number], Double(max(candidate.count, 1)))
            number += 1
            table.add([
                "\(number)", "\(candidate.count)", candidate.energy.map { fixedText($0 / atoms, 6) } ?? "–",
                candidate.cell.isFullyPeriodic ? fixedText(candidate.cell.volume / atoms, 3) : "–", shortText(record.grade),
                record.ending.words + (record.reason.map { ": " + $0 } ?? ""),
            ])
        }
        return table.text
    }

    /// For programs: energies in eV, volumes in Å³.
    public func json() throws(VolterraError) -> JSONValue {
        var values: [JSONValue] = []
        try forEach { candidate throws(VolterraError) in
            let record = records[values.count]
            values.append(
                .object([
                    ("atoms", .integer(candidate.count)), ("energy", .optional(candidate.energy)),
                    ("volume", .optional(candidate.cell.isFullyPeriodic ? candidate.cell.volume : nil)), ("steps", .integer(record.steps)),
                    ("highest_grade", .number(record.grade)), ("ending", .string(record.ending.rawValue)),
                    ("reason", record.reason.map(JSONValue.string) ?? .null),
                ]))
        }
        return .object([("configurations", .array(values))])
    }
}

extension CandidateRecord.Ending {
    /// As tables say it.
    fileprivate var words: String {
        switch self {
        case .known: ""
        case .unconverged: "not converged"
        case .unknown: "extrapolating"
        case .failed: "failed"
        case .setAside: "set aside"
        }
    }
}
