import Atoms
import MomentTensor

/// What became of each of several configurations that were relaxed.
public struct RelaxationReport: Sendable {
    private var rows: [Row] = []

    public init() {}

    public mutating func add(_ outcome: Relaxation.Outcome) { rows.append(Row(outcome)) }

    public var count: Int { rows.count }
    public var atoms: Int { rows.reduce(0) { $0 + $1.atoms } }
    public var steps: Int { rows.reduce(0) { $0 + $1.steps } }

    /// The numbers, from 1, of those that ended so.
    public func numbers(_ ending: Relaxation.Ending) -> [Int] { rows.indices.filter { rows[$0].ending == ending }.map { $0 + 1 } }

    /// For people: one line per configuration.
    public var text: String {
        let isGraded = rows.contains { $0.grades != nil }
        var table = TextTable(
            header: ["", "atoms", "steps", "energy, eV/atom", "change, meV/atom", "volume, %", "force, eV/Å", "stress, GPa"]
                + (isGraded ? ["grade", "highest"] : []) + [""])
        for (index, row) in rows.enumerated() {
            let atoms = Double(max(row.atoms, 1))
            let grades = row.grades.map { [shortText($0.final), shortText($0.highest)] } ?? []
            table.add(
                [
                    "\(index + 1)", "\(row.atoms)", "\(row.steps)", fixedText(row.energy / atoms, 6),
                    fixedText(1000 * (row.energy - row.initialEnergy) / atoms, 2),
                    row.volumes.map { signedText(100 * ($0.final / $0.initial - 1), 3) } ?? "–", shortText(row.largestForce),
                    row.largestStress.map { shortText($0) } ?? "–",
                ] + grades + [row.ending.words])
        }
        return table.text
    }

    /// For programs: energies in eV, volumes in Å³, forces in eV/Å, stresses in GPa. `largest_stress` is what is left of the stress
    /// besides the pressure; null where the cell was fixed. `grade` is that of the end, `highest_grade` that of the whole way.
    public var json: JSONValue { .object([("configurations", .array(rows.map(\.json)))]) }

    /// What is told of a relaxation: nothing that grows with the number of atoms.
    private struct Row: Sendable {
        let atoms: Int
        let steps: Int
        let ending: Relaxation.Ending
        let initialEnergy: Double
        let energy: Double
        /// `nil` without three periodic directions.
        let volumes: (initial: Double, final: Double)?
        let largestForce: Double
        let largestStress: Double?
        let grades: (final: Double, highest: Double)?

        init(_ outcome: Relaxation.Outcome) {
            atoms = outcome.system.count
            steps = outcome.steps
            ending = outcome.ending
            initialEnergy = outcome.initialEnergy
            energy = outcome.evaluation.energy
            volumes = outcome.system.cell.isFullyPeriodic ? (outcome.initialVolume, outcome.system.cell.volume) : nil
            largestForce = outcome.largestForce
            largestStress = outcome.largestStress
            grades = outcome.grading.map { ($0.final, $0.highest) }
        }

        var json: JSONValue {
            let members: [(key: String, value: JSONValue)] = [
                ("atoms", .integer(atoms)), ("steps", .integer(steps)), ("converged", .bool(ending == .converged)),
                ("initial_energy", .number(initialEnergy)), ("energy", .number(energy)), ("initial_volume", .optional(volumes?.initial)),
                ("volume", .optional(volumes?.final)), ("largest_force", .number(largestForce)),
                ("largest_stress", .optional(largestStress)),
            ]
            guard let grades else { return .object(members) }
            return .object(
                members + [
                    ("grade", .number(grades.final)), ("highest_grade", .number(grades.highest)),
                    ("extrapolating", .bool(ending == .extrapolating)),
                ])
        }
    }
}

extension Relaxation.Ending {
    /// As tables say it.
    var words: String {
        switch self {
        case .converged: ""
        case .unconverged: "not converged"
        case .extrapolating: "extrapolating"
        }
    }
}

/// With a fixed number of decimals and its sign.
func signedText(_ value: Double, _ decimals: Int) -> String {
    let text = fixedText(value, decimals)
    return text.hasPrefix("-") ? text : "+" + text
}
