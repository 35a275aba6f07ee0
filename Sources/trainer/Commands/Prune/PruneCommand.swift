import MomentTensor
import Training

/// `trainer prune`
enum PruneCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let request = try PruneRequest(invocation)
        var points: [PruningPoint] = []
        try request.pruning().run { point throws(VolterraError) in
            points.append(point)
            invocation.reportSuccess(line(point))
        }
        guard let result = points.last else { return }
        try result.potential.write(to: request.output)
        if let path = invocation[Options.svg] { try AtomicFile.write(points.chart.svg, to: path) }
        try Console.print(invocation[Options.json] ? points.json.text : points.text)
    }

    private static func line(_ point: PruningPoint) -> String {
        """
        \(counted(point.scalarCount, "scalar")), \(shortText(point.cost.microsecondsPerAtom)) µs/atom, \
        loss \(shortText(point.loss, digits: 4))\(point.isRefitted ? ", fitted" : "")
        """
    }
}
