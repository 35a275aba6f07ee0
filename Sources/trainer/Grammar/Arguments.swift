import Training

/// Every argument of the program.
enum Arguments {
    static let potential = Argument("POT", .file, help: "the potential: .mtp, or .almtp, .als, .mvs with an active set")
    static let potentialToDescribe = Argument(potential.name, potential.kind, isOptional: true, help: potential.help)
    static let potentialOfCrystal = Argument(
        potential.name, potential.kind, isOptional: true, help: potential.help + "; without one, --lattice and --elastic say what it would")
    static let inputs = Argument(
        "IN", .file, isRepeatable: true, help: "files of configurations, read one after the other; - is the standard input")
    static let relaxInputs = Argument(
        "POT|IN", .file, isRepeatable: true,
        help: "the potential, unless --learn makes it; then files of configurations, read one after the other; - is the standard input")
    static let data = Argument("DATA", .file, isRepeatable: true, help: "files of labelled configurations; - is the standard input")
    static let fitInputs = Argument(
        "POT|DATA", .file, isRepeatable: true,
        help: "the potential to begin with, unless --level makes a new one; then files of labelled configurations")
    static let project = Argument("PROJECT", .file, help: "the folder of the project, with the file \(LearningProject.fileName)")
    static let gradedData = Argument("DATA", .file, isRepeatable: true, help: "files of configurations; - is the standard input")
    static let trainingFiles = Argument("TRAIN", .file, help: "files of the training set, separated by commas")
    static let candidates = Argument(
        "CANDIDATES", .file, isRepeatable: true, isOptional: true, help: "files of configurations of which some may be needed")
    static let dumps = Argument("DUMP", .file, isRepeatable: true, help: "files of large configurations; - is the standard input")
    static let dislocationInputs = Argument(
        "IN", .file, isRepeatable: true, help: "files of configurations, with the atoms of the reference in its order or with their numbers"
    )
    static let glideRuns = Argument("IN", .file, isRepeatable: true, help: "the trajectory of a run, one file for each stress")
    static let shell = Argument("SHELL", .choice(Shell.allCases.map(\.rawValue)), help: "bash, zsh or fish")
    static let command = Argument("COMMAND", .command, isRepeatable: true, isOptional: true, help: "the command to explain")
}
