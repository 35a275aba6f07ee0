import Training

/// The lines that a fit prints, one for each iteration.
struct FitTable {
    private struct Column {
        let title: String
        let width: Int
        let cell: (FitStep, Double) -> String
    }

    private let columns: [Column]

    init(isValidated: Bool) {
        var columns = [
            Column(title: "iteration", width: 9) { step, _ in "\(step.iteration)" },
            Column(title: "loss", width: 11) { step, _ in shortText(step.loss, digits: 5) },
            Column(title: "change", width: 10) { step, _ in
                step.iteration == 0 ? "" : "−\(shortText(100 * step.decrease, digits: 2)) %"
            },
            Column(title: "meV/atom", width: 10) { step, _ in FitTable.text(step.errors.energy) },
            Column(title: "eV/Å", width: 9) { step, _ in FitTable.text(step.errors.force) },
            Column(title: "GPa", width: 8) { step, _ in FitTable.text(step.errors.stress) },
        ]
        if isValidated {
            columns += [
                Column(title: "validation", width: 12) { step, _ in step.validationLoss.map { shortText($0, digits: 5) } ?? "" }
            ]
        }
        columns.append(Column(title: "time", width: 9) { _, seconds in ProgressLine.clock(seconds) })
        self.columns = columns
    }

    private static func text(_ statistics: ErrorStatistics) -> String { statistics.rootMeanSquare.map { shortText($0) } ?? "–" }

    var header: String { columns.map { $0.title.leftPadded(to: $0.width) }.joined() }

    func line(_ step: FitStep, seconds: Double) -> String {
        columns.map { $0.cell(step, seconds).leftPadded(to: $0.width) }.joined()
    }
}
