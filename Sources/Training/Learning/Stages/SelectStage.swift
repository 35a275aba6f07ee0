import Atoms
import MomentTensor

/// Decides which frames of the simulations are labelled.
struct SelectStage {
    let project: LearningProject
    let round: Round
    /// The round before that has a potential.
    let previous: Round
    let training: [Configuration]
    let store: LabelStore
    let watch: LearningWatch
    let threads: Int

    func run() throws(VolterraError) {
        if round.has(.selection) { return }
        watch.activity("selecting")
        let preselected = try round.configurations(.preselected)
        var record = SelectionRecord(candidateCount: preselected.count)
        let candidates = try usable(preselected, &record)
        let chosen = candidates.isEmpty ? [] : try choice(candidates)
        record.selected = chosen.map { configuration in
            SelectionRecord.Selected(
                run: configuration.group ?? "", step: configuration.feature("learn_step").flatMap { Int($0) } ?? 0,
                grade: configuration.feature("learn_grade").flatMap { Double($0) } ?? 0)
        }
        try round.write(chosen, to: .selected)
        try round.write(record, to: .selection)
    }

    /// Candidates that there is a point in labelling.
    private func usable(_ preselected: [Configuration], _ record: inout SelectionRecord) throws(VolterraError) -> [Configuration] {
        let limit = try shortestDistance()
        var seen = Set(training.map(\.hash))
        var usable: [Configuration] = []
        for candidate in preselected {
            var distances = MinimumDistances()
            try distances.add(candidate)
            if let limit, let shortest = distances.shortest?.contact.distance, shortest < limit {
                record.tooClose += 1
            } else if store.isSetAside(candidate) {
                record.setAside += 1
            } else if !seen.insert(candidate.hash).inserted {
                record.known += 1
            } else {
                usable.append(candidate)
            }
        }
        return usable
    }

    private func shortestDistance() throws(VolterraError) -> Double? {
        if let given = project.selection.shortestDistance { return given }
        var distances = MinimumDistances()
        for configuration in training { try distances.add(configuration) }
        return distances.shortest.map { 0.5 * $0.contact.distance }
    }

    private func choice(_ candidates: [Configuration]) throws(VolterraError) -> [Configuration] {
        switch project.selection.method {
        case .random:
            var generator = SplitMix64(seed: project.fit.seed &+ UInt64(round.number))
            let order = candidates.indices.shuffled(using: &generator)
            return order.prefix(project.selection.limit ?? candidates.count).sorted().map { candidates[$0] }
        case .maxvol:
            let plan = try Plan(try PotentialFile(path: previous.path(.fitted)).potential, project.fit.planOptions)
            let selection = ActiveSetSelection(plan, project.selection.activeSetSettings, threads: threads)
            let result = try selection.select(
                training: SelectionData(training), candidates: SelectionData(candidates), limit: project.selection.limit)
            return result.selected.map(\.index).sorted().map { candidates[$0] }
        case .novelty:
            let potential = try PotentialFile(path: previous.path(.fitted)).potential
            let fit = try BayesianFit(
                potential, try project.samples(training, potential), options: project.fit.planOptions, threads: threads)
            let result = try DeviationSelection(fit, .novelty, threads: threads).select(
                try project.samples(candidates, potential), limit: project.selection.limit ?? .max, above: project.selection.save)
            return result.map(\.index).sorted().map { candidates[$0] }
        }
    }
}

extension SelectionSettings {
    var activeSetSettings: ActiveSetSelection.Settings {
        var settings = ActiveSetSelection.Settings()
        settings.criteria = [criterion]
        settings.threshold = threshold
        return settings
    }
}
