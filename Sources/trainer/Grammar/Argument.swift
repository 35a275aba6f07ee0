/// A value that is known by its place: `POT` in `trainer info POT`.
struct Argument: Sendable {
    /// As the usage line shows it.
    let name: String
    let kind: ValueKind
    /// Whether several may stand in its place; only the last argument of a command.
    let isRepeatable: Bool
    let isOptional: Bool
    let help: String

    init(_ name: String, _ kind: ValueKind, isRepeatable: Bool = false, isOptional: Bool = false, help: String) {
        self.name = name
        self.kind = kind
        self.isRepeatable = isRepeatable
        self.isOptional = isOptional
        self.help = help
    }

    /// `POT`, `DATA...`, `[COMMAND]`
    var synopsis: String {
        let text = isRepeatable ? name + "..." : name
        return isOptional ? "[\(text)]" : text
    }
}
