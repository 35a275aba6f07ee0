import Atoms
import MomentTensor

/// What retraining did to targets, to what was to stay nearly, and to what was to stay exactly.
public struct RetrainingReport: Sendable {
    /// The forces of a group of configurations.
    public struct Forces: Sendable {
        public let group: String
        public let isTarget: Bool
        public internal(set) var before = ErrorStatistics()
        /// Of targets, from the labels as well; of others, how far they have moved.
        public internal(set) var after = ErrorStatistics()
    }

    /// The constraints of a group.
    public struct Drift: Sendable {
        public let group: String
        public let unit: String
        public internal(set) var rowCount = 0
        /// The largest deviation from what was wanted.
        public internal(set) var largest = 0.0
        /// The largest change that was wanted.
        public internal(set) var wanted = 0.0
    }

    public let result: Retraining.Result
    public private(set) var forces: [Forces] = []
    public private(set) var drifts: [Drift] = []

    /// - Parameters:
    ///   - before: the potential to begin with, extended or not
    ///   - targets, soft: with the name of the group of each
    public init(
        _ result: Retraining.Result, before: Potential, targets: [(group: String, sample: FitSample)],
        soft: [(group: String, sample: FitSample)], hard: HardConstraints, options: PlanOptions = PlanOptions(), threads: Int
    ) throws(VolterraError) {
        self.result = result
        let team = ThreadTeam(count: threads)
        let (old, new) = (
            EvaluationPool(try Plan(before, options), team: team), EvaluationPool(try Plan(result.potential, options), team: team)
        )
        try add(targets, isTarget: true, old, new)
        try add(soft, isTarget: false, old, new)
        addDrifts(hard, before: before)
    }

    private mutating func add(
        _ samples: [(group: String, sample: FitSample)], isTarget: Bool, _ old: EvaluationPool, _ new: EvaluationPool
    ) throws(VolterraError) {
        let systems = samples.map(\.sample.system)
        let (before, after) = (try old.evaluate(systems), try new.evaluate(systems))
        for (index, item) in samples.enumerated() {
            let place = forces.firstIndex { $0.group == item.group && $0.isTarget == isTarget } ?? forces.count
            if place == forces.count { forces.append(Forces(group: item.group, isTarget: isTarget)) }
            let configuration = item.sample.configuration
            for atom in isTarget ? configuration.atomsWithForces : Array(configuration.positions.indices) {
                let label = isTarget ? configuration.forces?[atom] ?? .zero : before[index].forces[atom]
                for c in 0..<3 {
                    forces[place].before.add(before[index].forces[atom][c] - label[c])
                    forces[place].after.add(after[index].forces[atom][c] - label[c])
                }
            }
        }
    }

    private mutating func addDrifts(_ hard: HardConstraints, before: Potential) {
        guard let old = before.coefficients, let new = result.potential.coefficients else { return }
        let change = zip(new.species + new.linear, old.species + old.linear).map { $0 - $1 }
        for row in hard.rows {
            let place = drifts.firstIndex { $0.group == row.group && $0.unit == row.unit } ?? drifts.count
            if place == drifts.count { drifts.append(Drift(group: row.group, unit: row.unit)) }
            drifts[place].rowCount += 1
            drifts[place].largest = max(drifts[place].largest, abs(dot(row.coefficients, change) - row.change))
            drifts[place].wanted = max(drifts[place].wanted, abs(row.change))
        }
    }
}

extension RetrainingReport {
    /// For people.
    public var text: String {
        var text = """
            \(result.coefficientCount) coefficients, \(result.rank) independent constraints, \
            \(result.coefficientCount - result.rank) free; ridge \(shortText(result.ridge, digits: 2))

            """
        if !result.trials.isEmpty {
            text += "targets left out in turn: \(shortText(result.trials.map(\.error).min() ?? 0)) eV/Å per component\n"
        }
        var table = TextTable(header: ["Forces, eV/Å per component", "RMS before", "RMS after", "max before", "max after", "atoms"])
        for group in forces {
            func cell(_ value: Double?) -> String { value.map { shortText($0) } ?? "–" }
            table.add([
                (group.isTarget ? "error on " : "change of ") + group.group,
                group.isTarget ? cell(group.before.rootMeanSquare) : "–", cell(group.after.rootMeanSquare),
                group.isTarget ? cell(group.before.maximum) : "–", cell(group.after.maximum), "\(group.after.count / 3)",
            ])
        }
        text += "\n" + table.text
        if !drifts.isEmpty {
            var table = TextTable(header: ["Constraints", "rows", "largest drift", "wanted change", "unit"])
            for drift in drifts {
                table.add([
                    drift.group, "\(drift.rowCount)", shortText(drift.largest, digits: 2),
                    drift.wanted > 0 ? shortText(drift.wanted) : "none", drift.unit,
                ])
            }
            text += "\n" + table.text
        }
        return text
    }

    /// For programs.
    public var json: JSONValue {
        .object([
            ("coefficients", .integer(result.coefficientCount)), ("rank", .integer(result.rank)), ("ridge", .number(result.ridge)),
            ("singular_values", .array(result.singularValues.map(JSONValue.number))),
            (
                "trials",
                .array(result.trials.map { .object([("ridge", .number($0.ridge)), ("left_out_error", .number($0.error))]) })
            ),
            (
                "forces",
                .array(
                    forces.map { group in
                        .object([
                            ("group", .string(group.group)), ("target", .bool(group.isTarget)), ("atoms", .integer(group.after.count / 3)),
                            ("rms_before", .optional(group.before.rootMeanSquare)), ("rms_after", .optional(group.after.rootMeanSquare)),
                            ("max_before", .optional(group.before.maximum)), ("max_after", .optional(group.after.maximum)),
                        ])
                    })
            ),
            (
                "constraints",
                .array(
                    drifts.map { drift in
                        .object([
                            ("group", .string(drift.group)), ("unit", .string(drift.unit)), ("rows", .integer(drift.rowCount)),
                            ("largest_drift", .number(drift.largest)), ("wanted_change", .number(drift.wanted)),
                        ])
                    })
            ),
        ])
    }
}
