extension Grammar {
    /// What `trainer --help` prints.
    var helpText: String {
        """
        trainer: \(summary)

        Usage: trainer COMMAND ...

        Commands:
        \(definitionList(commands.map { ($0.name, $0.summary) }))
        Options:
        \(definitionList([("-h, --help", "explain the program, or the command after which it stands"), ("--version", "print the version")]))
        Environment:
        \(definitionList([(Environment.threads, "the number of threads where --threads is not given")]))
        Exit status:
        \(definitionList(ExitStatus.explanations))
        'trainer help COMMAND' explains a command.

        """
    }
}

extension Grammar {
    /// What `trainer WORD --help` prints, for the first word of the names of several commands.
    func helpText(family word: String) -> String {
        """
        trainer \(word): several commands

        Usage: trainer \(word) COMMAND ...

        Commands:
        \(definitionList(family(word).map { ($0.words[1], $0.summary) }))
        'trainer help \(word) COMMAND' explains a command.

        """
    }
}

extension Command {
    /// What `trainer NAME --help` prints.
    var helpText: String {
        var sections = ["trainer \(name): \(summary)\n", "Usage: \(usage)\n"]
        sections += discussion.paragraphs.map { $0.wrapped(to: helpWidth).joined(separator: "\n") + "\n" }
        if !arguments.isEmpty {
            sections.append("Arguments:\n" + definitionList(arguments.map { ($0.synopsis, $0.help) }))
        }
        sections.append("Options:\n" + definitionList(options.map { ($0.alignedSynopsis, $0.explanation) }))
        if !examples.isEmpty {
            sections.append("Examples:\n" + examples.map { "  trainer \($0)\n" }.joined())
        }
        return sections.joined(separator: "\n")
    }
}

extension OptionDeclaration {
    /// The synopsis with the long name in the same column whether or not there is a letter.
    fileprivate var alignedSynopsis: String { letter == nil ? "    " + synopsis : synopsis }

    /// What help says in the second column.
    fileprivate var explanation: String {
        var text = help
        if case .choice(let words) = kind, takesValue { text += ": " + words.joined(separator: ", ") }
        if let defaultText { text += " (default: \(defaultText))" }
        return text
    }
}

extension String {
    /// The parts between empty lines.
    fileprivate var paragraphs: [String] {
        var paragraphs = [""]
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy({ $0 == " " }) {
                paragraphs.append("")
            } else {
                paragraphs[paragraphs.count - 1] += line + "\n"
            }
        }
        return paragraphs.filter { !$0.isEmpty }
    }
}
