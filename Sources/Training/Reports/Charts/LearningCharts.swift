/// Loss and errors, iteration by iteration.
enum LearningCharts {
    static func charts(_ curve: LearningCurve) -> [Chart] {
        [loss(curve)] + ReportedQuantity.allCases.compactMap { errors($0, curve) }
    }

    private static func loss(_ curve: LearningCurve) -> Chart {
        var chart = Chart(
            "Loss", summary: change(curve.steps.map(\.loss), "The loss"), x: Axis("iteration"), y: Axis("loss", scale: .logarithmic))
        chart.add(.line("", curve.steps.map { .init(Double($0.iteration), $0.loss) }))
        return chart
    }

    private static func errors(_ quantity: ReportedQuantity, _ curve: LearningCurve) -> Chart? {
        let names = Set(curve.steps.flatMap(\.errors.keys)).sorted()
        var chart = Chart(
            "\(quantity.shortTitle) error", summary: "", x: Axis("iteration"),
            y: Axis("RMSE", unit: quantity.errorUnit, scale: .logarithmic))
        var sentences: [String] = []
        for name in names {
            let points = curve.steps.compactMap { step in
                step.errors[name].flatMap(quantity.error).map { Chart.Point(Double(step.iteration), $0) }
            }
            guard !points.isEmpty else { continue }
            chart.add(.line(name, points))
            sentences.append(change(points.map(\.y), name))
        }
        guard !chart.marks.isEmpty else { return nil }
        chart.summary = sentences.joined(separator: "; ")
        return chart
    }

    private static func change(_ values: [Double], _ what: String) -> String {
        guard let first = values.first, let last = values.last else { return "" }
        return "\(what): from \(humanText(first)) to \(humanText(last))"
    }
}
