extension [ScanResult] {
    /// The candidates that no other one beats: none is both as fast and as close to the validation data.
    public var front: Set<ScanCandidate> {
        let best = filter { result in
            !contains { other in
                other.microsecondsPerAtom <= result.microsecondsPerAtom && other.validationLoss <= result.validationLoss
                    && (other.microsecondsPerAtom < result.microsecondsPerAtom || other.validationLoss < result.validationLoss)
            }
        }
        return Set(best.map(\.candidate))
    }

    /// For people: a line for each result, from the fastest to the slowest, with a star where it is on the front.
    public var text: String {
        let front = front
        var table = TextTable(
            header: [
                "level", "cutoff Å", "radial", "scalars", "µs/atom", "validation loss", "energy meV/atom", "force eV/Å", "stress GPa",
                "time s", "",
            ])
        for result in sorted(by: { $0.microsecondsPerAtom < $1.microsecondsPerAtom }) {
            let candidate = result.candidate
            let errors = [result.energyError, result.forceError, result.stressError].map { $0.map { shortText($0) } ?? "–" }
            table.add(
                [
                    "\(candidate.level)", "\(candidate.cutoff)", "\(candidate.radialSize)", "\(result.scalarCount)",
                    shortText(result.microsecondsPerAtom), shortText(result.validationLoss, digits: 4),
                ] + errors
                    + [shortText(result.seconds, digits: 2) + (result.isConverged ? "" : "+"), front.contains(candidate) ? "*" : ""])
        }
        return table.text
    }

    /// Loss against cost: all results by cutoff and radial size, and the line of those that nothing beats.
    public var chart: Chart {
        let front = front
        let best = filter { front.contains($0.candidate) }.sorted { $0.microsecondsPerAtom < $1.microsecondsPerAtom }
        let summary = best.map { result in
            "level \(result.candidate.level), \(result.candidate.cutoff) Å: \(humanText(result.microsecondsPerAtom)) µs/atom, "
                + "loss \(humanText(result.validationLoss))"
        }
        var chart = Chart(
            "Accuracy and cost", summary: "Not beaten: " + summary.joined(separator: "; "),
            x: Axis("cost", unit: "µs/atom", scale: .logarithmic), y: Axis("validation loss", scale: .logarithmic), width: 560, height: 400)
        chart.add(.guide("front", best.map(\.point)))
        let families = Set(map { ScanCandidate(level: 0, cutoff: $0.candidate.cutoff, radialSize: $0.candidate.radialSize) })
        for family in families.sorted(by: { ($0.cutoff, $0.radialSize) < ($1.cutoff, $1.radialSize) }) {
            let members = filter { $0.candidate.cutoff == family.cutoff && $0.candidate.radialSize == family.radialSize }
            chart.add(
                .markedLine(
                    "\(family.cutoff) Å, radial \(family.radialSize)",
                    members.sorted { $0.candidate.level < $1.candidate.level }.map(\.point)))
        }
        return chart
    }
}

extension ScanResult {
    fileprivate var point: Chart.Point { .init(microsecondsPerAtom, validationLoss) }
}
