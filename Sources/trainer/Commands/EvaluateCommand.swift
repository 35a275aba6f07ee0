import Atoms
import MomentTensor
import Training

/// `trainer evaluate`
enum EvaluateCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let inputs = invocation.all(Arguments.inputs)
        let read = inputs + [try invocation.required(Arguments.potential)] + (invocation[Options.posterior].map { [$0] } ?? [])
        let output = try invocation.outputPath(reading: read)
        let potential = try LoadedPotential(invocation)
        let deviations = try DeviationLabels(invocation, potential)
        let writer = try invocation.writer(to: output, elements: potential.elements)
        var (configurationCount, atomCount) = (0, 0)
        func write(_ configuration: Configuration) throws(VolterraError) {
            try writer.write(configuration)
            configurationCount += 1
            atomCount += configuration.count
        }
        if let deviations {
            try deviations.evaluate(inputs, write)
        } else {
            try invocation.evaluate(inputs, activity: "evaluating", with: potential) { configuration, evaluation throws(VolterraError) in
                try write(configuration.labelled(by: evaluation))
            }
        }
        try writer.finish()
        invocation.reportSuccess("\(output): \(counted(configurationCount, "configuration")), \(counted(atomCount, "atom"))")
    }
}
