import MomentTensor

extension LearningHistory {
    /// One for each simulation: its grades in the first and the last rounds.
    var gradeCharts: [Chart] { simulationNames.map(gradeChart) }

    private var quantity: String { project.selection.method == .novelty ? "largest novelty" : "largest grade" }

    private func gradeChart(_ name: String) -> Chart {
        let runs = entries.compactMap { entry in
            entry.exploration?.runs.first { $0.name == name }.map { (number: entry.number, run: $0) }
        }
        var chart = Chart(name, summary: "Grades of \(name)", x: Axis("time step"), y: Axis(quantity, scale: .logarithmic))
        let shown = runs.count > ChartPalette.seriesCount ? Array(runs.prefix(2) + runs.suffix(ChartPalette.seriesCount - 2)) : runs
        for (number, run) in shown {
            let points = run.grades.map { Chart.Point(Double($0.step), $0.grade) }
            if !points.isEmpty { chart.add(.points("round \(number)", points)) }
        }
        if chart.marks.isEmpty { chart.add(.note(["In no round was a grade above \(humanText(project.selection.save))."])) }
        let end = Double(runs.map { max($0.run.steps, $0.run.grades.last?.step ?? 0) }.max() ?? 1)
        chart.add(.guide("save", [.init(0, project.selection.save), .init(end, project.selection.save)]))
        chart.add(.guide("break", [.init(0, project.selection.stop), .init(end, project.selection.stop)]))
        let largest = runs.flatMap { $0.run.grades.map(\.grade) }.max() ?? project.selection.stop
        let smallest = runs.flatMap { $0.run.grades.map(\.grade) }.min() ?? project.selection.save
        chart.y.range = max(0.8 * min(smallest, project.selection.save), 1e-4)...(1.3 * max(largest, project.selection.stop))
        chart.x.range = 0...max(end, 1)
        return chart
    }

    /// How far each simulation came in each round.
    var reachChart: Chart? {
        var chart = Chart(
            "How far simulations came", summary: "Time steps of each simulation in each round", x: Axis("round"),
            y: Axis("time steps", scale: .logarithmic))
        for name in simulationNames {
            chart.add(
                .markedLine(
                    name,
                    entries.compactMap { entry in
                        entry.exploration?.runs.first { $0.name == name }.map {
                            Chart.Point(Double(entry.number), Double(max($0.steps, 1)))
                        }
                    }))
        }
        return chart.marks.isEmpty ? nil : chart
    }

    /// What became of the structures that are relaxed, in each round.
    var candidateChart: Chart? {
        let counts = entries.compactMap { entry in entry.exploration?.candidates.map { (number: Double(entry.number), counts: $0) } }
        guard let last = counts.last else { return nil }
        var chart = Chart(
            "Candidates", summary: "In round \(Int(last.number)): " + last.counts.words, x: Axis("round"), y: Axis("candidates"))
        let kinds: [(String, KeyPath<CandidateCounts, Int>)] = [
            ("known", \.known), ("not known", \.unknown), ("not converged", \.unconverged), ("failed", \.failed), ("set aside", \.setAside),
        ]
        for (name, count) in kinds where counts.contains(where: { $0.counts[keyPath: count] > 0 }) {
            chart.add(.markedLine(name, counts.map { Chart.Point($0.number, Double($0.counts[keyPath: count])) }))
        }
        chart.startAtZero()
        return chart
    }

    private var simulationNames: [String] {
        var names: [String] = []
        for run in entries.flatMap({ $0.exploration?.runs ?? [] }) where !names.contains(run.name) { names.append(run.name) }
        return names
    }

    /// Of the training set, the test set, and of what was new in each round before it was fitted.
    var errorCharts: [Chart] {
        [
            errorChart("Energy error", unit: "meV/atom", \.energy), errorChart("Force error", unit: "eV/Å", \.force),
        ].compactMap(\.self)
    }

    private func errorChart(_ title: String, unit: String, _ quantity: KeyPath<LabelErrors, ErrorStatistics>) -> Chart? {
        func points(_ errors: (FitRecord) -> LabelErrors?) -> [Chart.Point] {
            entries.compactMap { entry in
                entry.fit.flatMap(errors)?[keyPath: quantity].rootMeanSquare.map { Chart.Point(Double(entry.number), $0) }
            }
        }
        var chart = Chart(title, summary: "", x: Axis("round"), y: Axis("RMSE", unit: unit, scale: .logarithmic))
        var sentences: [String] = []
        for (name, points) in [
            ("training", points { $0.training }), ("test", points { $0.test }), ("new, before the fit", points { $0.surprise }),
        ]
        where !points.isEmpty {
            chart.add(.markedLine(name, points))
            if let first = points.first, let last = points.last {
                sentences.append("\(name): from \(humanText(first.y)) to \(humanText(last.y))")
            }
        }
        guard !chart.marks.isEmpty else { return nil }
        chart.summary = sentences.joined(separator: "; ")
        return chart
    }

    var sizeChart: Chart? {
        let points = entries.compactMap { entry in entry.fit.map { Chart.Point(Double(entry.number), Double($0.configurations)) } }
        guard let last = points.last else { return nil }
        var chart = Chart(
            "Training set", summary: "\(countText(Int(last.y), "configuration")) after round \(Int(last.x))", x: Axis("round"),
            y: Axis("configurations"))
        chart.add(.markedLine("", points))
        chart.startAtZero()
        return chart
    }

    /// Calls made against those that ab initio molecular dynamics would have made.
    var stepChart: Chart? {
        var (calls, steps) = (0, 0)
        var made: [Chart.Point] = []
        var spared: [Chart.Point] = []
        for entry in entries {
            calls += entry.labels?.calls ?? 0
            steps += entry.exploration?.steps ?? 0
            made.append(.init(Double(entry.number), Double(calls)))
            spared.append(.init(Double(entry.number), Double(steps)))
        }
        guard steps > 0, calls > 0 else { return nil }
        var chart = Chart(
            "Calls", summary: "\(countText(calls, "call")) instead of the \(countText(steps)) of ab initio simulations of that length",
            x: Axis("round"), y: Axis("calls, in total", scale: .logarithmic))
        chart.add(.markedLine("made", made))
        chart.add(.markedLine("one for each time step", spared))
        return chart
    }
}
