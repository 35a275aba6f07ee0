import Atoms
import MomentTensor
import Training

/// `trainer relax`
enum RelaxCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        if let project = invocation[Options.relaxLearn] { return try LearningRelaxCommand(invocation, project).run() }
        guard !invocation.has(Options.learnTime) else {
            throw VolterraError(
                .usage, "\(Options.learnTime.spelling) is about learning", advice: "leave it out, or name a project with --learn")
        }
        let words = invocation.all(Arguments.relaxInputs)
        guard words.count > 1 else {
            throw VolterraError(
                .usage, "a relaxation needs a potential and configurations, and there is only \(words[0])",
                advice: invocation.command.usageAdvice)
        }
        var sorted = invocation
        sorted.append(words[0], to: Arguments.potential)
        for word in words.dropFirst() { sorted.append(word, to: Arguments.inputs) }
        try relax(sorted)
    }

    private static func relax(_ invocation: Invocation) throws(VolterraError) {
        let inputs = invocation.all(Arguments.inputs)
        let output = try invocation.outputPath(reading: inputs + [try invocation.required(Arguments.potential)])
        let relaxation = try Relaxation(invocation)
        try checkStandardOutput(invocation, output)
        let potential = try LoadedPotential(invocation)
        let grades = try RelaxationGrades(invocation, potential, inputs: inputs, output: output)
        let writer = try invocation.writer(to: output, elements: potential.elements)
        var report = RelaxationReport()
        var fixedCount = 0
        try invocation.forEachJob(
            inputs, activity: "relaxing", with: potential,
            BatchEvaluator(potential.plan, threads: try invocation.threadCount(), configurationsPerThread: 16)
        ) { job, evaluator throws(VolterraError) in
            try relaxation.run(job, grades, with: evaluator)
        } body: { job, outcome throws(VolterraError) in
            try writer.write(job.item.configuration.relaxed(to: outcome))
            try grades?.keep(outcome, of: job.item)
            report.add(outcome)
            if relaxation.cell != .fixed, outcome.largestStress == nil { fixedCount += 1 }
        }
        try grades?.finish()
        try writer.finish()
        if output != "-" { try Console.print(invocation[Options.json] ? report.json.text : report.text) }
        if fixedCount > 0 {
            invocation.reportSuccess(
                "note: \(counted(fixedCount, "configuration")) not periodic in three directions kept the cell, whatever the pressure")
        }
        invocation.reportSuccess(
            "\(output): \(counted(report.count, "configuration")), \(counted(report.atoms, "atom")), \(counted(report.steps, "step"))")
        grades?.reportSuccess(invocation)
        try requireConvergence(report, output, steps: relaxation.steps)
    }

    static func checkStandardOutput(_ invocation: Invocation, _ output: String) throws(VolterraError) {
        guard output != "-" || !invocation[Options.json] else {
            throw VolterraError(
                .usage, "the configurations and JSON cannot both go to the standard output", advice: "name a file with --output")
        }
    }

    private static func requireConvergence(_ report: RelaxationReport, _ output: String, steps: Int) throws(VolterraError) {
        let (unconverged, extrapolating) = (report.numbers(.unconverged), report.numbers(.extrapolating))
        let all = "of \(counted(report.count, "configuration"))"
        guard extrapolating.isEmpty else {
            let more = unconverged.isEmpty ? "" : "; \(unconverged.count) did not converge: \(list(unconverged))"
            throw VolterraError(
                .notConverged, "\(extrapolating.count) \(all) came to grades that are too high: \(list(extrapolating))\(more)",
                file: output, advice: "have what --preselected collects labelled, and fit to it, or let --learn do both")
        }
        guard !unconverged.isEmpty else { return }
        throw VolterraError(
            .notConverged,
            "\(unconverged.count) \(all) did not converge within \(counted(steps, "step")): \(list(unconverged))",
            file: output, advice: "continue from there, allow more steps with --max-steps, or larger tolerances")
    }

    static func list(_ numbers: [Int]) -> String {
        numbers.prefix(20).map(String.init).joined(separator: ", ") + (numbers.count > 20 ? ", …" : "")
    }
}

extension Relaxation {
    /// As the options say.
    fileprivate init(_ invocation: Invocation) throws(VolterraError) {
        self.init()
        try set(by: invocation)
    }

    /// What the options say, if they say it; the rest stays what it is.
    mutating func set(by invocation: Invocation) throws(VolterraError) {
        if invocation[Options.fixedCell] { cell = .fixed }
        if invocation.has(Options.pressure) { pressure = try invocation.required(Options.pressure) }
        if invocation.has(Options.forceTolerance) { forceTolerance = try invocation.required(Options.forceTolerance) }
        if invocation.has(Options.stressTolerance) { stressTolerance = try invocation.required(Options.stressTolerance) }
        if invocation.has(Options.maximumSteps) { steps = try invocation.required(Options.maximumSteps) }
        guard !invocation[Options.fixedCell] || !invocation.has(Options.pressure) else {
            throw VolterraError(.usage, "--pressure has no meaning with --fixed-cell", advice: "leave out one of them")
        }
    }

    /// Atoms that a file calls fixed do not move.
    fileprivate func run(
        _ job: BatchEvaluator.Job, _ grades: RelaxationGrades?, with evaluator: SystemEvaluator
    ) throws(VolterraError) -> Outcome {
        var relaxation = self
        relaxation.frozenAtoms = job.item.configuration.fixedAtoms
        guard let grades else { return try relaxation.run(job.system, with: evaluator) }
        return try relaxation.run(job.system, grades.watch, grades.grader, with: evaluator)
    }
}
