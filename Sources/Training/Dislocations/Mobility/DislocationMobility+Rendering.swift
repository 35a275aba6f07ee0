import MomentTensor

extension DislocationMobility {
    /// For people.
    public var text: String {
        var table = TextTable(header: ["stress, GPa", "velocity, m/s", "±", "glide, Å", "time, ps", "from, ps", "B, mPa·s"])
        for run in runs {
            table.add([
                fixedText(run.stress, 3), fixedText(100 * run.velocity, 1), fixedText(100 * run.deviation, 1),
                fixedText(run.points.last?.y ?? 0, 1), fixedText(run.points.last?.x ?? 0, 1), fixedText(run.start, 1),
                fixedText(drag(of: run), 4),
            ])
        }
        return table.text + "\ndrag coefficient B  \(fixedText(drag, 4)) ± \(fixedText(deviation, 4)) mPa·s\n"
    }

    /// For programs: GPa, Å/ps, mPa·s, Å, ps.
    public var json: JSONValue {
        .object([
            ("burgers_vector", .number(burgers)), ("drag", .number(drag)), ("drag_deviation", .number(deviation)),
            (
                "runs",
                .array(
                    runs.map { run in
                        .object([
                            ("stress", .number(run.stress)), ("velocity", .number(run.velocity)),
                            ("velocity_deviation", .number(run.deviation)), ("start", .number(run.start)),
                            ("drag", .number(drag(of: run))),
                            ("glide", .array(run.points.map { .array([.number($0.x), .number($0.y)]) })),
                        ])
                    })
            ),
        ])
    }

    /// Velocities with a standard error up and down, and the line through zero.
    public var chart: Chart {
        let furthest = runs.map(\.stress).max { abs($0) < abs($1) } ?? 0
        let sign = (runs.max { abs($0.velocity) < abs($1.velocity) }.map { $0.velocity * $0.stress } ?? 1) < 0 ? -1.0 : 1
        let stresses = runs.count == 1 ? "one stress" : "\(runs.count) stresses"
        var chart = Chart(
            "Velocity against stress",
            summary: "The velocity of the dislocation under \(stresses); the line is v = τ b / B with "
                + "B = \(fixedText(drag, 4)) ± \(fixedText(deviation, 4)) mPa·s.",
            x: Axis("shear stress", unit: "GPa"), y: Axis("velocity", unit: "m/s"))
        chart.add(.line("v = τ b / B", [.zero, Chart.Point(furthest, 100 * sign * furthest * burgers / drag)]))
        chart.add(.points("runs", runs.map { Chart.Point($0.stress, 100 * $0.velocity) }))
        for run in runs {
            chart.add(
                .guide("", [-1.0, 1].map { Chart.Point(run.stress, 100 * (run.velocity + $0 * run.deviation)) }))
        }
        return chart
    }

    /// How far each run has gone.
    public var glideChart: Chart {
        var chart = Chart(
            "Glide",
            summary: "How far the dislocation has gone under each stress; velocities are the slopes after "
                + "\(shortText(runs.first?.start ?? 0)) ps.",
            x: Axis("time", unit: "ps"), y: Axis("glide", unit: "Å"))
        for run in runs { chart.add(.line("\(shortText(run.stress)) GPa", run.points)) }
        return chart
    }
}
