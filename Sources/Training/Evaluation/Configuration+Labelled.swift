import Atoms
import MomentTensor

extension Configuration {
    /// The same atoms with the labels that the potential gives them, and none of those that they had.
    public func labelled(by evaluation: Evaluation) -> Configuration {
        var labelled = self
        labelled.energy = evaluation.energy
        labelled.forces = evaluation.forces
        labelled.virial = evaluation.virial
        labelled.siteEnergies = evaluation.siteEnergies
        labelled.grades = nil
        return labelled
    }

    /// With grades as MLIP-3 writes them: `MV_grade` of the configuration, `nbh_grades` of its atoms.
    public func graded(_ grade: Double, ofAtoms grades: [Double]?) -> Configuration {
        var graded = self
        graded.grades = grades
        graded.features.removeAll { $0.name == "MV_grade" }
        graded.features.append(Feature(name: "MV_grade", value: "\(grade)"))
        return graded
    }
}
