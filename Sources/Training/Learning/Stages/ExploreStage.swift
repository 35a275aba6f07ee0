import Atoms
import Foundation
import MomentTensor

/// Runs the simulations of a round, several at a time, and its relaxations, and collects what has grades that are too high.
struct ExploreStage {
    let project: LearningProject
    let round: Round
    /// The round before that has a potential.
    let previous: Round
    let watch: LearningWatch
    let threads: Int

    /// False if nobody waits any longer.
    func run() throws(VolterraError) -> Bool {
        if round.has(.explored) { return true }
        let runs = project.exploration.runs
        let judge = try CandidateJudge(previous, project.selection.method, project.fit.planOptions)
        let progress = ExplorationProgress(total: runs.count, watch: watch)
        let team = ThreadTeam(count: min(project.exploration.parallel, runs.count))
        let results = team.map(runs.count) { _, index throws(VolterraError) in
            let record = try simulation(runs[index], judge).run()
            if let record { progress.finished(record) }
            return record
        }
        var record = ExplorationRecord(fingerprint: project.exploration.fingerprint, runs: [])
        for result in results {
            guard let run = try result.get() else { return false }
            record.runs.append(run)
        }
        var candidates: [Configuration] = []
        for run in runs { candidates += try simulation(run, judge).candidates() }
        let relax = RelaxStage(project: project, round: round, judge: judge, watch: watch, threads: threads)
        if !project.exploration.candidates.files.isEmpty {
            guard let outcome = try relax.run() else { return false }
            record.candidates = CandidateCounts(outcome.records)
            candidates += outcome.frames
        }
        try round.write(candidates, to: .preselected)
        try round.write(record, to: .explored)
        relax.clean()
        return true
    }

    private func simulation(_ run: ExplorationRun, _ judge: CandidateJudge) -> Simulation {
        Simulation(project: project, task: run, round: round, potential: previous.path(.graded), judge: judge, watch: watch)
    }
}

/// Says how many simulations have finished.
private final class ExplorationProgress: @unchecked Sendable {
    private let lock = NSLock()
    private let total: Int
    private let watch: LearningWatch
    private var count = 0

    init(total: Int, watch: LearningWatch) {
        self.total = total
        self.watch = watch
        watch.activity("exploring: \(total == 1 ? "1 simulation" : "\(total) simulations")")
    }

    func finished(_ record: ExplorationRecord.Run) {
        lock.lock()
        defer { lock.unlock() }
        count += 1
        watch.activity("exploring: \(count) of \(total) simulations done, the last: \(record.name)")
    }
}
