import Atoms
import MomentTensor
import Training

/// `trainer select --by deviation` and `--by novelty`
struct DeviationSelectCommand: FitDataReader {
    let invocation: Invocation
    let assignment: SpeciesAssignment
    let weighting = Weighting(energy: 1, force: 1, virial: 1)
    private let potential: LoadedPotential
    private let measure: DeviationSelection.Measure
    private let output: String

    init(_ invocation: Invocation, _ measure: DeviationSelection.Measure, training: [String]) throws(VolterraError) {
        self.invocation = invocation
        self.measure = measure
        let candidates = invocation.all(Arguments.candidates)
        guard let output = invocation[Options.selectOutput], !candidates.isEmpty else {
            throw VolterraError(
                .usage,
                "\(Options.selectBy.spelling) \(measure.rawValue) selects candidates, and needs some and a file for those that are selected",
                advice: "as in trainer select W.mtp train.xyz pool.xyz -o new.xyz --by \(measure.rawValue) --limit 20")
        }
        guard invocation.has(Options.selectLimit) || invocation.has(Options.selectAbove) else {
            throw VolterraError(
                .usage,
                "\(Options.selectBy.spelling) \(measure.rawValue) needs \(Options.selectLimit.spelling) or \(Options.selectAbove.spelling)",
                advice: "say how many to select, or above which \(measure.rawValue)")
        }
        for option in [Options.activeSetOutput, Options.exchangeThreshold, Options.modes, Options.gradedParameterSets]
            as [any OptionDeclaration]
        where invocation.has(option) {
            throw VolterraError(
                .usage, "\(option.spelling) is about grades", advice: "leave it out, or select by them: \(Options.selectBy.spelling) grade")
        }
        try invocation.checkOutput(output, reading: [try invocation.required(Arguments.potential)] + training + candidates)
        self.output = output
        potential = try LoadedPotential(invocation)
        assignment = potential.assignment
    }

    func run(training: [String]) throws(VolterraError) {
        let threads = try invocation.threadCount()
        let data = try read(training)
        let fit = try BayesianFit(potential.plan.potential, data.samples, options: potential.plan.options, threads: threads)
        let pool = try invocation.selectionData(invocation.all(Arguments.candidates), activity: "reading")
        let selection = try DeviationSelection(fit, measure, threads: threads)
        let selected = try selection.select(
            try samples(pool), limit: invocation[Options.selectLimit] ?? .max, above: invocation[Options.selectAbove] ?? 0)
        try write(selected, of: pool)
        try Console.print(
            invocation[Options.json] ? measure.json(selected, sources: pool.sources).text : measure.text(selected, sources: pool.sources))
        invocation.reportSuccess(
            "\(output): \(counted(selected.count, "configuration")) of \(counted(pool.configurations.count, "candidate"))")
    }

    private func samples(_ pool: SelectionData) throws(VolterraError) -> [FitSample] {
        var assignment = assignment
        var samples: [FitSample] = []
        for configuration in pool.configurations {
            samples.append(
                FitSample(configuration, species: try assignment.indices(of: configuration), weights: weighting.weights(of: configuration)))
        }
        return samples
    }

    private func write(_ selected: [DeviationSelection.Selected], of pool: SelectionData) throws(VolterraError) {
        let writer = try invocation.writer(to: output, elements: potential.elements)
        for one in selected {
            var configuration = pool.configurations[one.index]
            let source = pool.sources[one.index]
            let features = [
                ("selected_from", "\(source.file):\(source.number)"), ("selected_atoms", "\(one.atom + 1)"),
                ("selected_\(measure.rawValue)", "\(one.value)"),
            ]
            for (name, value) in features {
                configuration.features.removeAll { $0.name == name }
                configuration.features.append(.init(name: name, value: value))
            }
            try writer.write(configuration)
        }
        try writer.finish()
    }
}

/// What `--by` names.
enum SelectionMeasure: String, CaseIterable, Sendable {
    case grade, deviation, novelty

    /// `nil` for grades.
    var deviationMeasure: DeviationSelection.Measure? { DeviationSelection.Measure(rawValue: rawValue) }
}
