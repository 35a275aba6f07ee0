import MomentTensor
import Training

/// `trainer scan`
enum ScanCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let request = try ScanRequest(invocation)
        let scan = try request.scan()
        let monitor = ScanMonitor(invocation, scan, output: request.output, folder: try request.folder())
        let outcome = try monitor.run()
        let results = scan.results
        guard !results.isEmpty else {
            if case .interrupted(let signal) = outcome { Signals.end(as: signal) }
            throw VolterraError(.notConverged, "the time was over before the first fit was", advice: "the same command goes on with it")
        }
        if let path = invocation[Options.svg] { try AtomicFile.write(results.chart.svg, to: path) }
        try Console.print(invocation[Options.json] ? try scan.record.text() : results.text)
        if case .interrupted(let signal) = outcome { Signals.end(as: signal) }
    }
}
