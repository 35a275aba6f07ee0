import MomentTensor

/// `trainer info`
enum InfoCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        if invocation[Options.cpu] { return try describeProcessor(invocation) }
        let path = try invocation.required(Arguments.potential)
        let file = try PotentialFile(path: path)
        let rank = invocation[Options.rank] ? try file.potential.basis.independentScalars().count : nil
        let summary = PotentialSummary(path: path, potential: file.potential, activeSet: file.activeSet, rank: rank)
        try Console.print(invocation[Options.json] ? summary.json.text : summary.text)
    }

    private static func describeProcessor(_ invocation: Invocation) throws(VolterraError) {
        if let path = invocation.all(Arguments.potential).first {
            throw VolterraError(.usage, "--cpu does not describe a potential, but \(path) was named", advice: "give one of them")
        }
        let summary = ProcessorSummary()
        try Console.print(invocation[Options.json] ? summary.json.text : summary.text)
    }
}
