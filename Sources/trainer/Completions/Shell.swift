/// The shells for which completions can be written.
enum Shell: String, CaseIterable {
    case bash, zsh, fish

    /// The script that teaches the shell the grammar.
    func completions(of grammar: Grammar) -> String {
        switch self {
        case .bash: bashCompletions(of: grammar)
        case .zsh: zshCompletions(of: grammar)
        case .fish: fishCompletions(of: grammar)
        }
    }
}
