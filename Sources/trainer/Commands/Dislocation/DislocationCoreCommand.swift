import MomentTensor
import Training

/// `trainer dislocation core`
enum DislocationCoreCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let inputs = invocation.all(Arguments.dislocationInputs)
        let reference = try invocation.required(Options.reference)
        let chart = invocation[Options.lineChart]
        if let chart { try invocation.checkOutput(chart, reading: inputs + [reference]) }
        let perfect = try invocation.perfectCrystal(reference)
        let trajectory = try invocation.coreTrajectory(of: inputs, in: perfect, followsLine: chart != nil)
        if let chart { try AtomicFile.write(trajectory.lineChart.svg, to: chart) }
        try Console.print(invocation[Options.json] ? trajectory.json.text : trajectory.text)
    }
}
