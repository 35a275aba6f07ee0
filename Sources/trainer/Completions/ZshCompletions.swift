/// A zsh function, for a file `_trainer`, that completes the command lines of the grammar.
func zshCompletions(of grammar: Grammar) -> String {
    """
    #compdef trainer
    # Completes the command lines of trainer in zsh.
    _trainer() {
        local -a commands
        commands=(
    \(grammar.firstWords.map { zshOffer($0, grammar.command(named: $0)?.summary ?? "several commands") }.joined(separator: "\n"))
        )
        if (( CURRENT == 2 )); then
            _describe -t commands command commands
            _arguments '--help[explain the program]' '--version[print the version]'
            return
        fi
        shift words
        (( CURRENT-- ))
        local command=$words[1]
        case $command in
    \(grammar.firstWords.filter { !grammar.family($0).isEmpty }.map { zshFamily($0, in: grammar) }.joined(separator: "\n"))
        esac
        case $command in
    \(grammar.commands.map { zshCase(of: $0, in: grammar) }.joined(separator: "\n"))
        esac
    }
    if [[ $funcstack[1] == _trainer ]]; then
        _trainer "$@"
    else
        compdef _trainer trainer
    fi

    """
}

private func zshOffer(_ word: String, _ summary: String) -> String { "        '\(word):\(zshText(summary))'" }

/// The second words of a family of commands.
private func zshFamily(_ word: String, in grammar: Grammar) -> String {
    """
            \(word))
                commands=(
    \(grammar.family(word).map { zshOffer($0.words[1], $0.summary) }.joined(separator: "\n"))
                )
                if (( CURRENT == 2 )); then
                    _describe -t commands command commands
                    return
                fi
                command="\(word) $words[2]"
                shift words
                (( CURRENT-- ))
                ;;
    """
}

private func zshCase(of command: Command, in grammar: Grammar) -> String {
    var specifications = command.options.map { zshSpecification(of: $0, in: grammar) }
    for (index, argument) in command.arguments.enumerated() {
        let place = argument.isRepeatable ? "*" : "\(index + 1)\(argument.isOptional ? ":" : "")"
        specifications.append("'\(place):\(argument.name):\(zshAction(for: argument.kind, in: grammar))'")
    }
    let lines = ["_arguments -s"] + specifications.map { "    " + $0 }
    return "        \(command.words.count == 1 ? command.name : "'\(command.name)'"))\n            "
        + lines.joined(separator: " \\\n            ") + "\n            ;;"
}

/// `'(-o --output)'{-o,--output=}'[help]:OUT:_files'`
private func zshSpecification(of option: any OptionDeclaration, in grammar: Grammar) -> String {
    let long = option.spelling + (option.takesValue ? "=" : "")
    var tail = "[\(zshText(option.help))]"
    if let valueName = option.valueName { tail += ":\(valueName):\(zshAction(for: option.kind, in: grammar))" }
    guard let letter = option.letter else { return "'\(long)\(tail)'" }
    let short = "-\(letter)" + (option.takesValue ? "+" : "")
    return "'(-\(letter) \(option.spelling))'{\(short),\(long)}'\(tail)'"
}

private func zshAction(for kind: ValueKind, in grammar: Grammar) -> String {
    switch kind {
    case .file: "_files"
    case .text, .number: " "
    case .choice(let words): "(\(words.joined(separator: " ")))"
    case .command: "(\(grammar.firstWords.joined(separator: " ")))"
    }
}

/// Text inside single quotes and brackets, where colons separate.
private func zshText(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
        switch character {
        case "'": escaped += "'\\''"
        case "[", "]", ":", "\\": escaped += "\\\(character)"
        default: escaped.append(character)
        }
    }
}
