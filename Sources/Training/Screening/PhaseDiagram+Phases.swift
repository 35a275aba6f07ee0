import Atoms
import MomentTensor

extension PhaseDiagram {
    /// A vertex of the hull.
    struct Phase {
        let composition: Composition
        let fractions: [Double]
        /// eV/atom, of formation.
        let energy: Double
    }

    /// The vertices of the hull, the pure components first, and the others by composition.
    var phases: [Phase] {
        let stable = stable
        let pure = components.map { component in
            let composition = Composition(pure: component)
            let energy = stable.first { $0.structure.composition == composition }?.formationEnergy ?? 0
            return Phase(composition: composition, fractions: composition.fractions(of: components), energy: energy)
        }
        return pure
            + stable.filter { !$0.structure.composition.isPure }.map {
                Phase(composition: $0.structure.composition, fractions: fractions($0), energy: $0.formationEnergy)
            }
    }

    /// The pairs of phases that can be side by side: half of each has the lowest energy that there is at that composition.
    func tieLines(of phases: [Phase]) -> [(Int, Int)] {
        let mixed = phases.map { LowestMixture.Phase(fractions: $0.fractions, energy: $0.energy) }
        var lines: [(Int, Int)] = []
        for one in phases.indices {
            for other in phases.indices where other > one {
                let middle = zip(phases[one].fractions, phases[other].fractions).map { 0.5 * ($0 + $1) }
                let energy = 0.5 * (phases[one].energy + phases[other].energy)
                if energy <= LowestMixture(at: middle, of: mixed).energy + PhaseDiagram.noise { lines.append((one, other)) }
            }
        }
        return lines
    }
}
