import Atoms
import MomentTensor

/// How many atoms of each element there are, divided by what they have in common: NiAl and Ni₂Al₂ are one composition.
public struct Composition: Hashable, Sendable {
    /// By atomic number.
    public let elements: [Element]
    public let counts: [Int]

    /// `nil` where there are no atoms, or an atom has no element.
    public init?(_ configuration: Configuration) {
        var numbers: [Element: Int] = [:]
        for kind in configuration.kinds {
            guard case .element(let element) = kind else { return nil }
            numbers[element, default: 0] += 1
        }
        guard !numbers.isEmpty else { return nil }
        self.init(numbers)
    }

    init(pure element: Element) {
        elements = [element]
        counts = [1]
    }

    private init(_ numbers: [Element: Int]) {
        let divisor = numbers.values.reduce(0, Composition.greatestCommonDivisor)
        elements = numbers.keys.sorted { $0.atomicNumber < $1.atomicNumber }
        counts = elements.map { (numbers[$0] ?? 0) / divisor }
    }

    public var isPure: Bool { elements.count == 1 }

    /// `Ni3Al`
    public var formula: String { zip(elements, counts).map { $0.symbol + ($1 == 1 ? "" : "\($1)") }.joined() }

    /// The share of the atoms that are of each element.
    func fractions(of components: [Element]) -> [Double] {
        let total = Double(counts.reduce(0, +))
        return components.map { component in
            elements.firstIndex(of: component).map { Double(counts[$0]) / total } ?? 0
        }
    }

    /// Whether it has no other elements than the other.
    func isContained(in other: Composition) -> Bool { elements.allSatisfy(other.elements.contains) }

    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
}
