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
        let writer = try output.map { output throws(VolterraError) in try invocation.writer(to: output, elements: potential.elements) }
        var table = GradeTable(grader.activeSet.mode == .configuration ? .configuration : .neighbourhood)
        try invocation.forEachJob(
            inputs, activity: "grading", with: potential, BatchEvaluator(potential.plan, threads: try invocation.threadCount())
        ) { system, evaluator throws(VolterraError) in
            try grader.grades(of: system, with: evaluator)
        } body: { job, grades throws(VolterraError) in
            let item = job.item
            table.add(grades, of: item.configuration, from: .init(file: item.path, number: item.number))
            try writer?.write(item.configuration.graded(grades.ofConfiguration, ofAtoms: grades.ofAtoms))
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
        settings.threshold = try invocation.required(Options.swapThreshold)
        return try invocation.grader(
            potential, settings, dataOptions: [Options.mode, Options.gradedParameters, Options.swapThreshold])
    }
}

extension Configuration {
    /// With grades as MLIP-3 writes them: `MV_grade` of the configuration, `nbh_grades` of its atoms.
    func graded(_ grade: Double, ofAtoms grades: [Double]?) -> Configuration {
        var graded = self
        graded.grades = grades
        graded.features.removeAll { $0.name == "MV_grade" }
        graded.features.append(Feature(name: "MV_grade", value: "\(grade)"))
        return graded
    }
}
