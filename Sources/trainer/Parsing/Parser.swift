import MomentTensor

/// What a command line asks for.
enum Request: Sendable {
    case run(Invocation)
    case help(Topic)
    case version

    /// What help is about.
    enum Topic: Sendable {
        case program
        /// The commands that have this first word.
        case family(String)
        case command(Command)
    }
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
            return .help(try topic(Array(words.dropFirst())))
        }
        if first == "--version" { return .version }
        if first.hasPrefix("-") {
            throw VolterraError(
                .usage, "'\(first)' stands where a command is expected",
                advice: "options follow the command, as in 'trainer info POT --json'; 'trainer --help' lists the commands")
        }
        if !grammar.family(first).isEmpty, words.count > 1, isHelp(words[1]) { return .help(.family(first)) }
        let command = try self.command(words)
        let rest = words.dropFirst(command.words.count)
        if rest.prefix(while: { $0 != "--" }).contains(where: isHelp) { return .help(.command(command)) }
        var line = Line(command: command, grammar: grammar)
        return .run(try line.parse(rest))
    }

    /// What words after `help` ask about.
    func topic(_ words: [String]) throws(VolterraError) -> Request.Topic {
        guard let first = words.first else { return .program }
        if words.count == 1, !grammar.family(first).isEmpty { return .family(first) }
        let command = try command(words)
        guard words.count == command.words.count else {
            throw VolterraError(
                .usage, "'\(words[command.words.count])' is one argument too many", advice: "'trainer help \(command.name)' explains it")
        }
        return .command(command)
    }

    /// The command whose name the words begin with, or an error that suggests one.
    private func command(_ words: [String]) throws(VolterraError) -> Command {
        let name = words[0]
        if let command = grammar.command(named: name) { return command }
        let family = grammar.family(name)
        guard family.isEmpty else {
            let second = words.count > 1 ? words[1] : nil
            if let command = family.first(where: { $0.words[1] == second }) { return command }
            throw VolterraError(
                .usage, second.map { "unknown command '\(name) \($0)'" } ?? "a word is missing after '\(name)'",
                advice: "there are " + family.map { "'\($0.name)'" }.joined(separator: ", "))
        }
        let guess = suggestion(for: name, among: grammar.firstWords)
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
