import MomentTensor

/// One command of the grammar.
struct Command: Sendable {
    /// One word, or two: those of a family have the first in common.
    let name: String
    /// One line without a full stop, for the list of commands.
    let summary: String
    /// Paragraphs separated by empty lines; line breaks within one do not matter.
    let discussion: String
    let arguments: [Argument]
    /// The options without which the command cannot run.
    let required: [any OptionDeclaration]
    let optional: [any OptionDeclaration]
    /// Command lines without the leading `trainer`.
    let examples: [String]
    /// Whether `mpirun` may start it as several processes, which share the work.
    let isParallel: Bool
    let run: @Sendable (Invocation) throws(VolterraError) -> Void

    init(
        _ name: String, summary: String, discussion: String, arguments: [Argument] = [], required: [any OptionDeclaration] = [],
        optional: [any OptionDeclaration] = [], examples: [String], isParallel: Bool = false,
        run: @escaping @Sendable (Invocation) throws(VolterraError) -> Void
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.arguments = arguments
        self.required = required
        self.optional = optional
        self.examples = examples
        self.isParallel = isParallel
        self.run = run
    }

    var words: [String] { name.split(separator: " ").map(String.init) }

    /// Every option, `--help` last.
    var options: [any OptionDeclaration] { required + optional + [Options.help] }

    /// `trainer evaluate POT IN... -o OUT [options]`
    var usage: String {
        var words = ["trainer", name] + arguments.map(\.synopsis)
        for option in required {
            words += [option.letter.map { "-\($0)" } ?? option.spelling] + (option.valueName.map { [$0] } ?? [])
        }
        return (words + ["[options]"]).joined(separator: " ")
    }
}
