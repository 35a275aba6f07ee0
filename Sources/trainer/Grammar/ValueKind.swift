/// What may stand where a value is expected: decides what a shell offers, and how help describes it.
enum ValueKind: Hashable, Sendable {
    /// An existing file, or one to be written.
    case file
    case text
    case number
    /// One of a few words.
    case choice([String])
    /// The name of a command.
    case command
}
