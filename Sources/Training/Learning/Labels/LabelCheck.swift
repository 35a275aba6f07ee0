import Atoms
import MomentTensor

/// Whether labels can be true: engines answer nonsense now and then, and one such answer spoils a fit.
struct LabelCheck {
    /// eV/Å
    let largestForce: Double
    /// eV/atom
    let energyWindow: Double
    /// What the energies are measured from, eV for each element; empty as long as no energy is known.
    private var references: [Element: Double] = [:]

    /// - Parameter known: labelled configurations.
    init(_ settings: LabellingSettings, _ known: [Configuration], elements: [Element]) throws(VolterraError) {
        largestForce = settings.largestForce
        energyWindow = settings.energyWindow
        guard known.contains(where: { $0.energy != nil }) else { return }
        // Energies of atoms do not depend on the rest of a potential.
        let potential = try Potential(
            BasisSpecification(level: 2), elements: elements.map(\.symbol), cutoff: 2, minimumDistance: 1, radialSize: 1)
        var assignment = try SpeciesAssignment(potential)
        var samples: [FitSample] = []
        for configuration in known { samples.append(try FitSample(screening: configuration, &assignment, .mlip)) }
        let energies = try ReferenceEnergies.fitted(to: samples, potential).values
        for (element, energy) in zip(elements, energies) { references[element] = energy }
    }

    /// What speaks against the labels of a configuration.
    func objection(to configuration: Configuration) -> String? {
        guard let energy = configuration.energy, energy.isFinite else { return "the energy is not finite" }
        let forces = configuration.forces ?? []
        guard forces.allSatisfy({ $0.length.isFinite }) else { return "a force is not finite" }
        guard configuration.virial?.isFinite ?? true else { return "the stress is not finite" }
        let largest = forces.map(\.length).max() ?? 0
        if largest > largestForce { return "a force of \(shortText(largest)) eV/Å is above the limit of \(shortText(largestForce))" }
        let count = Double(max(configuration.count, 1))
        let sum = forces.reduce(SIMD3<Double>.zero) { $0 + $1 }.length / count
        // Plane waves on a grid leave some thousandths.
        if sum > 0.1 { return "the forces add up to \(shortText(sum)) eV/Å per atom" }
        if let reference = reference(configuration), abs(energy - reference) > energyWindow * count {
            return "the energy is \(shortText((energy - reference) / count)) eV/atom from what is known"
        }
        return nil
    }

    private func reference(_ configuration: Configuration) -> Double? {
        var sum = 0.0
        for kind in configuration.kinds {
            guard case .element(let element) = kind, let energy = references[element] else { return nil }
            sum += energy
        }
        return sum
    }
}
