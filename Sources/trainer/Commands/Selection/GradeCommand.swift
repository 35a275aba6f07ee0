import Atoms
import MomentTensor
import Training

/// `trainer grade`
enum GradeCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let inputs = invocation.all(Arguments.gradedData)
        let output = invocation[Options.gradeOutput]
        guard output != "-" || !invocation[Options.json] else {
            throw VolterraError(
                .usage, "the configurations and JSON cannot both go to the standard output", advice: "name a file with --output")
        }
        if let output, output != "-" {
            try invocation.checkOutput(output, reading: inputs + [try invocation.required(Arguments.potential)])
        }
        let potential = try LoadedPotential(invocation)
        let grader = try grader(invocation, potential)
        let deviations = try SiteDeviationColumns(invocation, potential)
        let writer = try output.map { output throws(VolterraError) in try invocation.writer(to: output, elements: potential.elements) }
        var table = GradeTable(grader.mode)
        try invocation.forEachJob(
            inputs, activity: "grading", with: potential, BatchEvaluator(potential.plan, threads: try invocation.threadCount())
        ) { job, evaluator throws(VolterraError) in
            let system = job.system
            return (try grader.grades(of: system, with: evaluator), try deviations?.columns(system, evaluator) ?? [])
        } body: { job, result throws(VolterraError) in
            let (item, (grades, columns)) = (job.item, result)
            table.add(grades, of: item.configuration, from: .init(file: item.path, number: item.number))
            var configuration = item.configuration.graded(grades.ofConfiguration, ofAtoms: grades.ofAtoms)
            configuration.atomColumns += columns
            try writer?.write(configuration)
        }
        try writer?.finish()
        if output != "-" { try Console.print(invocation[Options.json] ? table.json.text : table.text) }
        if let output { invocation.reportSuccess("\(output): \(counted(table.total.configurationCount, "configuration"))") }
    }

    private static func grader(_ invocation: Invocation, _ potential: LoadedPotential) throws(VolterraError) -> ExtrapolationGrader {
        var settings = ActiveSetSelection.Settings()
        settings.criteria = [
            GradeCriterion(mode: try invocation.required(Options.mode), parameters: try invocation.required(Options.gradedParameters))
        ]
        settings.threshold = try invocation.exchangeThreshold()
        return try invocation.grader(
            potential, settings, dataOptions: [Options.mode, Options.gradedParameters, Options.exchangeThreshold])
    }
}

/// The columns that `--posterior` adds to grades.
private struct SiteDeviationColumns {
    private let posterior: CompiledPosterior

    /// `nil` without `--posterior`.
    init?(_ invocation: Invocation, _ potential: LoadedPotential) throws(VolterraError) {
        guard let path = invocation[Options.posterior] else { return nil }
        posterior = try CompiledPosterior(try Posterior(path: path, for: potential.plan.potential), for: potential.plan)
    }

    func columns(_ system: AtomicSystem, _ evaluator: SystemEvaluator) throws(VolterraError) -> [Configuration.AtomColumn] {
        evaluator.posterior = posterior
        let evaluation = try evaluator.evaluate(system, options: .siteDeviations)
        return [(DeviationLabels.site, evaluation.siteDeviations), (DeviationLabels.novelty, evaluation.siteRelativeDeviations)]
            .compactMap { name, values in values.map { Configuration.AtomColumn(name: name, $0) } }
    }
}

extension Invocation {
    /// `--threshold` of an active set that is made.
    func exchangeThreshold() throws(VolterraError) -> Double {
        let threshold = try required(Options.exchangeThreshold)
        guard threshold >= 1 else {
            throw VolterraError(.usage, "\(Options.exchangeThreshold.spelling) needs a number of at least 1, not '\(threshold)'")
        }
        return threshold
    }
}
