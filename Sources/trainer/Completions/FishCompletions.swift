/// A fish script that completes the command lines of the grammar.
func fishCompletions(of grammar: Grammar) -> String {
    var lines = [
        "# Completes the command lines of trainer in fish.",
        "complete -c trainer -f",
        "complete -c trainer -n __fish_use_subcommand -s h -l help -d 'explain the program'",
        "complete -c trainer -n __fish_use_subcommand -l version -d 'print the version'",
    ]
    for command in grammar.commands {
        lines.append("complete -c trainer -n __fish_use_subcommand -a \(command.name) -d \(fishText(command.summary))")
        let start = "complete -c trainer -n '__fish_seen_subcommand_from \(command.name)'"
        if let kind = command.arguments.first?.kind { lines.append("\(start) \(fishValues(of: kind, in: grammar))") }
        for option in command.options {
            let letter = option.letter.map { " -s \($0)" } ?? ""
            let values = option.takesValue ? " -r " + fishValues(of: option.kind, in: grammar) : ""
            lines.append("\(start)\(letter) -l \(option.name)\(values) -d \(fishText(option.help))")
        }
    }
    return lines.joined(separator: "\n") + "\n"
}

private func fishValues(of kind: ValueKind, in grammar: Grammar) -> String {
    switch kind {
    case .file: "-F"
    case .text, .number: "-f"
    case .choice(let words): "-f -a '\(words.joined(separator: " "))'"
    case .command: "-f -a '\(grammar.commands.map(\.name).joined(separator: " "))'"
    }
}

private func fishText(_ text: String) -> String {
    "'" + text.reduce(into: "") { $0 += $1 == "'" || $1 == "\\" ? "\\\($1)" : String($1) } + "'"
}
