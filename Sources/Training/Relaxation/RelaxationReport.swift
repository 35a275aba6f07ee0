import Atoms
import MomentTensor

/// What became of each of several configurations that were relaxed.
public struct RelaxationReport: Sendable {
    private var outcomes: [Relaxation.Outcome] = []

    public init() {}

    public mutating func add(_ outcome: Relaxation.Outcome) { outcomes.append(outcome) }

    public var steps: Int { outcomes.reduce(0) { $0 + $1.steps } }

    /// Their numbers, from 1.
    public var unconverged: [Int] { outcomes.indices.filter { !outcomes[$0].isConverged }.map { $0 + 1 } }

    /// For people: one line per configuration.
    public var text: String {
        var table = TextTable(header: [
            "", "atoms", "steps", "energy, eV/atom", "change, meV/atom", "volume, %", "force, eV/Å", "stress, GPa", "",
        ])
        for (index, outcome) in outcomes.enumerated() {
            table.add([
                "\(index + 1)", "\(outcome.system.count)", "\(outcome.steps)", fixedText(outcome.energyPerAtom, 6),
                fixedText(1000 * outcome.energyChangePerAtom, 2), outcome.volumeChange.map { signedText(100 * $0, 3) } ?? "–",
                shortText(outcome.largestForce), outcome.largestStress.map { shortText($0) } ?? "–",
                outcome.isConverged ? "" : "not converged",
            ])
        }
        return table.text
    }

    /// For programs: energies in eV, volumes in Å³, forces in eV/Å, stresses in GPa. `largest_stress` is what is left of the stress
    /// besides the pressure; null where the cell was fixed.
    public var json: JSONValue {
        .object([
            (
                "configurations",
                .array(
                    outcomes.map { outcome in
                        .object([
                            ("atoms", .integer(outcome.system.count)), ("steps", .integer(outcome.steps)),
                            ("converged", .bool(outcome.isConverged)), ("initial_energy", .number(outcome.initialEnergy)),
                            ("energy", .number(outcome.evaluation.energy)), ("initial_volume", .optional(outcome.initialPeriodicVolume)),
                            ("volume", .optional(outcome.periodicVolume)), ("largest_force", .number(outcome.largestForce)),
                            ("largest_stress", .optional(outcome.largestStress)),
                        ])
                    })
            )
        ])
    }
}

extension Relaxation.Outcome {
    fileprivate var energyPerAtom: Double { evaluation.energy / Double(max(system.count, 1)) }
    fileprivate var energyChangePerAtom: Double { (evaluation.energy - initialEnergy) / Double(max(system.count, 1)) }
    fileprivate var periodicVolume: Double? { system.cell.isFullyPeriodic ? system.cell.volume : nil }
    fileprivate var initialPeriodicVolume: Double? { system.cell.isFullyPeriodic ? initialVolume : nil }
    fileprivate var volumeChange: Double? { periodicVolume.map { $0 / initialVolume - 1 } }
}

/// With a fixed number of decimals and its sign.
func signedText(_ value: Double, _ decimals: Int) -> String {
    let text = fixedText(value, decimals)
    return text.hasPrefix("-") ? text : "+" + text
}
