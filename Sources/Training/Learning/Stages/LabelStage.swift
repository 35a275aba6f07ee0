import Atoms
import Foundation
import MomentTensor

/// Has an engine compute the labels of what was selected, several at a time.
struct LabelStage {
    let project: LearningProject
    let round: Round
    let store: LabelStore
    let check: LabelCheck
    let watch: LearningWatch

    private var folder: String { round.folder + "/label" }

    /// False if nobody waits any longer. What was computed until then is in the store.
    func run() throws(VolterraError) -> Bool {
        if round.has(.labels) { return true }
        let selected = try round.configurations(.selected)
        let team = ThreadTeam(count: max(1, min(project.labelling.parallel, selected.count)))
        let crew = (0..<team.count).map { _ in Place(engine: project.labelling.engine) }
        let progress = LabelProgress(total: selected.count, watch: watch)
        let results = team.map(selected.count) { thread, index throws(VolterraError) in
            let outcome = try label(selected[index], number: index + 1, crew[thread])
            progress.finished(outcome)
            return outcome
        }
        for place in crew { place.finish() }
        var outcomes: [Outcome] = []
        for result in results { outcomes.append(try result.get()) }
        guard !outcomes.contains(where: { $0.isCancelled }) else { return false }
        try conclude(selected, outcomes)
        return true
    }

    private func conclude(_ selected: [Configuration], _ outcomes: [Outcome]) throws(VolterraError) {
        let labelled = outcomes.compactMap(\.labelled)
        var record = LabelRecord(
            labelled: labelled.count, calls: outcomes.reduce(0) { $0 + $1.calls }, seconds: outcomes.reduce(0) { $0 + $1.seconds })
        if let reason = outcomes.compactMap(\.reason).first, labelled.isEmpty {
            throw VolterraError(
                .notConverged, "none of \(selected.count) configurations could be labelled; the first: \(reason)", file: folder,
                advice: "its files are in that folder; correct the section [label], and the same command goes on")
        }
        for (configuration, outcome) in zip(selected, outcomes) {
            guard let reason = outcome.reason else { continue }
            try store.setAside(configuration, reason: reason)
            record.failures.append(.init(hash: configuration.hash, reason: reason))
        }
        try round.write(labelled, to: .labelled)
        try round.write(record, to: .labels)
        if !project.labelling.keepsFiles, record.failures.isEmpty { try? FileManager.default.removeItem(atPath: folder) }
    }

    // MARK: One configuration

    struct Outcome {
        var labelled: Configuration?
        /// Why there are no labels.
        var reason: String?
        var isCancelled = false
        var calls = 0
        var seconds = 0.0
    }

    /// Where one thread works, with its worker as soon as there is something to do.
    private final class Place {
        private let engine: any LabellingEngine
        private var current: (any LabellingWorker)?

        init(engine: any LabellingEngine) { self.engine = engine }

        func worker() throws(VolterraError) -> any LabellingWorker {
            if let current { return current }
            let made = try engine.makeWorker()
            current = made
            return made
        }

        func finish() { current?.finish() }
    }

    private func label(_ configuration: Configuration, number: Int, _ place: Place) throws(VolterraError) -> Outcome {
        if let known = try store.labelled(configuration) { return Outcome(labelled: known.withoutGrades) }
        var outcome = Outcome()
        for attempt in 1...project.labelling.attempts {
            if watch.isCancelled() {
                outcome.isCancelled = true
                return outcome
            }
            let start = ContinuousClock.now
            let folder = "\(folder)/\(number)/attempt-\(attempt)"
            try Folder.makeEmpty(folder)
            do throws(LabellingFailure) {
                let labelled = try self.labelled(configuration, in: folder, try worker(place))
                outcome.calls += 1
                outcome.seconds += (ContinuousClock.now - start) / .seconds(1)
                try keep(labelled)
                outcome.labelled = labelled
                outcome.reason = nil
                return outcome
            } catch {
                if error == .cancelled {
                    outcome.isCancelled = true
                    return outcome
                }
                if case .unusable(let error) = error { throw error }
                outcome.calls += 1
                outcome.seconds += (ContinuousClock.now - start) / .seconds(1)
                outcome.reason = error.description
            }
        }
        return outcome
    }

    private func worker(_ place: Place) throws(LabellingFailure) -> any LabellingWorker {
        do throws(VolterraError) { return try place.worker() } catch { throw .unusable(error) }
    }

    private func labelled(
        _ configuration: Configuration, in folder: String, _ worker: any LabellingWorker
    ) throws(LabellingFailure) -> Configuration {
        let labelled = try worker.label(configuration, in: folder, isCancelled: watch.isCancelled).withoutGrades
        if let objection = check.objection(to: labelled) { throw .failed(objection) }
        return labelled
    }

    private func keep(_ labelled: Configuration) throws(LabellingFailure) {
        do throws(VolterraError) { try store.keep(labelled) } catch { throw .unusable(error) }
    }
}

extension Configuration {
    /// Grades belong to the potential of a round, not to the data.
    fileprivate var withoutGrades: Configuration {
        var copy = self
        copy.grades = nil
        return copy
    }
}

/// Says how many configurations are labelled.
private final class LabelProgress: @unchecked Sendable {
    private let lock = NSLock()
    private let total: Int
    private let watch: LearningWatch
    private var (count, failures) = (0, 0)

    init(total: Int, watch: LearningWatch) {
        self.total = total
        self.watch = watch
        watch.activity("labelling: \(total)")
    }

    func finished(_ outcome: LabelStage.Outcome) {
        lock.lock()
        defer { lock.unlock() }
        count += 1
        failures += outcome.reason == nil ? 0 : 1
        watch.activity("labelling: \(count) of \(total)" + (failures > 0 ? ", \(failures) failed" : ""))
    }
}
