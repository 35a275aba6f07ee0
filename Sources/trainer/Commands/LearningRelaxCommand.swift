import Atoms
import Foundation
import MomentTensor
import Training

/// `trainer relax --learn`
struct LearningRelaxCommand {
    private let invocation: Invocation
    private let project: LearningProject
    private let output: String

    init(_ invocation: Invocation, _ folder: String) throws(VolterraError) {
        self.invocation = invocation
        let excluded: [any OptionDeclaration] = [
            Options.saveGrade, Options.breakGrade, Options.preselected, Options.activeSet, Options.repulsion, Options.speciesOfPotential,
            Options.format, Options.atomStyle,
        ]
        if let option = excluded.first(where: { invocation.has($0) }) {
            throw VolterraError(
                .usage, "\(option.spelling) and \(Options.relaxLearn.spelling) exclude one another",
                advice: "the project says it: \(folder)/\(LearningProject.fileName)")
        }
        let inputs = invocation.all(Arguments.relaxInputs)
        guard !inputs.contains("-") else {
            throw VolterraError(.usage, "candidates are read in every round, not once from the standard input", advice: "name files")
        }
        for path in inputs where !FileManager.default.fileExists(atPath: path) {
            throw VolterraError(.inputOutput, "does not exist", file: path)
        }
        output = try invocation.outputPath(reading: inputs)
        try RelaxCommand.checkStandardOutput(invocation, output)
        var project = try LearningProject(folder: folder, candidates: inputs)
        try project.exploration.candidates.relaxation.set(by: invocation)
        self.project = project
    }

    func run() throws(VolterraError) {
        try LearnCommand.learn(project, rounds: nil, invocation) { () throws(VolterraError) in try write() }
    }

    private func write() throws(VolterraError) {
        let candidates = try LearnedCandidates(project)
        let writer = try invocation.writer(to: output, elements: try project.potential.elements())
        try candidates.forEach { candidate throws(VolterraError) in try writer.write(candidate) }
        try writer.finish()
        if output != "-" { try Console.print(invocation[Options.json] ? try candidates.json().text : try candidates.text()) }
        invocation.reportSuccess("\(output): \(counted(candidates.count, "configuration")); \(try LearningHistory(project).summary)")
        let unfinished = candidates.unfinished
        guard !unfinished.isEmpty else { return }
        throw VolterraError(
            .notConverged,
            "\(unfinished.count) of \(counted(candidates.count, "configuration")) have no minimum that is known: \(RelaxCommand.list(unfinished))",
            file: output, advice: "the table and the feature '\(Configuration.relaxationName)' say why")
    }
}
