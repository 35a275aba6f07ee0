import Atoms
import MomentTensor

extension Configuration {
    /// The same atoms with the labels that the potential gives them, and none of those that they had.
    func labelled(by evaluation: Evaluation) -> Configuration {
        var labelled = self
        labelled.energy = evaluation.energy
        labelled.forces = evaluation.forces
        labelled.virial = evaluation.virial
        labelled.siteEnergies = evaluation.siteEnergies
        labelled.grades = nil
        return labelled
    }
}
