/// How far predictions are from labels: energies in meV/atom, forces in eV/Å and stresses in GPa, per component.
public struct LabelErrors: Sendable, Hashable, Codable {
    /// One per configuration.
    public private(set) var energy = ErrorStatistics()
    /// Three per atom.
    public private(set) var force = ErrorStatistics()
    /// Six per configuration.
    public private(set) var stress = ErrorStatistics()

    mutating func add(_ deviations: ConfigurationDeviations, withStress: Bool = true) {
        if let energy = deviations.energy { self.energy.add(energy.deviation) }
        for (_, deviation) in deviations.forces {
            for k in 0..<3 { force.add(deviation[k]) }
        }
        if withStress {
            for component in deviations.stress { stress.add(component.deviation) }
        }
    }

    /// Adds everything that was added to the other.
    mutating func merge(_ other: LabelErrors) {
        energy.merge(other.energy)
        force.merge(other.force)
        stress.merge(other.stress)
    }

    /// All that it consists of.
    var numbers: [Double] {
        get { energy.numbers + force.numbers + stress.numbers }
        set {
            let count = newValue.count / 3
            energy.numbers = Array(newValue[..<count])
            force.numbers = Array(newValue[count..<(2 * count)])
            stress.numbers = Array(newValue[(2 * count)...])
        }
    }
}
