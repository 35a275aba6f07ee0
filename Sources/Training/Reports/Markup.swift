/// A piece of an SVG or XHTML document. Whatever text it holds is escaped, and every element closed, by construction.
indirect enum Markup: Sendable {
    case node(String, [Attribute], [Markup])
    case text(String)
    /// Written as it is: style sheets of ours, and documents that were rendered before. Never what a user or a file said.
    case verbatim(String)

    struct Attribute: Sendable {
        let name: String
        let value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    static func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []) -> Markup {
        .node(name, attributes.filter { $0.key != "class" || !$0.value.isEmpty }.map { Attribute($0.key, $0.value) }, children)
    }

    /// An element with nothing but text in it.
    static func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) -> Markup {
        element(name, attributes, [.text(text)])
    }

    /// The elements that are closed at once: void ones of HTML, and shapes of SVG. HTML would leave others open.
    private static let selfClosing: Set<String> = ["meta", "path", "rect"]

    func write(to text: inout String) {
        switch self {
        case .text(let content): Markup.writeEscaped(content, to: &text)
        case .verbatim(let content): text += content
        case .node(let name, let attributes, let children):
            text += "<" + name
            for attribute in attributes {
                text += " " + attribute.name + "=\""
                Markup.writeEscaped(attribute.value, to: &text)
                text += "\""
            }
            if children.isEmpty, Markup.selfClosing.contains(name) {
                text += "/>"
                return
            }
            text += ">"
            for child in children { child.write(to: &text) }
            text += "</" + name + ">"
        }
    }

    var rendered: String {
        var text = ""
        write(to: &text)
        return text
    }

    /// Control characters, which no XML document may hold, become U+FFFD.
    private static func writeEscaped(_ content: String, to text: inout String) {
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\t", "\n", "\r": text.unicodeScalars.append(scalar)
            case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
