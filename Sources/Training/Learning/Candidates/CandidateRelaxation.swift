import Atoms
import MomentTensor

/// Relaxes one candidate of a round.
struct CandidateRelaxation {
    let settings: CandidateSettings
    let selection: SelectionSettings
    let judge: CandidateJudge
    let round: Int
    let carving: CandidateCarving?

    /// What there is to do about a candidate.
    enum Task {
        case relax(Configuration, isContinued: Bool)
        /// What is known from before stays.
        case keep(Configuration, CandidateRecord)
    }

    struct Result {
        var record: CandidateRecord
        /// Where it ended, or the candidate itself where it could not be relaxed.
        var structure: Configuration
        /// What may be selected from.
        var frames: [Configuration] = []
    }

    /// - Parameters:
    ///   - number: of the candidate, from 1
    ///   - labelledRounds: in how many rounds before something of its way was labelled
    func result(
        of task: Task, number: Int, labelledRounds: Int, with evaluator: SystemEvaluator
    ) throws(VolterraError) -> Result {
        switch task {
        case .keep(let structure, let record): return Result(record: record, structure: structure)
        case .relax(let start, let isContinued):
            let system = try judge.system(start)
            var record = CandidateRecord(ending: .known, labelledRounds: labelledRounds, isContinued: isContinued)
            do throws(VolterraError) {
                let outcome = try relaxed(system, fixing: start.fixedAtoms, with: evaluator)
                return try conclude(outcome, of: start, number: number, &record, with: evaluator)
            } catch {
                (record.ending, record.reason) = (.failed, error.message)
                return Result(record: record, structure: start.ended(record))
            }
        }
    }

    private func relaxed(
        _ system: AtomicSystem, fixing atoms: Set<Int>, with evaluator: SystemEvaluator
    ) throws(VolterraError) -> Relaxation.Outcome {
        var relaxation = settings.relaxation
        relaxation.frozenAtoms = atoms
        return try relaxation.run(system, RelaxationWatch(save: selection.save, stop: selection.stop)) {
            system throws(VolterraError) in try judge.graded(system, with: evaluator)
        }
    }

    private func conclude(
        _ outcome: Relaxation.Outcome, of start: Configuration, number: Int, _ record: inout CandidateRecord,
        with evaluator: SystemEvaluator
    ) throws(VolterraError) -> Result {
        record.steps = outcome.steps
        record.grade = outcome.grading?.highest ?? 0
        var frames: [Configuration] = []
        if outcome.ending == .extrapolating || record.grade > selection.save {
            record.ending = .unknown
            if record.labelledRounds >= settings.patience {
                record.ending = .setAside
                record.reason =
                    "still comes to a grade of \(shortText(record.grade)), after \(record.labelledRounds) rounds in which something on its "
                    + "way was labelled"
            } else {
                frames = try cells(outcome.grading?.kept ?? [], of: start, number: number, with: evaluator)
            }
        } else if outcome.ending == .unconverged {
            record.ending = .unconverged
        }
        return Result(record: record, structure: start.relaxed(to: outcome).ended(record), frames: frames)
    }

    private func cells(
        _ kept: [RelaxationGrading.Frame], of start: Configuration, number: Int, with evaluator: SystemEvaluator
    ) throws(VolterraError) -> [Configuration] {
        var cells: [Configuration] = []
        for frame in kept {
            var whole = Configuration(cell: frame.system.cell, positions: frame.system.positions, kinds: start.kinds)
            whole.grades = frame.gradesOfAtoms
            whole.setProvenance(start.group ?? "candidates", round: round, step: frame.step, grade: frame.grade)
            whole.setFeature(Configuration.candidateName, "\(number)")
            cells += try carving?.cells(of: whole, with: evaluator) ?? [whole]
        }
        return cells
    }
}

extension Configuration {
    /// The name of the feature with the number of the candidate that a configuration comes from.
    static let candidateName = "learn_candidate"

    /// Where a configuration that may be selected comes from.
    mutating func setProvenance(_ group: String, round: Int, step: Int, grade: Double) {
        setFeature("config_type", group)
        setFeature("learn_round", "\(round)")
        setFeature("learn_step", "\(step)")
        setFeature("learn_grade", shortText(grade, digits: 4))
    }

    /// With how it ended, and without labels where they are worth nothing.
    fileprivate func ended(_ record: CandidateRecord) -> Configuration {
        var ended = [.known, .unconverged].contains(record.ending) ? self : unlabelled
        ended.setFeature(Configuration.relaxationName, record.ending.feature)
        if let reason = record.reason { ended.setFeature("reason", reason) }
        return ended
    }
}

extension CandidateRecord.Ending {
    /// As files of configurations say it.
    fileprivate var feature: String {
        switch self {
        case .known: Relaxation.Ending.converged.rawValue
        case .unconverged: Relaxation.Ending.unconverged.rawValue
        case .unknown: Relaxation.Ending.extrapolating.rawValue
        case .failed, .setAside: rawValue
        }
    }
}
