/// The whole command line: parsing, help and completions are derived from it, and from nothing else.
struct Grammar: Sendable {
    let summary: String
    let commands: [Command]

    static let trainer = Grammar(
        summary: "make, fit, evaluate and convert moment tensor potentials and their data",
        commands: [
            .info, .new, .fit, .scan, .prune, .retrain, .evaluate, .relax, .properties, .errors, .report, .convert, .check, .mindist, .completions,
            .help,
        ])

    func command(named name: String) -> Command? { commands.first { $0.name == name } }
}
