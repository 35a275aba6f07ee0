import MomentTensor

/// What a command line asks for.
enum Request: Sendable {
    case run(Invocation)
    /// Help on one command, or on all.
    case help(Command?)
    case version
}

/// Understands command lines by the table of commands.
struct Parser {
    let grammar: Grammar

    /// - Parameter words: the command line without the name of the program.
    func parse(_ words: [String]) throws(VolterraError) -> Request {
        guard let first = words.first else {
            throw VolterraError(.usage, "a command is missing", advice: "'trainer --help' lists the commands")
        }
        if isHelp(first) {
            guard words.count > 1 else { return .help(nil) }
            return .help(try command(named: words[1]))
        }
        if first == "--version" { return .version }
        if first.hasPrefix("-") {
            throw VolterraError(
                .usage, "'\(first)' stands where a command is expected",
                advice: "options follow the command, as in 'trainer info POT --json'; 'trainer --help' lists the commands")
        }
        let command = try self.command(named: first)
        let rest = words.dropFirst()
        if rest.prefix(while: { $0 != "--" }).contains(where: isHelp) { return .help(command) }
        var line = Line(command: command, grammar: grammar)
        return .run(try line.parse(rest))
    }

    /// The command of that name, or an error that suggests one.
    func command(named name: String) throws(VolterraError) -> Command {
        if let command = grammar.command(named: name) { return command }
        let guess = suggestion(for: name, among: grammar.commands.map(\.name))
        throw VolterraError(
            .usage, "unknown command '\(name)'",
            advice: (guess.map { "did you mean '\($0)'? " } ?? "") + "'trainer --help' lists the commands")
    }

    private func isHelp(_ word: String) -> Bool { word == "--help" || word == "-h" }
}

/// The words after the name of a command, while they are sorted into arguments and options.
private struct Line {
    private let command: Command
    private let grammar: Grammar
    private var invocation: Invocation
    private var positional: [String] = []

    init(command: Command, grammar: Grammar) {
        self.command = command
        self.grammar = grammar
        invocation = Invocation(command: command)
    }

    mutating func parse(_ words: ArraySlice<String>) throws(VolterraError) -> Invocation {
        var remaining = words
        var areOptionsOver = false
        while let word = remaining.popFirst() {
            if areOptionsOver || word == "-" || !word.hasPrefix("-") {
                positional.append(word)
            } else if word == "--" {
                areOptionsOver = true
            } else if word.hasPrefix("--") {
                try parseLong(word, &remaining)
            } else {
                try parseShort(word, &remaining)
            }
        }
        try assignArguments()
        for option in command.required where !invocation.has(option) {
            throw VolterraError(.usage, "\(option.synopsis) is missing: \(option.help)", advice: command.usageAdvice)
        }
        return invocation
    }

    /// `--name`, `--name value` or `--name=value`
    private mutating func parseLong(_ word: String, _ remaining: inout ArraySlice<String>) throws(VolterraError) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let option = command.options.first(where: { $0.name == parts[0] }) else { throw unknown("--" + parts[0]) }
        try set(option, attached: parts.count == 2 ? String(parts[1]) : nil, &remaining)
    }

    /// `-o value`, `-ovalue`, or flags in one word as in `-qj4`
    private mutating func parseShort(_ word: String, _ remaining: inout ArraySlice<String>) throws(VolterraError) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = command.options.first(where: { $0.letter == letter }) else { throw unknown("-\(letter)") }
            if option.takesValue {
                if letters.first == "=" { letters.removeFirst() }
                return try set(option, attached: letters.isEmpty ? nil : String(letters), &remaining)
            }
            try set(option, attached: nil, &remaining)
        }
    }

    private mutating func set(
        _ option: any OptionDeclaration, attached: String?, _ remaining: inout ArraySlice<String>
    ) throws(VolterraError) {
        guard !invocation.has(option) else {
            throw VolterraError(.usage, "\(option.spelling) is given twice", advice: "give it once")
        }
        guard option.takesValue else {
            guard attached == nil else {
                throw VolterraError(.usage, "\(option.spelling) takes no value", advice: "write \(option.spelling) alone")
            }
            return invocation.set(option, to: try option.parse(""))
        }
        guard let text = attached ?? remaining.first.flatMap({ isOption($0) ? nil : $0 }) else {
            throw VolterraError(
                .usage, "\(option.spelling) needs a value", advice: "write '\(option.spelling) \(option.valueName ?? "")': \(option.help)"
            )
        }
        if attached == nil { remaining.removeFirst() }
        invocation.set(option, to: try option.parse(text))
    }

    /// Whether the word is an option of this command, so that it cannot be meant as the value of the one before.
    private func isOption(_ word: String) -> Bool {
        let name = word.prefix { $0 != "=" }
        return word == "--" || command.options.contains { $0.spelling == name || ($0.letter.map { "-\($0)" } == word) }
    }

    private func unknown(_ word: String) -> VolterraError {
        let guess = suggestion(for: word, among: command.options.map(\.spelling))
        let owner = grammar.commands.first { $0.options.contains { $0.spelling == word } }
        var advice = "'trainer \(command.name) --help' lists the options"
        if let guess {
            advice = "did you mean \(guess)? " + advice
        } else if let owner {
            advice = "\(word) belongs to 'trainer \(owner.name)'; " + advice
        }
        return VolterraError(.usage, "unknown option \(word) of 'trainer \(command.name)'", advice: advice)
    }

    private mutating func assignArguments() throws(VolterraError) {
        var remaining = positional[...]
        for argument in command.arguments {
            if let word = remaining.popFirst() {
                invocation.append(word, to: argument)
            } else if !argument.isOptional {
                throw VolterraError(.usage, "\(argument.name) is missing: \(argument.help)", advice: command.usageAdvice)
            }
            while argument.isRepeatable, let word = remaining.popFirst() { invocation.append(word, to: argument) }
        }
        if let extra = remaining.first {
            throw VolterraError(.usage, "'\(extra)' is one argument too many", advice: command.usageAdvice)
        }
    }
}
