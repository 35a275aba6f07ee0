import Atoms
import MomentTensor
import Training

/// An option as parsing, help and completion see it, whatever the type of its value.
protocol OptionDeclaration: Sendable {
    /// Without the dashes.
    var name: String { get }
    /// The `o` of `-o`.
    var letter: Character? { get }
    /// How help calls the value; `nil` for an option that takes none.
    var valueName: String? { get }
    var kind: ValueKind { get }
    /// What holds where the option is absent, as help says it.
    var defaultText: String? { get }
    var help: String { get }
    /// The value that `text` stands for.
    func parse(_ text: String) throws(VolterraError) -> any Sendable
}

extension OptionDeclaration {
    var takesValue: Bool { valueName != nil }
    /// `--output`
    var spelling: String { "--" + name }
    /// `-o, --output OUT`
    var synopsis: String {
        (letter.map { "-\($0), " } ?? "") + spelling + (valueName.map { " " + $0 } ?? "")
    }
}

/// An option whose value is a `Value`; a flag, which takes no value, is an `Option<Bool>`.
struct Option<Value: Sendable>: OptionDeclaration {
    let name: String
    let letter: Character?
    let valueName: String?
    let kind: ValueKind
    let defaultValue: Value?
    let defaultText: String?
    let help: String
    /// What a good value is, as in “needs …”.
    let expectation: String
    let convert: @Sendable (String) -> Value?

    func parse(_ text: String) throws(VolterraError) -> any Sendable {
        if let value = convert(text) { return value }
        throw VolterraError(.usage, "\(spelling) needs \(expectation), not '\(text)'")
    }
}

extension Option where Value == Bool {
    static func flag(_ name: String, _ letter: Character? = nil, help: String) -> Option {
        Option(
            name: name, letter: letter, valueName: nil, kind: .text, defaultValue: false, defaultText: nil, help: help,
            expectation: "no value", convert: { _ in true })
    }
}

extension Option where Value == String {
    static func file(_ name: String, _ letter: Character? = nil, valueName: String, help: String) -> Option {
        Option(
            name: name, letter: letter, valueName: valueName, kind: .file, defaultValue: nil, defaultText: nil, help: help,
            expectation: "the name of a file", convert: { $0.isEmpty ? nil : $0 })
    }

    static func text(_ name: String, valueName: String, defaultText: String? = nil, help: String, expectation: String) -> Option {
        Option(
            name: name, letter: nil, valueName: valueName, kind: .text, defaultValue: nil, defaultText: defaultText, help: help,
            expectation: expectation, convert: { $0.isEmpty || $0.contains(where: \.isWhitespace) ? nil : $0 })
    }
}

extension Option where Value == Int {
    static func integer(
        _ name: String, _ letter: Character? = nil, valueName: String, in range: ClosedRange<Int>, defaultValue: Int? = nil,
        defaultText: String? = nil, help: String
    ) -> Option {
        Option(
            name: name, letter: letter, valueName: valueName, kind: .number, defaultValue: defaultValue,
            defaultText: defaultText ?? defaultValue.map(String.init), help: help,
            expectation: "an integer "
                + (range.upperBound == .max ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"),
            convert: { text in Int(text).flatMap { range.contains($0) ? $0 : nil } })
    }
}

extension Option where Value == UInt64 {
    static func seed(_ name: String, valueName: String, defaultText: String? = nil, help: String) -> Option {
        Option(
            name: name, letter: nil, valueName: valueName, kind: .number, defaultValue: nil, defaultText: defaultText, help: help,
            expectation: "an integer from 0 to \(UInt64.max)", convert: { UInt64($0) })
    }
}

extension Option where Value == Double {
    /// A finite number.
    static func number(_ name: String, valueName: String, defaultValue: Double? = nil, help: String) -> Option {
        Option(
            name: name, letter: nil, valueName: valueName, kind: .number, defaultValue: defaultValue,
            defaultText: defaultValue?.description, help: help, expectation: "a number",
            convert: { text in Double(text).flatMap { $0.isFinite ? $0 : nil } })
    }

    /// A finite number above zero.
    static func positive(
        _ name: String, valueName: String, defaultValue: Double? = nil, defaultText: String? = nil, help: String
    ) -> Option {
        Option(
            name: name, letter: nil, valueName: valueName, kind: .number, defaultValue: defaultValue,
            defaultText: defaultText ?? defaultValue?.description, help: help, expectation: "a number above 0",
            convert: { text in Double(text).flatMap { $0.isFinite && $0 > 0 ? $0 : nil } })
    }

    /// A finite number, zero or above.
    static func nonNegative(
        _ name: String, valueName: String, defaultValue: Double? = nil, defaultText: String? = nil, help: String
    ) -> Option {
        Option(
            name: name, letter: nil, valueName: valueName, kind: .number, defaultValue: defaultValue,
            defaultText: defaultText ?? defaultValue?.description, help: help, expectation: "a number of at least 0",
            convert: { text in Double(text).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } })
    }
}

extension Option where Value == Duration {
    /// A number with s, m or h behind it; without, seconds.
    static func duration(_ name: String, valueName: String, help: String) -> Option {
        Option(
            name: name, letter: nil, valueName: valueName, kind: .text, defaultValue: nil, defaultText: nil, help: help,
            expectation: "a time such as 90s, 10m or 2h",
            convert: { Duration(humanText: $0) })
    }
}

extension Option where Value == IPIAddress {
    static func address(_ name: String, valueName: String, help: String) -> Option {
        Option(
            name: name, letter: nil, valueName: valueName, kind: .text, defaultValue: nil, defaultText: nil, help: help,
            expectation: "an address such as localhost:31415 or unix:driver", convert: { IPIAddress($0) })
    }
}

extension Option where Value == [String] {
    /// Names of files separated by commas.
    static func files(_ name: String, valueName: String, help: String) -> Option {
        list(name, valueName: valueName, kind: .file, help: help, expectation: "names of files separated by commas")
    }

    /// Words separated by commas.
    static func list(
        _ name: String, valueName: String, kind: ValueKind = .text, defaultText: String? = nil, help: String, expectation: String
    ) -> Option {
        Option(
            name: name, letter: nil, valueName: valueName, kind: kind, defaultValue: nil, defaultText: defaultText, help: help,
            expectation: expectation,
            convert: { text in
                let words = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingSpaces }
                return words.contains("") ? nil : words
            })
    }
}

extension Option {
    /// Several cases of an enumeration, by their raw values, separated by commas.
    static func choices<Case: RawRepresentable & CaseIterable & Sendable>(
        _ name: String, valueName: String, defaultText: String? = nil, help: String
    ) -> Option where Value == [Case], Case.RawValue == String {
        let words = Case.allCases.map(\.rawValue)
        return Option(
            name: name, letter: nil, valueName: valueName, kind: .choice(words), defaultValue: nil, defaultText: defaultText, help: help,
            expectation: "some of \(words.joined(separator: ", "))",
            convert: { text in
                let cases = text.split(separator: ",", omittingEmptySubsequences: false).map { Case(rawValue: $0.trimmingSpaces) }
                return cases.contains { $0 == nil } ? nil : cases.compactMap { $0 }
            })
    }
}

extension Option where Value == [Int] {
    /// Integers separated by commas.
    static func integers(
        _ name: String, valueName: String, in range: ClosedRange<Int>, defaultValue: [Int], help: String, example: String
    ) -> Option {
        Option(
            name: name, letter: nil, valueName: valueName, kind: .text, defaultValue: defaultValue,
            defaultText: defaultValue.map(String.init).joined(separator: ","), help: help,
            expectation: "integers of at least \(range.lowerBound) separated by commas, such as \(example)",
            convert: { text in
                let words = text.split(separator: ",", omittingEmptySubsequences: false)
                let numbers = words.compactMap { Int($0.trimmingSpaces) }.filter(range.contains)
                return numbers.count == words.count ? numbers : nil
            })
    }
}

extension Option where Value == [Double] {
    /// Finite numbers above zero, separated by commas.
    static func positives(_ name: String, valueName: String, defaultValue: [Double]? = nil, help: String, example: String) -> Option {
        Option(
            name: name, letter: nil, valueName: valueName, kind: .text, defaultValue: defaultValue,
            defaultText: defaultValue.map { $0.map(\.description).joined(separator: ",") }, help: help,
            expectation: "numbers above 0 separated by commas, such as \(example)",
            convert: { text in
                let words = text.split(separator: ",", omittingEmptySubsequences: false)
                let numbers = words.compactMap { Double($0.trimmingSpaces) }.filter { $0.isFinite && $0 > 0 }
                return numbers.count == words.count ? numbers : nil
            })
    }
}

extension Option where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One case of `Value`, by its raw value.
    static func choice(_ name: String, valueName: String, defaultValue: Value? = nil, defaultText: String? = nil, help: String) -> Option {
        let words = Value.allCases.map(\.rawValue)
        return Option(
            name: name, letter: nil, valueName: valueName, kind: .choice(words), defaultValue: defaultValue,
            defaultText: defaultText ?? defaultValue?.rawValue, help: help, expectation: "one of \(words.joined(separator: ", "))",
            convert: { Value(rawValue: $0) })
    }
}

extension Option where Value == ConfigurationFormat {
    /// One of the formats, by its name or a synonym.
    static func format(_ name: String, among formats: [ConfigurationFormat], defaultText: String, help: String) -> Option {
        let words = formats.map(\.rawValue)
        return Option(
            name: name, letter: nil, valueName: "FORMAT", kind: .choice(words), defaultValue: nil, defaultText: defaultText, help: help,
            expectation: "one of \(words.joined(separator: ", "))",
            convert: { text in (try? ConfigurationFormat(name: text)).flatMap { formats.contains($0) ? $0 : nil } })
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
