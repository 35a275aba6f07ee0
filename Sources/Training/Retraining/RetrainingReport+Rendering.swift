import Atoms
import MomentTensor

extension RetrainingReport {
    /// For people.
    public var text: String {
        var text = """
            \(result.coefficientCount) coefficients, \(result.rank) independent constraints, \
            \(result.coefficientCount - result.rank) free; ridge \(shortText(result.ridge, digits: 2))

            """
        if let leftOutError { text += "targets left out in turn: \(shortText(leftOutError)) eV/Å per component\n" }
        text += "\n" + forceTable.text
        if !drifts.isEmpty { text += "\n" + driftTable.text }
        return text
    }

    var forceTable: TextTable {
        var table = TextTable(header: ["Forces, eV/Å per component", "RMS before", "RMS after", "max before", "max after", "atoms"])
        for group in forces {
            func cell(_ value: Double?) -> String { value.map { shortText($0) } ?? "–" }
            table.add([
                (group.isTarget ? "error on " : "change of ") + group.group,
                group.isTarget ? cell(group.before.rootMeanSquare) : "–", cell(group.after.rootMeanSquare),
                group.isTarget ? cell(group.before.maximum) : "–", cell(group.after.maximum), "\(group.after.count / 3)",
            ])
        }
        return table
    }

    var driftTable: TextTable {
        var table = TextTable(header: ["Constraints", "rows", "largest drift", "wanted change", "unit"])
        for drift in drifts {
            table.add([
                drift.group, "\(drift.deviations.count)", shortText(drift.largest, digits: 2),
                drift.wanted > 0 ? shortText(drift.wanted) : "none", drift.unit,
            ])
        }
        return table
    }

    /// Of targets that were left out in turn, with the ridge that was chosen.
    var leftOutError: Double? { result.trials.first { $0.ridge == result.ridge }?.error }

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
                            ("group", .string(drift.group)), ("unit", .string(drift.unit)), ("rows", .integer(drift.deviations.count)),
                            ("largest_drift", .number(drift.largest)), ("wanted_change", .number(drift.wanted)),
                        ])
                    })
            ),
        ])
    }
}
