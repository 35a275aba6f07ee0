/// A JSON value whose objects keep their order.
indirect enum JSON {
    case null
    case bool(Bool)
    case integer(Int)
    /// Shortest text that reads back as the same number; NaN and infinities, which JSON does not have, become `null`.
    case number(Double)
    case string(String)
    case array([JSON])
    case object([(key: String, value: JSON)])

    /// `null` where there is no value.
    static func optional<Value>(_ value: Value?, _ convert: (Value) -> JSON) -> JSON { value.map(convert) ?? .null }

    /// Indented text with a newline at its end.
    var text: String { text(indent: "") + "\n" }

    private func text(indent: String) -> String {
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .integer(let value): return String(value)
        case .number(let value): return value.isFinite ? value.description : "null"
        case .string(let value): return JSON.quoted(value)
        case .array(let values) where values.allSatisfy(\.isScalar):
            return "[" + values.map { $0.text(indent: "") }.joined(separator: ", ") + "]"
        case .array(let values):
            return JSON.block("[", values.map { $0.text(indent: indent + "  ") }, "]", indent)
        case .object(let members):
            return JSON.block("{", members.map { JSON.quoted($0.key) + ": " + $0.value.text(indent: indent + "  ") }, "}", indent)
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    private static func block(_ open: String, _ items: [String], _ close: String, _ indent: String) -> String {
        guard !items.isEmpty else { return open + close }
        return open + "\n" + items.map { indent + "  " + $0 }.joined(separator: ",\n") + "\n" + indent + close
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    init(stringLiteral value: String) { self = .string(value) }
    init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { (key: $0.0, value: $0.1) }) }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
}
