import Atoms
import MomentTensor
import Training

/// `trainer relax`
enum RelaxCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let inputs = invocation.all(Arguments.inputs)
        let output = try invocation.outputPath(reading: inputs + [try invocation.required(Arguments.potential)])
        let relaxation = try relaxation(invocation)
        guard output != "-" || !invocation[Options.json] else {
            throw VolterraError(
                .usage, "the configurations and JSON cannot both go to the standard output", advice: "name a file with --output")
        }
        let potential = try LoadedPotential(invocation)
        let writer = try invocation.writer(to: output, elements: potential.elements)
        var report = RelaxationReport()
        var (configurationCount, atomCount, fixedCount) = (0, 0, 0)
        try invocation.forEachJob(
            inputs, activity: "relaxing", with: potential,
            BatchEvaluator(potential.plan, threads: try invocation.threadCount(), configurationsPerThread: 4)
        ) { job, evaluator throws(VolterraError) in
            try relaxation.run(job, with: evaluator)
        } body: { job, outcome throws(VolterraError) in
            try writer.write(job.item.configuration.relaxed(to: outcome))
            report.add(outcome)
            configurationCount += 1
            atomCount += outcome.system.count
            if relaxation.cell != .fixed, outcome.largestStress == nil { fixedCount += 1 }
        }
        try writer.finish()
        if output != "-" { try Console.print(invocation[Options.json] ? report.json.text : report.text) }
        if fixedCount > 0 {
            invocation.reportSuccess(
                "note: \(counted(fixedCount, "configuration")) not periodic in three directions kept the cell, whatever the pressure")
        }
        invocation.reportSuccess(
            "\(output): \(counted(configurationCount, "configuration")), \(counted(atomCount, "atom")), \(counted(report.steps, "step"))")
        try requireConvergence(report, configurationCount, output, steps: relaxation.steps)
    }

    private static func relaxation(_ invocation: Invocation) throws(VolterraError) -> Relaxation {
        var relaxation = Relaxation()
        relaxation.cell = invocation[Options.fixedCell] ? .fixed : .full
        relaxation.pressure = try invocation.required(Options.pressure)
        relaxation.forceTolerance = try invocation.required(Options.forceTolerance)
        relaxation.stressTolerance = try invocation.required(Options.stressTolerance)
        relaxation.steps = try invocation.required(Options.maximumSteps)
        guard relaxation.cell != .fixed || !invocation.has(Options.pressure) else {
            throw VolterraError(.usage, "--pressure has no meaning with --fixed-cell", advice: "leave out one of them")
        }
        return relaxation
    }

    private static func requireConvergence(_ report: RelaxationReport, _ count: Int, _ output: String, steps: Int) throws(VolterraError) {
        let unconverged = report.unconverged
        guard !unconverged.isEmpty else { return }
        let numbers = unconverged.prefix(20).map(String.init).joined(separator: ", ") + (unconverged.count > 20 ? ", …" : "")
        throw VolterraError(
            .notConverged,
            "\(unconverged.count) of \(counted(count, "configuration")) did not converge within \(counted(steps, "step")): \(numbers)",
            file: output, advice: "continue from there, allow more steps with --max-steps, or larger tolerances")
    }
}

extension Relaxation {
    /// Atoms that a file calls fixed do not move.
    fileprivate func run(_ job: BatchEvaluator.Job, with evaluator: SystemEvaluator) throws(VolterraError) -> Outcome {
        var relaxation = self
        relaxation.frozenAtoms = job.item.configuration.fixedAtoms
        return try relaxation.run(job.system, with: evaluator)
    }
}

extension Configuration {
    fileprivate func relaxed(to outcome: Relaxation.Outcome) -> Configuration {
        var relaxed = self
        relaxed.cell = outcome.system.cell
        relaxed.positions = outcome.system.positions
        return relaxed.labelled(by: outcome.evaluation)
    }
}
