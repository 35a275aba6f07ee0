import Atoms
import MomentTensor

/// `trainer evaluate`
enum EvaluateCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let inputs = invocation.all(Arguments.inputs)
        let output = try invocation.outputPath(reading: inputs + [try invocation.required(Arguments.potential)])
        let potential = try LoadedPotential(invocation)
        let writer = try invocation.writer(to: output, elements: potential.elements)
        var (configurationCount, atomCount) = (0, 0)
        try invocation.evaluate(inputs, activity: "evaluating", with: potential) { configuration, evaluation throws(VolterraError) in
            try writer.write(configuration.labelled(by: evaluation))
            configurationCount += 1
            atomCount += configuration.count
        }
        try writer.finish()
        invocation.reportSuccess("\(output): \(counted(configurationCount, "configuration")), \(counted(atomCount, "atom"))")
    }
}
