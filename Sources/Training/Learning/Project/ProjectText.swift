import Foundation
import MomentTensor

/// The text of a project file: sections in brackets, and in each lines `key = value`. `#` begins a comment; a line that begins with blanks
/// goes on with the value of the line before.
struct ProjectText {
    struct Entry {
        var value: String
        let line: Int
    }

    struct Section {
        let line: Int
        var entries: [String: Entry] = [:]
    }

    let path: String
    private(set) var sections: [String: Section] = [:]

    init(path: String) throws(VolterraError) {
        try self.init(try Folder.text(of: path), path: path)
    }

    init(_ text: String, path: String) throws(VolterraError) {
        self.path = path
        var section: String?
        var key: String?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            let content = ProjectText.withoutComment(line)
            let trimmed = content.trimmingCharacters(in: .whitespaces)
            if trimmed.isEmpty { continue }
            if trimmed.hasPrefix("["), trimmed.hasSuffix("]") {
                let name = trimmed.dropFirst().dropLast().trimmingCharacters(in: .whitespaces)
                guard sections[name] == nil else { throw failure("the section [\(name)] is there twice", number, "make one of the two") }
                sections[name] = Section(line: number)
                (section, key) = (name, nil)
            } else if let section, let key, content.first?.isWhitespace == true {
                sections[section]?.entries[key]?.value += " " + trimmed
            } else if let section, let equals = trimmed.firstIndex(of: "=") {
                let name = trimmed[..<equals].trimmingCharacters(in: .whitespaces)
                let value = trimmed[trimmed.index(after: equals)...].trimmingCharacters(in: .whitespaces)
                guard sections[section]?.entries[name] == nil else {
                    throw failure("\(name) is there twice in [\(section)]", number, "leave out one of them")
                }
                sections[section]?.entries[name] = Entry(value: value, line: number)
                key = name
            } else {
                throw failure(
                    "'\(trimmed.prefix(60))' is no line of a project", number,
                    section == nil ? "the file begins with a section such as [potential]" : "lines are like: key = value")
            }
        }
    }

    /// A # counts where a line begins or a blank is before it, so that commands may have one inside of a word.
    private static func withoutComment(_ line: Substring) -> Substring {
        var previous: Character = " "
        for index in line.indices {
            if line[index] == "#", previous.isWhitespace { return line[..<index] }
            previous = line[index]
        }
        return line
    }

    private func failure(_ message: String, _ line: Int, _ advice: String) -> VolterraError {
        VolterraError(.badData, message, file: path, line: line, advice: advice)
    }
}
