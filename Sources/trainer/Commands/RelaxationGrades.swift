import Atoms
import MomentTensor
import Training

/// What `trainer relax` does about grades: `--save-grade`, `--break-grade` and `--preselected`.
final class RelaxationGrades {
    let watch: RelaxationWatch
    let grader: ExtrapolationGrader
    private let file: (path: String, writer: any ConfigurationWriter)?
    private var keptCount = 0

    /// `nil` where nobody asks for grades.
    init?(_ invocation: Invocation, _ potential: LoadedPotential, inputs: [String], output: String) throws(VolterraError) {
        let path = invocation[Options.preselected]
        guard path != nil || invocation.has(Options.breakGrade) else {
            let idle: [any OptionDeclaration] = [Options.saveGrade, Options.activeSet]
            if let option = idle.first(where: { invocation.has($0) }) {
                throw VolterraError(
                    .usage, "\(option.spelling) has no meaning alone", advice: "name a file with --preselected, or give --break-grade")
            }
            return nil
        }
        guard path != nil || !invocation.has(Options.saveGrade) else {
            throw VolterraError(.usage, "--save-grade needs a file to save into", advice: "name it with --preselected")
        }
        let save = path == nil ? .infinity : try invocation.required(Options.saveGrade)
        let stop = invocation[Options.breakGrade] ?? .infinity
        guard save >= 0, path == nil || stop >= save else {
            throw VolterraError(
                .usage, "--break-grade \(stop) is below --save-grade \(save)", advice: "save lower grades than the one that ends")
        }
        if let path {
            guard path != "-", path != output else {
                throw VolterraError(.usage, "--preselected needs a file of its own", advice: "name one")
            }
            try invocation.checkOutput(path, reading: inputs + [try invocation.required(Arguments.potential)])
        }
        watch = RelaxationWatch(save: save, stop: stop)
        grader = try invocation.grader(potential, ActiveSetSelection.Settings(), dataOptions: [])
        file = try path.map { path throws(VolterraError) in
            guard let format = ConfigurationFormat(fileName: path) else {
                throw VolterraError(.usage, "the name does not tell which format to write", file: path, advice: "call it .xyz or .cfg")
            }
            return (path, try format.makeWriter(path: path, options: ConfigurationWriteOptions(elements: potential.elements)))
        }
    }

    func keep(_ outcome: Relaxation.Outcome, of item: ConfigurationStream.Item) throws(VolterraError) {
        guard let file, let grading = outcome.grading else { return }
        for frame in grading.kept {
            try file.writer.write(item.configuration.kept(frame, from: .init(file: item.path, number: item.number)))
            keptCount += 1
        }
    }

    func finish() throws(VolterraError) { try file?.writer.finish() }

    func reportSuccess(_ invocation: Invocation) {
        guard let file else { return }
        invocation.reportSuccess("\(file.path): \(counted(keptCount, "configuration")) with grades above \(shortText(watch.save))")
    }
}
