import Atoms
import MomentTensor

/// How far the predictions for one configuration are from its labels, in the units of tables and diagrams. What has no label is not there.
struct ConfigurationDeviations {
    /// A label, and the prediction minus it.
    struct Deviation {
        let label: Double
        let deviation: Double
    }

    /// The label in eV/atom, the deviation in meV/atom.
    private(set) var energy: Deviation?
    /// eV/Å, one per atom.
    private(set) var forces: [(label: SIMD3<Double>, deviation: SIMD3<Double>)] = []
    /// GPa, positive when compressed, six components of Voigt; for cells that are periodic in three directions.
    private(set) var stress: [Deviation] = []

    /// Energies in eV, forces in eV/Å, virials in eV.
    init(
        _ reference: Configuration, energy: Double, forces: [SIMD3<Double>], virial: SymmetricTensor
    ) throws(VolterraError) {
        guard forces.count == reference.count else {
            throw VolterraError(.usage, "\(forces.count) forces were predicted for \(reference.count) atoms")
        }
        guard energy.isFinite, virial.isFinite, forces.allSatisfy({ $0.x.isFinite && $0.y.isFinite && $0.z.isFinite }) else {
            throw VolterraError(.badData, "the prediction is not finite")
        }
        if let label = reference.energy, reference.count > 0 {
            let atoms = Double(reference.count)
            self.energy = Deviation(label: label / atoms, deviation: 1000 * (energy - label) / atoms)
        }
        if let labels = reference.forces { self.forces = reference.atomsWithForces.map { (labels[$0], forces[$0] - labels[$0]) } }
        let volume = reference.cell.volume
        if let label = reference.virial, reference.cell.isFullyPeriodic, volume > 0 {
            stress = zip(label.voigt, virial.voigt).map {
                Deviation(label: $0 / volume * Units.gigapascal, deviation: ($1 - $0) / volume * Units.gigapascal)
            }
        }
    }
}
