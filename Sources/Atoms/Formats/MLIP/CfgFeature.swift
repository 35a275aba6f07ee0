import MomentTensor

/// How MLIP writes the features of a configuration: `Feature name⟨tab⟩value`, blanks of the name escaped, and one line of the
/// value per `Feature` line.
enum CfgFeature {
    /// The feature that tells which elements the types 0, 1, … are. Ours; MLIP hands it on like any other.
    static let elementsName = "elements"
    /// The feature that tells which atoms had `true` in a `ghost` column: numbers from 1 and ranges of them.
    static let ghostsName = "ghosts"

    static func escaped(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case " ": result += "\\_"
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func unescaped(_ name: String) -> String {
        guard name.contains("\\") else { return name }
        var result = ""
        var rest = Substring(name)
        while let character = rest.popFirst() {
            let meaning = character == "\\" ? rest.first.flatMap { escapes[$0] } : nil
            result.append(meaning ?? character)
            if meaning != nil { rest.removeFirst() }
        }
        return result
    }

    private static let escapes: [Character: Character] = ["_": " ", "t": "\t", "n": "\n", "r": "\r"]

    /// The `Feature` lines of one feature.
    static func lines(name: String, value: String) -> String {
        let name = escaped(name)
        return value.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { " Feature   \(name)\t\(String(String.UnicodeScalarView($0)))\n" }
            .joined()
    }

    /// `3-5 9` for 3, 4, 5, 9.
    static func ranges(of numbers: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound == number - 1 {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " ")
    }
}

extension Configuration {
    /// Turns type numbers into elements: those that the caller names, or else those of the feature `elements`, which goes.
    mutating func nameTypes(by given: [Element]?) throws(VolterraError) {
        let written = features.firstIndex { $0.name == CfgFeature.elementsName }
        if let written, let named = typeNames(in: features[written].value) {
            features.remove(at: written)
            if given == nil {
                kinds = named
                return
            }
        }
        guard let given else { return }
        for (atom, kind) in kinds.enumerated() {
            guard case .type(let type) = kind else { continue }
            guard let named = Kind.named(type: type, by: given) else {
                throw VolterraError(
                    .badData, "atom \(atom + 1) has type \(type), but elements are named for \(given.count) types only",
                    advice: "name the elements of all types, type 0 first")
            }
            kinds[atom] = named
        }
    }

    /// The kinds of all atoms if `value` lists an element for each of their types.
    private func typeNames(in value: String) -> [Kind]? {
        let symbols = value.split(separator: " ")
        let elements = symbols.compactMap { Element(symbol: String($0)) }
        guard elements.count == symbols.count else { return nil }
        let named = kinds.compactMap { kind -> Kind? in
            guard case .type(let type) = kind else { return nil }
            return Kind.named(type: type, by: elements)
        }
        return named.count == kinds.count ? named : nil
    }
}
