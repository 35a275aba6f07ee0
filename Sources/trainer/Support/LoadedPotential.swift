import Atoms
import MomentTensor
import Training

/// A potential, ready to be evaluated for the atoms of data files.
struct LoadedPotential {
    let plan: Plan
    /// Which species of the potential the atoms are.
    let assignment: SpeciesAssignment
    /// The elements of its species in their order, if they are known.
    let elements: [Element]?

    /// The potential that `POT` names, to be evaluated as `--precision` and `--zbl` say. `--species` names its species if the file does not; otherwise it is
    /// about the data alone.
    ///
    /// - Parameter named: the path, where it is not an argument.
    init(_ invocation: Invocation, named: String? = nil) throws(VolterraError) {
        let path = if let named { named } else { try invocation.required(Arguments.potential) }
        let potential = try PotentialFile(path: path).potential.named(
            try invocation.elements(Options.speciesOfPotential)?.map(\.symbol))
        let options = try invocation.planOptions(for: potential)
        do throws(VolterraError) {
            plan = try Plan(potential, options)
        } catch {
            throw error.placed(in: path)
        }
        assignment = try SpeciesAssignment(potential)
        elements = potential.hasElements ? potential.species.compactMap { $0.element.flatMap { Element(symbol: $0) } } : nil
    }
}

extension Invocation {
    /// Evaluates all configurations of `inputs`, showing progress, and hands each on with what the potential says of it.
    func evaluate(
        _ inputs: [String], activity: String, with potential: LoadedPotential,
        body: (Configuration, Evaluation) throws(VolterraError) -> Void
    ) throws(VolterraError) {
        try evaluateJobs(inputs, activity: activity, with: potential) { job, evaluation throws(VolterraError) in
            try body(job.item.configuration, evaluation)
        }
    }

    /// The same for those who need to know as well which species the atoms are, and where the configurations come from.
    func evaluateJobs(
        _ inputs: [String], activity: String, with potential: LoadedPotential,
        body: (BatchEvaluator.Job, Evaluation) throws(VolterraError) -> Void
    ) throws(VolterraError) {
        let evaluator = BatchEvaluator(potential.plan, threads: try threadCount())
        try forEachJob(
            inputs, activity: activity, with: potential, evaluator,
            work: { job, evaluator throws(VolterraError) in try evaluator.evaluate(job.system) }, body: body)
    }

    /// Does `work` with all configurations of `inputs`, showing progress, and hands each on with the result.
    func forEachJob<Product>(
        _ inputs: [String], activity: String, with potential: LoadedPotential, _ evaluator: BatchEvaluator,
        work: (BatchEvaluator.Job, SystemEvaluator) throws(VolterraError) -> Product,
        body: (BatchEvaluator.Job, Product) throws(VolterraError) -> Void
    ) throws(VolterraError) {
        let stream = try configurations(in: inputs)
        let progress = ProgressBar(activity, isQuiet: self[Options.quiet])
        var assignment = potential.assignment
        var count = 0
        try evaluator.forEach(
            stream, species: { configuration throws(VolterraError) in try assignment.indices(of: configuration) }, work: work
        ) { job, product throws(VolterraError) in
            try body(job, product)
            count += 1
            progress.update(done: count, fraction: stream.fraction)
        }
        progress.hide()
        guard count > 0 else { throw stream.emptiness }
        for note in assignment.notes { reportSuccess("note: \(note)") }
    }
}
