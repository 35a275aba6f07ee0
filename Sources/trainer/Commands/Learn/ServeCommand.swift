import Atoms
import MomentTensor
import Training

/// `trainer serve`
enum ServeCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let address = try invocation.required(Options.ipi)
        let potential = try LoadedPotential(invocation)
        let template = try template(invocation)
        var assignment = potential.assignment
        let species = try assignment.indices(of: template)
        for note in assignment.notes { invocation.reportSuccess("note: \(note)") }
        let evaluator = SystemEvaluator(potential.plan, threads: try invocation.threadCount())
        let limit = RunLimit(nil)
        let client = try IPIClient(address, atomCount: template.count) { limit.outcome != nil }
        try client.serve { cell, positions throws(VolterraError) in
            try evaluator.evaluate(cell: cell, positions: positions, species: species)
        }
        invocation.reportSuccess("\(counted(client.answerCount, "structure")) computed")
        if case .interrupted(let signal)? = limit.outcome { Signals.end(as: signal) }
    }

    /// The first configuration of the file; it says which atoms the driver moves.
    private static func template(_ invocation: Invocation) throws(VolterraError) -> Configuration {
        let path = try invocation.required(Options.template)
        guard let first = try invocation.configurations(in: [path]).next() else {
            throw VolterraError(.badData, "holds no configuration", file: path)
        }
        return first.configuration
    }
}
