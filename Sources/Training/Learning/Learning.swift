import Atoms
import Foundation
import MomentTensor

/// Learning on the fly: simulate until the potential does not know what it sees, have that computed, fit, and again, until it knows all.
///
/// The folder of the project is its only state. Every stage of a round writes its result complete or not at all, and is skipped where there
/// is one; so that whatever ended a run, the next goes on from there, to the same result.
public final class Learning {
    public let project: LearningProject
    private let store: LabelStore
    private let threads: Int
    let watch: LearningWatch
    let log: LearningLog

    public enum Ending: Sendable, Hashable {
        /// The simulations of the last round met nothing that the potential does not know.
        case complete
        case roundLimit
        /// Nobody waited any longer.
        case cancelled
    }

    public init(_ project: LearningProject, threads: Int, watch: LearningWatch) throws(VolterraError) {
        if let lack = project.exploration.lack { throw lack }
        self.project = project
        self.threads = threads
        self.watch = watch
        store = try LabelStore(project: project.folder)
        log = LearningLog(path: project.folder + "/log.jsonl")
    }

    /// Goes on until there is nothing left to learn.
    ///
    /// - Parameter limit: the most rounds to begin now.
    public func run(rounds limit: Int? = nil) throws(VolterraError) -> Ending {
        guard try runFirst() else { return .cancelled }
        var begun = 0
        var number = try lastExplored() ?? 1
        while true {
            let round = Round(number, of: project.folder)
            if !round.has(.explored) {
                guard number <= project.roundLimit, limit.map({ begun < $0 }) ?? true else { return .roundLimit }
                begun += 1
            }
            switch try run(round) {
            case .cancelled?: return .cancelled
            case .complete?: return .complete
            default: number += 1
            }
        }
    }

    /// The last round that was begun, if the simulations that it made are those that are asked for now; otherwise the one after it.
    private func lastExplored() throws(VolterraError) -> Int? {
        var number = 1
        while Round(number + 1, of: project.folder).has(.explored) { number += 1 }
        let round = Round(number, of: project.folder)
        guard let record = try round.record(ExplorationRecord.self, .explored) else { return nil }
        let isComplete = try round.record(SelectionRecord.self, .selection)?.selected.isEmpty ?? false
        return isComplete && record.fingerprint != project.exploration.fingerprint ? number + 1 : number
    }

    // MARK: Rounds

    /// Labels what there is to begin with, and fits it.
    private func runFirst() throws(VolterraError) -> Bool {
        let round = Round(0, of: project.folder)
        try Folder.make(round.folder)
        if !round.has(.selection) {
            let all = try project.configurations(in: project.initialFiles)
            guard !all.isEmpty else { throw VolterraError(.badData, "holds no configuration", file: project.initialFiles.first) }
            let isLabelled = { (configuration: Configuration) in configuration.energy != nil && configuration.forces != nil }
            try round.write(all.filter(isLabelled), to: .initial)
            let rest = all.filter { !isLabelled($0) }
            try round.write(rest, to: .selected)
            try round.write(SelectionRecord(candidateCount: rest.count), to: .selection)
        }
        return try labelAndFit(round, previous: nil)
    }

    /// `nil` if there is another round to come.
    private func run(_ round: Round) throws(VolterraError) -> Ending? {
        let previous = Round(round.number - 1, of: project.folder).lastFitted
        try Folder.make(round.folder)
        let isNew = !round.has(.selection)
        let explore = ExploreStage(project: project, round: round, previous: previous, watch: watch, threads: threads)
        guard try explore.run() else { return .cancelled }
        let training = try training(before: round)
        try SelectStage(
            project: project, round: round, previous: previous, training: training, store: store, watch: watch,
            threads: threads
        ).run()
        if isNew { try note(explorationOf: round) }
        guard let selection = try round.record(SelectionRecord.self, .selection), !selection.selected.isEmpty else {
            try publishCandidates(of: round)
            try showDashboard()
            return .complete
        }
        return try labelAndFit(round, previous: previous) ? nil : .cancelled
    }

    private func labelAndFit(_ round: Round, previous: Round?) throws(VolterraError) -> Bool {
        if round.has(.graded) { return true }
        let before = try training(before: round)
        let check = try LabelCheck(project.labelling, before, elements: try project.potential.elements())
        guard try LabelStage(project: project, round: round, store: store, check: check, watch: watch).run() else { return false }
        if !round.has(.fit) { try note(labelsOf: round) }
        let training = before + (try round.configurations(.labelled))
        try training.writeExtendedXYZ(to: project.folder + "/training.xyz")
        let fit = FitStage(
            project: project, round: round, previous: previous?.path(.fitted), training: training, watch: watch, threads: threads)
        guard try fit.run() else { return false }
        try ReferenceStage(project: project, round: round, training: training, watch: watch, threads: threads).run()
        try publish(round)
        try note(fitOf: round)
        try showDashboard()
        return true
    }
}
