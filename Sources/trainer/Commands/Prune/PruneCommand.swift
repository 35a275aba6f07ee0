import MomentTensor
import Training

/// `trainer prune`
enum PruneCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let path = try invocation.required(Arguments.potential)
        let data = invocation.all(Arguments.data)
        let target = try target(invocation)
        let start = try PotentialFile(path: path).potential
        let request = try FitRequest(
            invocation, start: start, data: data, output: try invocation.outputPath(reading: [path] + data))
        if case .scalars(let count) = target, count >= start.basis.scalars.count {
            throw VolterraError(
                .usage, "the potential has \(counted(start.basis.scalars.count, "scalar")), and --scalars \(count) asks for as many",
                file: path,
                advice: "take a smaller number")
        }
        let samples = try request.samples(in: data)
        let division = try request.validation(besides: samples, share: Options.validationSplit)
        let potentials = try request.potentials(for: samples.distances)
        var settings = PruningSettings()
        settings.target = target
        settings.fit = try request.settings()
        settings.fit.maximumIterations = try invocation.required(Options.pruneIterations)
        let pruning = try Pruning(
            potentials.first ?? start, division.training, validation: division.samples, options: try request.planOptions(), settings,
            threads: try invocation.threadCount())
        var points: [PruningPoint] = []
        try pruning.run { point throws(VolterraError) in
            points.append(point)
            invocation.reportSuccess(line(point))
        }
        guard let result = points.last else { return }
        try result.potential.write(to: request.output)
        if let path = invocation[Options.svg] { try AtomicFile.write(points.chart.svg, to: path) }
        try Console.print(invocation[Options.json] ? points.json.text : points.text)
    }

    private static func target(_ invocation: Invocation) throws(VolterraError) -> PruningTarget {
        var targets: [PruningTarget] = []
        if let factor = invocation[Options.speedup] {
            guard factor > 1 else { throw VolterraError(.usage, "\(Options.speedup.spelling) needs a number above 1, not '\(factor)'") }
            targets.append(.speedup(factor))
        }
        if let share = invocation[Options.lossIncrease] { targets.append(.lossIncrease(share)) }
        if let count = invocation[Options.scalarCount] { targets.append(.scalars(count)) }
        guard targets.count < 2 else {
            throw VolterraError(.usage, "--speedup, --loss-increase and --scalars exclude one another", advice: "name one of them")
        }
        return targets.first ?? .speedup(2)
    }

    private static func line(_ point: PruningPoint) -> String {
        """
        \(counted(point.scalarCount, "scalar")), \(shortText(point.cost.microsecondsPerAtom)) µs/atom, \
        loss \(shortText(point.loss, digits: 4))\(point.isRefitted ? ", fitted" : "")
        """
    }
}
