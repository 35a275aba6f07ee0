/// A bash script that completes the command lines of the grammar.
func bashCompletions(of grammar: Grammar) -> String {
    let names = grammar.firstWords + ["--help", "--version"]
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
            local command=${COMP_WORDS[1]}
            case $command in
        \(grammar.firstWords.filter { !grammar.family($0).isEmpty }.map { bashFamily($0, in: grammar) }.joined(separator: "\n"))
            esac
            case $command in
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

/// The second words of a family of commands.
private func bashFamily(_ word: String, in grammar: Grammar) -> String {
    let seconds = grammar.family(word).map { $0.words[1] }.joined(separator: " ")
    return """
                \(word))
                    if (( COMP_CWORD == 2 )); then
                        mapfile -t COMPREPLY < <(compgen -W "\(seconds)" -- "$current")
                        return
                    fi
                    command="\(word) ${COMP_WORDS[2]}"
                    ;;
        """
}

/// What may follow one command, and what may follow each of its options.
private func bashCase(of command: Command, in grammar: Grammar) -> String {
    let options = command.options.flatMap { ($0.letter.map { ["-\($0)"] } ?? []) + [$0.spelling] }
    var lines = [
        "        \(command.words.count == 1 ? command.name : "\"\(command.name)\""))",
        "            options=\"\(options.joined(separator: " "))\"",
    ]
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
    case .command: "values=\"\(grammar.firstWords.joined(separator: " "))\""
    }
}
