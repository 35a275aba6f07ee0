import Atoms
import MomentTensor

extension FitSample {
    /// A sample made of a configuration, if a fit can use it.
    ///
    /// Throws where atoms lie on top of each other, a number is not finite, or there is no label at all.
    public init(
        screening configuration: Configuration, _ assignment: inout SpeciesAssignment, _ weighting: Weighting
    ) throws(VolterraError) {
        self.init(configuration, species: try assignment.indices(of: configuration), weights: weighting.weights(of: configuration))
        func refuse(_ message: String, advice: String? = nil) -> VolterraError { VolterraError(.badData, message, advice: advice) }
        guard configuration.count > 0 else { throw refuse("there are no atoms") }
        guard configuration.energy?.isFinite ?? true else { throw refuse("the energy is not finite") }
        guard configuration.virial?.isFinite ?? true else { throw refuse("the virial is not finite") }
        if let atom = configuration.forces?.firstIndex(where: { !$0.sum().isFinite }) {
            throw refuse("the force on atom \(atom + 1) is not finite")
        }
        guard configuration.energy != nil || configuration.forces != nil || configuration.virial != nil else {
            throw refuse("there is no energy, no forces and no stress", advice: "name their keys, as in --energy-key dft_energy")
        }
    }
}
