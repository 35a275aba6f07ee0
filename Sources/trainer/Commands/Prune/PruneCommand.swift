import MomentTensor
import Training

/// `trainer prune`
enum PruneCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let request = try PruneRequest(invocation)
        let pruning = try request.pruning()
        let limit = RunLimit(invocation[Options.time])
        var points: [PruningPoint] = []
        let isComplete = try pruning.run(limit.watch) { point throws(VolterraError) in
            points.append(point)
            invocation.reportSuccess(line(point))
        }
        let outcome = isComplete ? .finished : limit.outcome ?? .finished
        // Of the first nothing was left out yet.
        if outcome == .finished || points.count > 1 {
            if let result = points.last { try conclude(result, points, outcome, request) }
        } else if outcome == .outOfTime {
            throw VolterraError(.notConverged, "the time was over before anything was left out", advice: "give it more time")
        } else {
            Console.note("interrupted before anything was left out\n")
        }
        if case .interrupted(let signal) = outcome { Signals.end(as: signal) }
    }

    /// Writes and prints everything that is to be had of the pruning.
    private static func conclude(
        _ result: PruningPoint, _ points: [PruningPoint], _ outcome: Outcome, _ request: PruneRequest
    ) throws(VolterraError) {
        let invocation = request.invocation
        try result.potential.write(to: request.output)
        if let path = invocation[Options.svg] { try AtomicFile.write(points.chart.svg, to: path) }
        let state = "\(request.output) has \(counted(result.scalarCount, "scalar")), on the way to the target\n"
        switch outcome {
        case .finished: break
        case .outOfTime: Console.note("the time is over; \(state)")
        case .interrupted: Console.note("interrupted; \(state)")
        }
        try Console.print(invocation[Options.json] ? points.json.text : points.text)
    }

    private static func line(_ point: PruningPoint) -> String {
        """
        \(counted(point.scalarCount, "scalar")), \(shortText(point.cost.microsecondsPerAtom)) µs/atom, \
        loss \(shortText(point.loss, digits: 4))\(point.isRefitted ? ", fitted" : "")
        """
    }
}
