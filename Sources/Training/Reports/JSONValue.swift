/// A JSON document: keys stay in their order, numbers keep every digit. What is no finite number becomes null.
public indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])

    /// With two blanks of indentation per level and a final line feed.
    public var text: String {
        var text = ""
        write(to: &text, indentation: "")
        return text + "\n"
    }

    /// In one line.
    public var line: String {
        switch self {
        case .array(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { JSONValue.string($0.key).line + ": " + $0.value.line }.joined(separator: ", ") + "}"
        default: String(text.dropLast())
        }
    }

    private func write(to text: inout String, indentation: String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += value.description
        case .number(let value): text += value.isFinite ? value.description : "null"
        case .string(let value): JSONValue.writeQuoted(value, to: &text)
        case .array(let values):
            JSONValue.writeList("[", "]", values, to: &text, indentation) { value, text, inner in
                value.write(to: &text, indentation: inner)
            }
        case .object(let members):
            JSONValue.writeList("{", "}", members, to: &text, indentation) { member, text, inner in
                JSONValue.writeQuoted(member.key, to: &text)
                text += ": "
                member.value.write(to: &text, indentation: inner)
            }
        }
    }

    private static func writeList<Item>(
        _ opening: String, _ closing: String, _ items: [Item], to text: inout String, _ indentation: String,
        _ write: (Item, inout String, String) -> Void
    ) {
        text += opening
        let inner = indentation + "  "
        for (index, item) in items.enumerated() {
            text += index == 0 ? "\n" + inner : ",\n" + inner
            write(item, &text, inner)
        }
        if !items.isEmpty { text += "\n" + indentation }
        text += closing
    }

    private static func writeQuoted(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension JSONValue {
    public static func optional(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
}
