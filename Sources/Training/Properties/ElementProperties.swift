import Atoms
import MomentTensor

/// What a potential says about the crystals of one of its species.
public struct ElementProperties: Sendable {
    /// One of the four structures in which the element was looked for.
    public struct Candidate: Sendable {
        public let structure: CrystalStructure
        /// `nil` where the energy has no minimum in that structure, or none below that of isolated atoms.
        public let crystal: Crystal?
    }

    /// The chemical symbol, or `type 0` where it is unknown.
    public let name: String
    /// The energy of an atom without neighbours; eV.
    public let isolatedEnergy: Double
    public let candidates: [Candidate]
    /// Whose properties are the following.
    public let crystal: Crystal

    public internal(set) var elastic: ElasticConstants?
    public internal(set) var equationOfState: EquationOfState?
    public internal(set) var vacancy: Vacancy?
    public internal(set) var surfaces: [Surface] = []
    public internal(set) var phonons: Phonons?
    public internal(set) var faults: [StackingFault] = []
    /// What is suspicious, one sentence each.
    public internal(set) var warnings: [String] = []
    /// What did not converge, one sentence each.
    public internal(set) var failures: [String] = []

    /// Relative to the isolated atom of the potential; eV per atom, positive where bound.
    public func cohesiveEnergy(_ crystal: Crystal) -> Double { isolatedEnergy - crystal.energyPerAtom }

    /// Above the lowest of the candidates; eV per atom.
    public func energyAboveLowest(_ crystal: Crystal) -> Double {
        crystal.energyPerAtom - (candidates.compactMap { $0.crystal?.energyPerAtom }.min() ?? crystal.energyPerAtom)
    }
}
