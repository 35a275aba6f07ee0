import Atoms
import MomentTensor
import Training

/// `trainer hull`
enum HullCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let inputs = invocation.all(Arguments.inputs)
        let page = invocation[Options.hullPage]
        if let page {
            guard page != "-" else {
                throw VolterraError(.usage, "the standard output has the table already", advice: "name a file for the page")
            }
            try invocation.checkOutput(page, reading: inputs + [invocation[Options.hullPotential]].compactMap(\.self))
        }
        let structures = try structures(invocation, inputs)
        guard !structures.structures.isEmpty else {
            throw VolterraError(.badData, "of \(counted(structures.leftOutCount, "structure")) none is relaxed", file: inputs[0])
        }
        let diagram = try PhaseDiagram(structures.structures, references: try references(invocation))
        let limit = try invocation.required(Options.within) / 1000
        if let page {
            try AtomicFile.write(
                diagram.html(
                    title: "Convex hull of \(diagram.components.map(\.symbol).joined(separator: "–"))", within: limit,
                    notes: structures.notes),
                to: page)
        }
        try Console.print(invocation[Options.json] ? diagram.json.text : diagram.text(within: limit))
        for note in structures.notes { invocation.reportSuccess("note: \(note)") }
        if let page { invocation.reportSuccess("\(page): \(counted(diagram.standings.count, "structure"))") }
    }

    private static func structures(_ invocation: Invocation, _ inputs: [String]) throws(VolterraError) -> ScreenedStructures {
        var structures = ScreenedStructures(pressure: try invocation.required(Options.hullPressure))
        guard let path = invocation[Options.hullPotential] else {
            let idle: [any OptionDeclaration] = [Options.repulsion, Options.precision]
            if let option = idle.first(where: { invocation.has($0) }) {
                throw VolterraError(.usage, "\(option.spelling) is about a potential", advice: "name it with --potential, or leave it out")
            }
            try invocation.forEachItem(in: inputs, activity: "reading") { item throws(VolterraError) in
                try structures.add(item.configuration, from: .init(file: item.path, number: item.number))
            }
            return structures
        }
        let potential = try LoadedPotential(invocation, named: path)
        try invocation.evaluateJobs(inputs, activity: "evaluating", with: potential) { job, evaluation throws(VolterraError) in
            var configuration = job.item.configuration.labelled(by: evaluation)
            if let elements = potential.elements { configuration.kinds = job.species.map { .element(elements[$0]) } }
            try structures.add(configuration, from: .init(file: job.item.path, number: job.item.number))
        }
        return structures
    }

    /// `Ag=-2.83,Pd=-3.71`
    private static func references(_ invocation: Invocation) throws(VolterraError) -> [Element: Double] {
        var references: [Element: Double] = [:]
        for word in invocation[Options.references] ?? [] {
            let parts = word.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let element = Element(symbol: String(parts[0])), let energy = Double(parts[1]), energy.isFinite else {
                throw VolterraError(.usage, "\(Options.references.spelling) needs \(Options.references.expectation), not '\(word)'")
            }
            guard references.updateValue(energy, forKey: element) == nil else {
                throw VolterraError(
                    .usage, "\(Options.references.spelling) names \(element.symbol) twice", advice: "name each component once")
            }
        }
        return references
    }
}
