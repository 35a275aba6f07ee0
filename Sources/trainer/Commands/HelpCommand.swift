import MomentTensor

/// `trainer help [COMMAND]`
enum HelpCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        guard let name = invocation.all(Arguments.command).first else { return try Console.print(Grammar.trainer.helpText) }
        try Console.print(Parser(grammar: .trainer).command(named: name).helpText)
    }
}
