import Atoms
import MomentTensor

/// All candidates of a project once, part by part.
final class RelaxPass {
    /// What became of them before.
    struct Source {
        let records: [CandidateRecord]
        let files: [String]

        init(_ records: [CandidateRecord], _ files: [String]) {
            self.records = records
            self.files = files
        }

        /// `nil` unless the round relaxed the same candidates in the same way.
        init?(_ round: Round, _ project: LearningProject) throws(VolterraError) {
            guard try round.record(ExplorationRecord.self, .explored)?.fingerprint == project.exploration.fingerprint,
                let records = try round.record([CandidateRecord].self, .candidates), round.has(.relaxed)
            else { return nil }
            self.init(records, [round.path(.relaxed)])
        }
    }

    private let files: [String]
    private let elements: [Element]
    private let before: Source?
    /// Those of which something was labelled since; `nil` if this is the second pass of a round, for those that were continued in the first.
    private let labelled: Set<Int>?
    private let relaxation: CandidateRelaxation
    /// What the names of its files begin with.
    private let path: String
    private let watch: LearningWatch
    private let pool: EvaluationPool
    private(set) var structureFiles: [String] = []

    init(
        files: [String], elements: [Element], before: Source?, labelled: Set<Int>?, relaxation: CandidateRelaxation, path: String,
        watch: LearningWatch, pool: EvaluationPool
    ) {
        self.files = files
        self.elements = elements
        self.before = before
        self.labelled = labelled
        self.relaxation = relaxation
        self.path = path
        self.watch = watch
        self.pool = pool
    }

    /// `nil` if nobody waits any longer.
    func run(parts size: Int) throws(VolterraError) -> RelaxStage.Outcome? {
        let candidates = CandidateStream(files, elements: elements)
        let earlier = CandidateStream(before?.files ?? [], elements: elements)
        var outcome = RelaxStage.Outcome()
        while true {
            watch.activity("relaxing: \(outcome.records.count) candidates done")
            let part = try candidates.next(size)
            guard !part.isEmpty else { break }
            let name = "\(path)-\(structureFiles.count + 1)"
            let structures = try earlier.next(part.count)
            if !Folder.exists(name + ".json") {
                guard try run(part, structures, first: outcome.records.count, name) else { return nil }
            }
            outcome.records += try [CandidateRecord](recordAt: name + ".json")
            outcome.frames += try readConfigurations(path: name + ".frames.xyz", format: .extendedXYZ)
            structureFiles.append(name + ".xyz")
        }
        guard !outcome.records.isEmpty else { throw VolterraError(.badData, "holds no configuration", file: files.first) }
        return outcome
    }

    /// One part, of which the first candidate has `first` others before it. False if nobody waits any longer.
    private func run(
        _ part: [Configuration], _ structures: [Configuration], first: Int, _ name: String
    ) throws(VolterraError) -> Bool {
        let results = try pool.mapAll(part.count) { evaluator, index throws(VolterraError) -> CandidateRelaxation.Result? in
            if watch.isCancelled() { return nil }
            let number = first + index + 1
            let record = before.flatMap { $0.records.indices.contains(number - 1) ? $0.records[number - 1] : nil }
            let structure = structures.indices.contains(index) ? structures[index] : nil
            let isLabelled = labelled?.contains(number) ?? false
            do throws(VolterraError) {
                return try relaxation.result(
                    of: task(part[index], structure, record), number: number,
                    labelledRounds: (record?.labelledRounds ?? 0) + (isLabelled ? 1 : 0), with: evaluator)
            } catch {
                throw VolterraError(error.kind, "candidate \(number): \(error.message)", file: files.first, advice: error.advice)
            }
        }
        let all = results.compactMap(\.self)
        guard all.count == part.count else { return false }
        try all.map(\.structure).writeExtendedXYZ(to: name + ".xyz")
        try all.flatMap(\.frames).writeExtendedXYZ(to: name + ".frames.xyz")
        try all.map(\.record).writeJSON(to: name + ".json")
        return true
    }

    private func task(_ candidate: Configuration, _ structure: Configuration?, _ record: CandidateRecord?) -> CandidateRelaxation.Task {
        guard let structure, let record else { return .relax(candidate, isContinued: false) }
        guard labelled != nil else {
            return record.isContinued ? .relax(candidate, isContinued: false) : .keep(structure, record)
        }
        switch record.ending {
        case .setAside: return .keep(structure, record)
        case .known, .unconverged: return .relax(structure, isContinued: true)
        case .unknown, .failed: return .relax(candidate, isContinued: false)
        }
    }

    /// All structures in one file.
    func writeStructures(to path: String) throws(VolterraError) {
        let writer = try ConfigurationFormat.extendedXYZ.makeWriter(path: path)
        let stream = CandidateStream(structureFiles, elements: elements)
        while let structure = try stream.next() { try writer.write(structure) }
        try writer.finish()
    }
}
