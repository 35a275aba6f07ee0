import MomentTensor

/// The program without its process: words in, exit status out.
enum Trainer {
    static let version = "\(Volterra.version)"

    /// Does what the command line asks for, and says on standard error what went wrong.
    static func run(_ words: [String]) -> ExitStatus {
        do throws(VolterraError) {
            switch try Parser(grammar: .trainer).parse(words) {
            case .version: try Console.print("trainer \(version)\n")
            case .help(nil): try Console.print(Grammar.trainer.helpText)
            case .help(let command?): try Console.print(command.helpText)
            case .run(let invocation): try invocation.command.run(invocation)
            }
            return .success
        } catch {
            Console.report(error)
            return ExitStatus(error.kind)
        }
    }
}
