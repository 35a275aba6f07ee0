import Atoms
import MomentTensor
import Training

/// `trainer properties`
enum PropertiesCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let potential = try LoadedPotential(invocation)
        let plan = potential.plan
        let folder = try invocation.outputFolder(Options.plots)
        var calculation = PropertyCalculation(
            plan, elements: potential.elements ?? Array(repeating: nil, count: plan.potential.species.count),
            threads: try invocation.threadCount())
        if let kinds = invocation[Options.only] { calculation.kinds = Set(kinds) }
        calculation.structure = invocation[Options.structure]
        let report = try report(calculation, ProgressBar("computing", unit: "properties", isQuiet: invocation[Options.quiet]))
        if let folder { try write(report.charts, to: folder, invocation) }
        try Console.print(invocation[Options.json] ? report.json.text : report.text)
        guard let first = report.failures.first else { return }
        throw VolterraError(
            .notConverged,
            report.failures.count == 1 ? first : "\(report.failures.count) properties were not found; the first: \(first)",
            advice: "see the end of the tables")
    }

    private static func report(_ calculation: PropertyCalculation, _ progress: ProgressBar) throws(VolterraError) -> PropertyReport {
        let total = calculation.speciesCount * calculation.stepsPerSpecies
        var (done, report) = (0, PropertyReport())
        for species in 0..<calculation.speciesCount {
            do throws(VolterraError) {
                report.add(
                    try calculation.run(species: species) {
                        done += 1
                        progress.update(done: done, fraction: Double(done) / Double(total))
                    })
            } catch  where error.kind == .notConverged && calculation.speciesCount > 1 {
                report.add(unbound: error.message)
            }
        }
        progress.hide()
        return report
    }

    private static func write(
        _ charts: [(name: String, chart: Chart)], to folder: String, _ invocation: Invocation
    ) throws(VolterraError) {
        for (name, chart) in charts { try AtomicFile.write(chart.svg, to: "\(folder)/\(name).svg") }
        invocation.reportSuccess("\(folder): \(counted(charts.count, "plot"))")
    }
}
