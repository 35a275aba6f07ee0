import Atoms
import Foundation
import MomentTensor

/// Relaxes the candidates of a project with the potential so far, and collects what it does not know on the way.
///
/// Candidates that are known begin at their minimum of the round before. If there is nothing unknown then, they are relaxed from their beginning:
/// a loop ends with what the last potential makes of the candidates themselves, however it came about.
///
/// Candidates are done in parts, each with files of its own, of which the records are written last; parts that are there are not done again.
struct RelaxStage {
    let project: LearningProject
    let round: Round
    let judge: CandidateJudge
    let watch: LearningWatch
    let threads: Int

    struct Outcome {
        var records: [CandidateRecord] = []
        /// What may be selected from.
        var frames: [Configuration] = []
    }

    private static let partSize = 64
    private var folder: String { round.folder + "/relax" }

    /// `nil` if nobody waits any longer.
    func run() throws(VolterraError) -> Outcome? {
        try Folder.make(folder)
        let before = try RelaxPass.Source(Round(round.number - 1, of: project.folder), project)
        let first = try pass("first", before: before, labelled: try labelledCandidates())
        guard var outcome = try first.run(parts: RelaxStage.partSize) else { return nil }
        var last = first
        let isAnyUnknown = outcome.records.contains { $0.ending == .unknown }
        if !isAnyUnknown, outcome.records.contains(where: \.isContinued) {
            last = try pass("whole", before: RelaxPass.Source(outcome.records, first.structureFiles), labelled: nil)
            guard let whole = try last.run(parts: RelaxStage.partSize) else { return nil }
            outcome = whole
        }
        try last.writeStructures(to: round.path(.relaxed))
        try round.write(outcome.records, to: .candidates)
        return outcome
    }

    /// What is not needed once the records of the round are written.
    func clean() { try? FileManager.default.removeItem(atPath: folder) }

    private func pass(_ name: String, before: RelaxPass.Source?, labelled: Set<Int>?) throws(VolterraError) -> RelaxPass {
        let relaxation = CandidateRelaxation(
            settings: project.exploration.candidates, selection: project.selection, judge: judge, round: round.number,
            carving: CandidateCarving(project.selection, judge))
        return RelaxPass(
            files: project.exploration.candidates.files, elements: try project.potential.elements(), before: before, labelled: labelled,
            relaxation: relaxation, path: folder + "/" + name, watch: watch, pool: EvaluationPool(judge.plan, threads: threads))
    }

    /// The candidates of which something was labelled in the round before.
    private func labelledCandidates() throws(VolterraError) -> Set<Int> {
        let labelled = try Round(round.number - 1, of: project.folder).configurations(.labelled)
        return Set(labelled.compactMap { $0.feature(Configuration.candidateName).flatMap { Int($0) } })
    }
}
