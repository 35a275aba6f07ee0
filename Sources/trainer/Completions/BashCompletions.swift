/// A bash script that completes the command lines of the grammar.
func bashCompletions(of grammar: Grammar) -> String {
    let names = grammar.commands.map(\.name) + ["--help", "--version"]
    return """
        # Completes the command lines of trainer in bash.
        _trainer() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
            # "--option=value" arrives as three words.
            if [[ $current == = ]]; then
                current=
            elif [[ $previous == = ]]; then
                previous=${COMP_WORDS[COMP_CWORD-2]}
            fi
            COMPREPLY=()
            if (( COMP_CWORD == 1 )); then
                mapfile -t COMPREPLY < <(compgen -W "\(names.joined(separator: " "))" -- "$current")
                return
            fi
            local options= values= files= follows=argument
            case ${COMP_WORDS[1]} in
        \(grammar.commands.map { bashCase(of: $0, in: grammar) }.joined(separator: "\n"))
            esac
            if [[ $follows == argument && $current == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
            elif [[ -n $values ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$values" -- "$current")
            elif [[ -n $files ]]; then
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -f -- "$current")
            fi
        }
        complete -F _trainer trainer

        """
}

/// What may follow one command, and what may follow each of its options.
private func bashCase(of command: Command, in grammar: Grammar) -> String {
    let options = command.options.flatMap { ($0.letter.map { ["-\($0)"] } ?? []) + [$0.spelling] }
    var lines = ["        \(command.name))", "            options=\"\(options.joined(separator: " "))\""]
    if let kind = command.arguments.first?.kind { lines.append("            \(bashAssignment(for: kind, in: grammar))") }
    lines.append("            case $previous in")
    for option in command.options where option.takesValue {
        let pattern = (option.letter.map { "-\($0)|" } ?? "") + option.spelling
        lines.append("                \(pattern)) follows=value \(bashAssignment(for: option.kind, in: grammar)) ;;")
    }
    lines += ["            esac", "            ;;"]
    return lines.joined(separator: "\n")
}

private func bashAssignment(for kind: ValueKind, in grammar: Grammar) -> String {
    switch kind {
    case .file: "files=yes values="
    case .text, .number: "files= values="
    case .choice(let words): "values=\"\(words.joined(separator: " "))\""
    case .command: "values=\"\(grammar.commands.map(\.name).joined(separator: " "))\""
    }
}
