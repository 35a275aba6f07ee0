import Atoms
import MomentTensor
import Training

/// `trainer select`
enum SelectCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let path = try invocation.required(Arguments.potential)
        let training = try trainingFiles(invocation)
        if let measure = try invocation.required(Options.selectBy).deviationMeasure {
            return try DeviationSelectCommand(invocation, measure, training: training).run(training: training)
        }
        guard !invocation.has(Options.selectAbove) else {
            throw VolterraError(
                .usage, "\(Options.selectAbove.spelling) is about deviations and novelties",
                advice: "leave it out, or say by which to select: \(Options.selectBy.spelling) novelty")
        }
        let candidates = invocation.all(Arguments.candidates)
        try checkOutputs(invocation, reading: [path] + training + candidates, hasCandidates: !candidates.isEmpty)
        let potential = try LoadedPotential(invocation)
        var settings = ActiveSetSelection.Settings()
        settings.criteria = try criteria(invocation)
        settings.threshold = try invocation.exchangeThreshold()
        let trainingData = try invocation.selectionData(training, activity: "reading")
        let candidateData = candidates.isEmpty ? SelectionData([]) : try invocation.selectionData(candidates, activity: "reading")
        let selection = try select(invocation, potential, settings, trainingData, candidateData)
        if let output = invocation[Options.selectOutput] {
            let writer = try invocation.writer(to: output, elements: potential.elements)
            for one in selection.selected {
                try writer.write(candidateData.configurations[one.index].selected(one, from: candidateData.sources[one.index]))
            }
            try writer.finish()
        }
        if let output = invocation[Options.activeSetOutput] {
            try PotentialFile(potential: potential.plan.potential, activeSet: selection.activeSets[0]).write(to: output)
        }
        try Console.print(
            invocation[Options.json]
                ? selection.json(settings.criteria, sources: candidateData.sources).text
                : selection.text(settings.criteria, sources: candidateData.sources))
        report(invocation, selection, candidateData)
    }

    private static func trainingFiles(_ invocation: Invocation) throws(VolterraError) -> [String] {
        let word = try invocation.required(Arguments.trainingFiles)
        guard let files = Options.activeSetData.convert(word) else {
            throw VolterraError(.usage, "TRAIN is '\(word)', which is not \(Options.activeSetData.expectation)")
        }
        return files
    }

    private static func checkOutputs(_ invocation: Invocation, reading inputs: [String], hasCandidates: Bool) throws(VolterraError) {
        let outputs = [invocation[Options.selectOutput], invocation[Options.activeSetOutput]].compactMap { $0 }
        guard !outputs.isEmpty else {
            throw VolterraError(
                .usage, "there is nothing to write", advice: "name --output for the selected configurations, or --almtp for the active set")
        }
        guard !outputs.contains("-") else {
            throw VolterraError(.usage, "the standard output has the table already", advice: "name a file")
        }
        for output in outputs { try invocation.checkOutput(output, reading: inputs) }
        guard hasCandidates || !invocation.has(Options.selectOutput) && !invocation.has(Options.selectLimit) else {
            throw VolterraError(
                .usage, "--output and --limit are about candidates, and none are given", advice: "name files of candidates behind TRAIN")
        }
    }

    private static func criteria(_ invocation: Invocation) throws(VolterraError) -> [GradeCriterion] {
        let modes = invocation[Options.modes] ?? [.neighbourhood]
        let parameters = invocation[Options.gradedParameterSets] ?? [.all]
        let criteria = modes.flatMap { mode in parameters.map { GradeCriterion(mode: mode, parameters: $0) } }
        guard criteria.count == 1 || !invocation.has(Options.activeSetOutput) else {
            throw VolterraError(
                .usage, "an .almtp holds one active set, and \(criteria.count) are asked for",
                advice: "name one mode and one kind of parameters, or leave out --almtp")
        }
        return criteria
    }

    private static func select(
        _ invocation: Invocation, _ potential: LoadedPotential, _ settings: ActiveSetSelection.Settings, _ training: SelectionData,
        _ candidates: SelectionData
    ) throws(VolterraError) -> Selection {
        let selection = ActiveSetSelection(potential.plan, settings, threads: try invocation.threadCount())
        let progress = ProgressBar("selecting", unit: "exchanges", isQuiet: invocation[Options.quiet])
        selection.progress = { progress.update(done: $0, fraction: nil) }
        defer { progress.hide() }
        return try selection.select(training: training, candidates: candidates, limit: invocation[Options.selectLimit])
    }

    private static func report(_ invocation: Invocation, _ selection: Selection, _ candidates: SelectionData) {
        if let output = invocation[Options.selectOutput] {
            let of = "of \(counted(candidates.configurations.count, "candidate"))"
            invocation.reportSuccess("\(output): \(counted(selection.selected.count, "configuration")) \(of)")
        }
        if let output = invocation[Options.activeSetOutput] {
            invocation.reportSuccess("\(output): an active set of \(counted(selection.determinants[0].rowCount, "row"))")
        }
    }
}

extension Configuration {
    /// With where it comes from, and why it was selected.
    fileprivate func selected(_ selection: SelectedConfiguration, from source: Comparison.Source) -> Configuration {
        var configuration = graded(selection.grade, ofAtoms: selection.atomGrades ?? grades)
        configuration.features.removeAll { ["selected_from", "selected_atoms"].contains($0.name) }
        configuration.features.append(.init(name: "selected_from", value: "\(source.file):\(source.number)"))
        if !selection.selectedAtoms.isEmpty {
            let atoms = selection.selectedAtoms.map { "\($0 + 1)" }.joined(separator: " ")
            configuration.features.append(.init(name: "selected_atoms", value: atoms))
        }
        return configuration
    }
}
