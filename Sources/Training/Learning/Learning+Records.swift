import Atoms
import Foundation
import MomentTensor

extension Round {
    /// This round, or the last one before it that has a potential with an active set.
    var lastFitted: Round {
        var round = self
        while !round.has(.graded), round.number > 0 { round = Round(round.number - 1, of: round.project) }
        return round
    }

    private var project: String { URL(fileURLWithPath: folder).deletingLastPathComponent().deletingLastPathComponent().path }
}

extension Learning {
    /// Everything that had labels when the round began.
    func training(before round: Round) throws(VolterraError) -> [Configuration] {
        var training = try Round(0, of: project.folder).configurations(.initial)
        for number in 0..<round.number { training += try Round(number, of: project.folder).configurations(.labelled) }
        return training
    }

    /// The result of a round, under names that do not change: for whoever wants to use it meanwhile.
    func publish(_ round: Round) throws(VolterraError) {
        let file = try PotentialFile(path: round.path(.graded))
        try file.write(to: project.folder + "/potential.almtp")
        try file.potential.write(to: project.folder + "/potential.mtp")
    }

    /// What the last potential makes of the candidates.
    func publishCandidates(of round: Round) throws(VolterraError) {
        guard round.has(.relaxed) else { return }
        let path = project.folder + "/" + LearnedCandidates.fileName
        try AtomicFile.write(try Folder.text(of: round.path(.relaxed)), to: path)
        var structures = ScreenedStructures(pressure: project.exploration.candidates.relaxation.pressure)
        let reader = try ConfigurationFormat.extendedXYZ.makeReader(path: path)
        var number = 0
        while let candidate = try reader.next() {
            number += 1
            try structures.add(candidate, from: .init(file: LearnedCandidates.fileName, number: number))
        }
        // Without all pure components among the candidates there are no formation energies.
        guard let diagram = try? PhaseDiagram(structures.structures) else { return }
        try AtomicFile.write(
            diagram.html(title: "Convex hull of \(project.name)", within: 0.1, notes: structures.notes),
            to: project.folder + "/" + LearnedCandidates.hullName)
    }

    func showDashboard() throws(VolterraError) {
        try AtomicFile.write(try LearningHistory(project).html, to: project.folder + "/index.html")
    }

    // MARK: What is said

    func note(explorationOf round: Round) throws(VolterraError) {
        let history = try LearningHistory.Entry(round)
        say("round \(round.number)")
        for line in history.explorationLines { say("  explore  " + line) }
        if let line = history.selectionLine { say("  select   " + line) }
    }

    func note(labelsOf round: Round) throws(VolterraError) {
        guard let line = try LearningHistory.Entry(round).labelLine else { return }
        if round.number == 0 { say("round 0") }
        say("  label    " + line)
    }

    func note(fitOf round: Round) throws(VolterraError) {
        guard let line = try LearningHistory.Entry(round).fitLine else { return }
        say("  fit      " + line)
    }

    private func say(_ line: String) {
        watch.note(line)
        log.add(line)
    }
}
