/// A fish script that completes the command lines of the grammar.
func fishCompletions(of grammar: Grammar) -> String {
    var lines = [
        "# Completes the command lines of trainer in fish.",
        "complete -c trainer -f",
        "complete -c trainer -n __fish_use_subcommand -s h -l help -d 'explain the program'",
        "complete -c trainer -n __fish_use_subcommand -l version -d 'print the version'",
    ]
    for command in grammar.commands {
        lines += fishName(of: command, in: grammar)
        let start = "complete -c trainer -n '\(command.words.map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and "))'"
        if let kind = command.arguments.first?.kind { lines.append("\(start) \(fishValues(of: kind, in: grammar))") }
        for option in command.options {
            let letter = option.letter.map { " -s \($0)" } ?? ""
            let values = option.takesValue ? " -r " + fishValues(of: option.kind, in: grammar) : ""
            lines.append("\(start)\(letter) -l \(option.name)\(values) -d \(fishText(option.help))")
        }
    }
    return lines.joined(separator: "\n") + "\n"
}

/// How the words of its name are offered.
private func fishName(of command: Command, in grammar: Grammar) -> [String] {
    let offer = "-d \(fishText(command.summary))"
    guard command.words.count == 2 else { return ["complete -c trainer -n __fish_use_subcommand -a \(command.name) \(offer)"] }
    let (family, word) = (grammar.family(command.words[0]), command.words)
    let seconds = family.map { $0.words[1] }.joined(separator: " ")
    let first = "complete -c trainer -n __fish_use_subcommand -a \(word[0]) -d 'several commands'"
    let second =
        "complete -c trainer -n '__fish_seen_subcommand_from \(word[0]); and not __fish_seen_subcommand_from \(seconds)' "
        + "-f -a \(word[1]) \(offer)"
    return (family.first?.name == command.name ? [first] : []) + [second]
}

private func fishValues(of kind: ValueKind, in grammar: Grammar) -> String {
    switch kind {
    case .file: "-F"
    case .text, .number: "-f"
    case .choice(let words): "-f -a '\(words.joined(separator: " "))'"
    case .command: "-f -a '\(grammar.firstWords.joined(separator: " "))'"
    }
}

private func fishText(_ text: String) -> String {
    "'" + text.reduce(into: "") { $0 += $1 == "'" || $1 == "\\" ? "\\\($1)" : String($1) } + "'"
}
