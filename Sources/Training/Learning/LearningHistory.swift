import MomentTensor

/// What a project has done so far, round by round.
public struct LearningHistory: Sendable {
    let project: LearningProject
    let entries: [Entry]

    /// One round, as far as it is.
    struct Entry: Sendable {
        let number: Int
        var exploration: ExplorationRecord?
        var selection: SelectionRecord?
        var labels: LabelRecord?
        var fit: FitRecord?

        init(_ round: Round) throws(VolterraError) {
            number = round.number
            exploration = try round.record(ExplorationRecord.self, .explored)
            selection = try round.record(SelectionRecord.self, .selection)
            labels = try round.record(LabelRecord.self, .labels)
            fit = try round.record(FitRecord.self, .fit)
        }
    }

    public init(_ project: LearningProject) throws(VolterraError) {
        self.project = project
        var entries: [Entry] = []
        while Folder.exists(Round(entries.count, of: project.folder).folder) {
            entries.append(try Entry(Round(entries.count, of: project.folder)))
        }
        self.entries = entries
    }

    /// What explores: simulations, unless there are relaxations only.
    var explorers: String {
        entries.last { $0.exploration != nil }?.exploration?.runs.isEmpty ?? false ? "relaxations" : "simulations"
    }

    /// Whether the last simulations met nothing new.
    var isComplete: Bool { entries.last.map { $0.number > 0 && $0.selection?.selected.isEmpty ?? false } ?? false }

    /// Calls of the engine, and time steps of simulations: as many calls as an ab initio simulation of that length would have needed.
    var callCount: Int { entries.reduce(0) { $0 + ($1.labels?.calls ?? 0) } }
    var stepCount: Int { entries.reduce(0) { $0 + ($1.exploration?.steps ?? 0) } }
    var failureCount: Int { entries.reduce(0) { $0 + ($1.labels?.failures.count ?? 0) } }

    /// For people.
    public var text: String {
        guard !entries.isEmpty else { return "nothing is done yet\n" }
        var lines: [String] = []
        for entry in entries {
            lines.append("round \(entry.number)")
            lines += entry.explorationLines.map { "  explore  " + $0 }
            lines += [("select ", entry.selectionLine), ("label  ", entry.labelLine), ("fit    ", entry.fitLine)].compactMap { name, line in
                line.map { "  \(name)  \($0)" }
            }
        }
        lines.append(summary)
        return lines.joined(separator: "\n") + "\n"
    }

    /// One sentence about the whole.
    public var summary: String {
        var text = isComplete ? "complete: the last \(explorers) met nothing new" : "not complete"
        text += "; \(countText(callCount, "call")) of the engine"
        if failureCount > 0 { text += ", \(failureCount) set aside" }
        return text + ", \(countText(stepCount, explorers == "relaxations" ? "step" : "time step")) "
            + (explorers == "relaxations" ? "towards minima" : "simulated")
    }
}

extension LearningHistory.Entry {
    var explorationLines: [String] {
        (exploration?.candidates.map { [$0.words] } ?? [])
            + (exploration?.runs ?? []).map { run in
                var text = "\(run.name): "
                switch run.ending {
                case .finished: text += "\(run.steps) steps"
                case .stopped: text += "stopped at step \(run.steps)"
                case .outOfTime: text += "out of time at step \(run.steps)"
                }
                if let largest = run.grades.map(\.grade).max() { text += ", grades up to \(shortText(largest))" }
                return text + (run.message.map { " (\($0))" } ?? "")
            }
    }

    var selectionLine: String? {
        guard let selection, number > 0 else { return nil }
        guard selection.candidateCount > 0 else { return "nothing: no grade is too high" }
        var text = "\(selection.selected.count) of \(selection.candidateCount)"
        let left = [
            (selection.tooClose, "with atoms too close"), (selection.known, "known already"), (selection.setAside, "set aside before"),
        ].filter { $0.0 > 0 }
        if !left.isEmpty { text += " (\(left.map { "\($0.0) \($0.1)" }.joined(separator: ", ")))" }
        return text
    }

    var labelLine: String? {
        guard let labels, labels.labelled + labels.failures.count > 0 else { return nil }
        var text = "\(labels.labelled) labelled, \(countText(labels.calls, "call"))"
        if labels.calls > 0 { text += " of \(shortText(labels.seconds / Double(labels.calls))) s" }
        if let failure = labels.failures.first { text += ", \(labels.failures.count) set aside: \(failure.reason)" }
        return text
    }

    var fitLine: String? {
        guard let fit else { return nil }
        var text = "\(countText(fit.configurations, "configuration")), \(countText(fit.iterations, "iteration")); " + fit.training.words
        if let test = fit.test { text += "; test " + test.words }
        return text
    }
}

extension CandidateCounts {
    var words: String {
        let rest = [
            (unconverged, "not converged"), (unknown, "not known"), (failed, "failed"), (setAside, "set aside"),
        ].filter { $0.0 > 0 }.map { ", \(countText($0.0)) \($0.1)" }.joined()
        return "\(countText(known)) of \(countText(total, "candidate")) relaxed and known\(rest); \(countText(steps, "step"))"
    }
}

extension LabelErrors {
    /// Root mean squares.
    fileprivate var words: String {
        [
            energy.rootMeanSquare.map { "\(shortText($0)) meV/atom" }, force.rootMeanSquare.map { "\(shortText($0)) eV/Å" },
        ].compactMap(\.self).joined(separator: ", ")
    }
}
