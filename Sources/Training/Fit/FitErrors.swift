import Atoms
import MomentTensor

/// How far a fit is from the labels of its samples: energies in meV/atom, forces in eV/Å and stresses in GPa, per component.
public struct FitErrors: Sendable, Codable {
    public private(set) var energy = ErrorStatistics()
    public private(set) var force = ErrorStatistics()
    public private(set) var stress = ErrorStatistics()

    /// `deviations`: prediction − label, in the rows of a Jacobian.
    mutating func add(_ deviations: [Double], of sample: FitSample) {
        let configuration = sample.configuration
        let count = configuration.count
        if configuration.energy != nil { energy.add(1000 * deviations[3 * count] / Double(count)) }
        if configuration.forces != nil {
            for row in 0..<(3 * count) { force.add(deviations[row]) }
        }
        if sample.hasVirial, configuration.cell.isFullyPeriodic {
            for index in 1...6 { stress.add(deviations[3 * count + index] / configuration.cell.volume * Units.gigapascal) }
        }
    }

    mutating func merge(_ other: FitErrors) {
        energy.merge(other.energy)
        force.merge(other.force)
        stress.merge(other.stress)
    }

    /// Adds up what all ranks have.
    mutating func reduce(over ranks: Ranks) {
        energy.reduce(over: ranks)
        force.reduce(over: ranks)
        stress.reduce(over: ranks)
    }
}
