/// The whole command line: parsing, help and completions are derived from it, and from nothing else.
struct Grammar: Sendable {
    let summary: String
    let commands: [Command]

    static let trainer = Grammar(
        summary: "make, fit, evaluate and convert moment tensor potentials and their data",
        commands: [
            .info, .new, .fit, .scan, .prune, .retrain, .evaluate, .relax, .enumerate, .hull, .properties, .dislocationBuild,
            .dislocationMap, .dislocationCore, .dislocationGlide, .dislocationBarrier, .dislocationPeierls, .errors, .report, .uncertainty,
            .grade, .select, .carve, .learn, .serve, .convert, .check, .mindist, .completions, .help,
        ])

    func command(named name: String) -> Command? { commands.first { $0.name == name } }

    /// The first words of the names of all commands.
    var firstWords: [String] {
        commands.reduce(into: []) { words, command in
            if let word = command.words.first, !words.contains(word) { words.append(word) }
        }
    }

    /// The commands whose names have two words, of which this is the first.
    func family(_ word: String) -> [Command] { commands.filter { $0.words.count == 2 && $0.words[0] == word } }
}
