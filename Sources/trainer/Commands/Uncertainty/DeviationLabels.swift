import Atoms
import MomentTensor
import Training

/// What `--posterior` adds to the labels that a potential gives configurations.
struct DeviationLabels {
    private let invocation: Invocation
    private let potential: LoadedPotential
    private let posterior: Posterior
    private let compiled: CompiledPosterior
    /// For the deviations of forces, where they are wanted.
    private let tables: JacobianTables?

    /// The columns of the atoms and the feature of the configuration, eV, and eV/Å for forces.
    static let site = "site_std"
    static let novelty = "site_novelty"
    static let energy = "energy_std"
    static let forces = "forces_std"

    /// `nil` without `--posterior`.
    init?(_ invocation: Invocation, _ potential: LoadedPotential) throws(VolterraError) {
        guard let path = invocation[Options.posterior] else {
            guard !invocation[Options.forceDeviations] else {
                throw VolterraError(
                    .usage, "\(Options.forceDeviations.spelling) needs \(Options.posterior.spelling)",
                    advice: "make a posterior with trainer uncertainty")
            }
            return nil
        }
        self.invocation = invocation
        self.potential = potential
        let plan = potential.plan
        posterior = try Posterior(path: path, for: plan.potential)
        compiled = try CompiledPosterior(posterior, for: plan)
        if invocation[Options.forceDeviations], let coefficients = plan.potential.coefficients {
            tables = JacobianTables(try JacobianPlan(plan.potential, plan.options), coefficients)
        } else {
            tables = nil
        }
    }

    /// Hands every configuration of the files on, labelled.
    func evaluate(_ inputs: [String], _ body: (Configuration) throws(VolterraError) -> Void) throws(VolterraError) {
        let evaluator = BatchEvaluator(potential.plan, threads: try invocation.threadCount())
        let work = { (job: BatchEvaluator.Job, evaluator: SystemEvaluator) throws(VolterraError) -> Labels in
            let system = job.system
            evaluator.posterior = compiled
            let evaluation = try evaluator.evaluate(system, options: [.siteDeviations, .parameterGradient])
            return Labels(
                evaluation: evaluation,
                forces: try tables.map { tables throws(VolterraError) in
                    try posterior.deviations(of: system, tables).forces
                })
        }
        try invocation.forEachJob(
            inputs, activity: "evaluating", with: potential, evaluator, work: work
        ) { job, labels throws(VolterraError) in
            try body(labelled(job.item.configuration, labels))
        }
    }

    private struct Labels {
        let evaluation: Evaluation
        let forces: [SIMD3<Double>]?
    }

    private func labelled(_ configuration: Configuration, _ labels: Labels) -> Configuration {
        var labelled = configuration.labelled(by: labels.evaluation)
        if let deviations = labels.evaluation.siteDeviations { labelled.atomColumns.append(.init(name: DeviationLabels.site, deviations)) }
        if let novelties = labels.evaluation.siteRelativeDeviations {
            labelled.atomColumns.append(.init(name: DeviationLabels.novelty, novelties))
        }
        if let forces = labels.forces { labelled.atomColumns.append(.init(name: DeviationLabels.forces, forces)) }
        let written = [DeviationLabels.energy, DeviationLabels.site, DeviationLabels.novelty, DeviationLabels.forces]
        labelled.features.removeAll { written.contains($0.name) }
        if let gradient = labels.evaluation.parameterGradient {
            labelled.features.append(
                .init(name: DeviationLabels.energy, value: "\(posterior.energyDeviation(parameterGradient: gradient))"))
        }
        return labelled
    }
}
