import MomentTensor

/// Which element has which type number, for files that have only the numbers.
struct ElementOrder {
    /// The elements of the types 0, 1, …
    private(set) var elements: [Element]
    /// Whether elements not in the list are added at its end.
    private let grows: Bool
    private var types: [Element: Int] = [:]

    /// The given order, or the order of appearance if there is none.
    init(_ elements: [Element]?) {
        self.elements = elements ?? []
        grows = elements == nil
        for (type, element) in self.elements.enumerated() where types[element] == nil { types[element] = type }
    }

    /// The type number, from 0, of an atom of that kind.
    mutating func type(of kind: Configuration.Kind, writingTo path: String) throws(VolterraError) -> Int {
        switch kind {
        case .type(let type):
            guard type >= 0 else { throw VolterraError(.badData, "atom type \(type) is negative", file: path) }
            return type
        case .element(let element):
            if let type = types[element] { return type }
            guard grows else {
                let known = elements.map(\.symbol).joined(separator: ", ")
                throw VolterraError(
                    .badData, "\(element) has no type number", file: path, advice: "the given order of elements is \(known); add \(element)"
                )
            }
            types[element] = elements.count
            elements.append(element)
            return elements.count - 1
        }
    }

    /// The type numbers of all atoms. Elements and bare numbers in one configuration cannot be told apart by their reader.
    mutating func types(of configuration: Configuration, writingTo path: String) throws(VolterraError) -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(configuration.count)
        for kind in configuration.kinds {
            guard kind.isElement == configuration.kinds[0].isElement else {
                throw VolterraError(.badData, "a configuration has both chemical symbols and type numbers", file: path)
            }
            result.append(try type(of: kind, writingTo: path))
        }
        return result
    }
}

extension Configuration.Kind {
    var isElement: Bool {
        if case .element = self { return true }
        return false
    }

    /// What type number `type` (from 0) means; `elements` are those of the types 0, 1, …, if somebody said so.
    static func named(type: Int, by elements: [Element]?) -> Configuration.Kind? {
        guard let elements else { return .type(type) }
        return elements.indices.contains(type) ? .element(elements[type]) : nil
    }
}
