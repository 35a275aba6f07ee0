import MomentTensor

/// `trainer completions SHELL`
enum CompletionsCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let name = try invocation.required(Arguments.shell)
        guard let shell = Shell(rawValue: name) else {
            let guess = suggestion(for: name, among: Shell.allCases.map(\.rawValue)).map { "did you mean \($0)?" }
            throw VolterraError(
                .usage, "there are no completions for '\(name)'", advice: guess ?? "there are some for bash, zsh and fish")
        }
        try Console.print(shell.completions(of: .trainer))
    }
}
