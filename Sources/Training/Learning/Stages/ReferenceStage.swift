import Atoms
import MomentTensor

/// Makes the active set of a round: what the grades of the next simulations are measured against.
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
            let sets = try selection.activeSets(of: SelectionData(training))
            try PotentialFile(potential: potential, activeSet: sets.first).write(to: round.path(.graded))
        }
    }
}
