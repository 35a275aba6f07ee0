import Atoms
import MomentTensor
import Training

/// `trainer errors`
enum ErrorsCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let potential = try LoadedPotential(invocation)
        var table = ErrorTable()
        try invocation.evaluate(invocation.all(Arguments.data), activity: "comparing", with: potential) {
            configuration, evaluation throws(VolterraError) in
            try table.add(configuration, energy: evaluation.energy, forces: evaluation.forces, virial: evaluation.virial)
        }
        try Console.print(invocation[Options.json] ? table.json.text : table.text)
    }
}
