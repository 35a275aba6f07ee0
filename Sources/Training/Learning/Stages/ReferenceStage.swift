import Atoms
import MomentTensor

/// Makes the active set of a round, and the posterior if it counts: what the next simulations are judged by.
struct ReferenceStage {
    let project: LearningProject
    let round: Round
    let training: [Configuration]
    let watch: LearningWatch
    let threads: Int

    func run() throws(VolterraError) {
        if !round.has(.graded) {
            watch.activity("making the active set")
            let potential = try PotentialFile(path: round.path(.fitted)).potential
            let plan = try Plan(potential, project.fit.planOptions)
            let selection = ActiveSetSelection(plan, project.selection.activeSetSettings, threads: threads)
            if project.selection.method == .novelty { try writePosterior(potential) }
            let sets = try selection.activeSets(of: SelectionData(training))
            try PotentialFile(potential: potential, activeSet: sets.first).write(to: round.path(.graded))
        }
    }

    private func writePosterior(_ potential: Potential) throws(VolterraError) {
        let samples = try project.samples(training, potential)
        let fit = try BayesianFit(potential, samples, options: project.fit.planOptions, threads: threads)
        try fit.posterior.write(to: round.path(.posterior), for: potential)
    }
}
