import Atoms
import MomentTensor
import Training

extension Invocation {
    /// Grades against the active set that the options name: that of a file, or of data; or else that of the potential.
    ///
    /// - Parameters:
    ///   - settings: those of a set that is made of data
    ///   - dataOptions: the options that are about such a set only
    func grader(
        _ potential: LoadedPotential, _ settings: ActiveSetSelection.Settings, dataOptions: [any OptionDeclaration]
    ) throws(VolterraError) -> ExtrapolationGrader {
        let path = try required(Arguments.potential)
        guard let files = self[Options.activeSetData] else {
            if let option = dataOptions.first(where: { has($0) }) {
                throw VolterraError(
                    .usage, "\(option.spelling) is about an active set that is made of data",
                    advice: "name the data with \(Options.activeSetData.spelling), or leave it out")
            }
            return try grader(potential, fileOf: path)
        }
        guard !has(Options.activeSet) else {
            throw VolterraError(
                .usage, "\(Options.activeSet.spelling) and \(Options.activeSetData.spelling) exclude one another",
                advice: "give one of them")
        }
        let selection = ActiveSetSelection(potential.plan, settings, threads: try threadCount())
        let sets = try selection.activeSets(of: try selectionData(files, activity: "reading"))
        return try ExtrapolationGrader(potential.plan, sets[0])
    }

    private func grader(_ potential: LoadedPotential, fileOf path: String) throws(VolterraError) -> ExtrapolationGrader {
        let named = self[Options.activeSet] ?? path
        let file = try PotentialFile(path: named)
        guard let activeSet = file.activeSet else {
            throw VolterraError(
                .badData, "has no active set, which grades refer to", file: named,
                advice:
                    "make one of the training data: \(Options.activeSetData.spelling) FILE, or trainer select POT TRAIN --almtp OUT.almtp")
        }
        do throws(VolterraError) {
            if named != path { try potential.plan.potential.checkSameEquations(as: file.potential) }
            return try ExtrapolationGrader(potential.plan, activeSet)
        } catch {
            throw error.placed(in: named)
        }
    }

    /// All configurations of some files.
    func selectionData(_ files: [String], activity: String) throws(VolterraError) -> SelectionData {
        var data = SelectionData([])
        let stream = try configurations(in: files)
        let progress = ProgressBar(activity, isQuiet: self[Options.quiet])
        while let item = try stream.next() {
            data.configurations.append(item.configuration)
            data.sources.append(.init(file: item.path, number: item.number))
            progress.update(done: data.configurations.count, fraction: stream.fraction)
        }
        progress.hide()
        guard !data.configurations.isEmpty else { throw stream.emptiness }
        return data
    }
}
