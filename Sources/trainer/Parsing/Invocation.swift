import MomentTensor

/// A command with the values that the user gave for its arguments and options.
struct Invocation: Sendable {
    let command: Command
    /// By option name.
    private var values: [String: any Sendable] = [:]
    /// By argument name.
    private var words: [String: [String]] = [:]

    init(command: Command) {
        self.command = command
    }

    /// The value that was given, or the default.
    subscript<Value>(option: Option<Value>) -> Value? { values[option.name] as? Value ?? option.defaultValue }

    /// Whether the flag was given.
    subscript(flag: Option<Bool>) -> Bool { values[flag.name] != nil }

    /// The value of an option that the command requires.
    func required<Value>(_ option: Option<Value>) throws(VolterraError) -> Value {
        if let value = self[option] { return value }
        throw VolterraError(.usage, "\(option.synopsis) is missing", advice: command.usageAdvice)
    }

    /// All words in the place of an argument.
    func all(_ argument: Argument) -> [String] { words[argument.name] ?? [] }

    /// The word in the place of an argument.
    func required(_ argument: Argument) throws(VolterraError) -> String {
        if let word = all(argument).first { return word }
        throw VolterraError(.usage, "\(argument.name) is missing: \(argument.help)", advice: command.usageAdvice)
    }

    func has(_ option: any OptionDeclaration) -> Bool { values[option.name] != nil }

    mutating func set(_ option: any OptionDeclaration, to value: any Sendable) { values[option.name] = value }

    mutating func append(_ word: String, to argument: Argument) { words[argument.name, default: []].append(word) }
}

extension Command {
    /// What to do about a command line that is not one.
    var usageAdvice: String { "the command is '\(usage)'; 'trainer \(name) --help' explains it" }
}
