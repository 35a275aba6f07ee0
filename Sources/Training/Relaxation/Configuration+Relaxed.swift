import Atoms
import MomentTensor

extension Configuration {
    /// The name of the feature that says how the relaxation of a configuration ended.
    public static let relaxationName = "relaxation"

    /// Where its relaxation ended, with the labels of the potential, and its grades if they were watched.
    public func relaxed(to outcome: Relaxation.Outcome) -> Configuration {
        let relaxed = moved(to: outcome.system).labelled(by: outcome.evaluation)
        guard let grading = outcome.grading else { return relaxed }
        var graded = relaxed.graded(grading.final, ofAtoms: grading.finalOfAtoms)
        graded.setFeature(Configuration.relaxationName, outcome.ending.rawValue)
        return graded
    }

    /// A configuration on the way of its relaxation, without labels, with its grades and where it comes from.
    public func kept(_ frame: RelaxationGrading.Frame, from source: Comparison.Source) -> Configuration {
        var kept = moved(to: frame.system).unlabelled.graded(frame.grade, ofAtoms: frame.gradesOfAtoms)
        kept.setFeature("relaxed_from", "\(source.file):\(source.number)")
        kept.setFeature("relaxation_step", "\(frame.step)")
        return kept
    }

    /// With everything but energy, forces and stress.
    var unlabelled: Configuration {
        var copy = self
        (copy.energy, copy.forces, copy.virial, copy.siteEnergies) = (nil, nil, nil, nil)
        return copy
    }

    private func moved(to system: AtomicSystem) -> Configuration {
        var moved = self
        moved.cell = system.cell
        moved.positions = system.positions
        return moved
    }
}
