import MomentTensor

/// `trainer help [COMMAND]`
enum HelpCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        switch try Parser(grammar: .trainer).topic(invocation.all(Arguments.command)) {
        case .program: try Console.print(Grammar.trainer.helpText)
        case .family(let word): try Console.print(Grammar.trainer.helpText(family: word))
        case .command(let command): try Console.print(command.helpText)
        }
    }
}
