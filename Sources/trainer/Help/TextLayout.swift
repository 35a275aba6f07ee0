/// How wide help may be.
let helpWidth = 80

extension String {
    /// The words of the text in lines of at most `width` characters, unless one word is longer.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line]
    }

    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}

/// Terms and their explanations in two columns; a term that is too long for its column stands on a line of its own.
func definitionList(_ entries: [(term: String, explanation: String)], indent: Int = 2) -> String {
    let widest = entries.map(\.term.count).max() ?? 0
    let column = indent + min(widest, 24) + 2
    var text = ""
    for (term, explanation) in entries {
        var lines = explanation.wrapped(to: helpWidth - column)
        let start = String(repeating: " ", count: indent) + term
        if start.count + 2 > column || lines.isEmpty {
            text += start + "\n"
        } else {
            text += start.padded(to: column) + lines.removeFirst() + "\n"
        }
        for line in lines { text += String(repeating: " ", count: column) + line + "\n" }
    }
    return text
}
