import MomentTensor

/// `trainer info`
enum InfoCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let path = try invocation.required(Arguments.potential)
        let file = try PotentialFile(path: path)
        let rank = invocation[Options.rank] ? try file.potential.basis.independentScalars().count : nil
        let summary = PotentialSummary(path: path, potential: file.potential, activeSet: file.activeSet, rank: rank)
        try Console.print(invocation[Options.json] ? summary.json.text : summary.text)
    }
}
