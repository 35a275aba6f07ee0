import Atoms
import MomentTensor

/// Which species of a potential the atoms of a data file are.
///
/// Elements are found by name, the integer types of `.cfg` and LAMMPS files by the labels of the potential. Where the potential has no
/// names, an assumption is made only if there is a single one that can be made, and `notes` says which.
public struct SpeciesAssignment: Sendable {
    private var species: [Potential.Species]
    private var indexOfElement: [Element: Int] = [:]
    private var indexOfLabel: [Int: Int] = [:]
    /// The first element met in the data of a potential with one nameless species.
    private var assumedElement: Element?

    /// What was assumed, one sentence each, for the user to read.
    public private(set) var notes: [String] = []

    public init(_ potential: Potential) throws(VolterraError) {
        species = potential.species
        for (index, one) in species.enumerated() {
            indexOfLabel[one.label] = index
            guard let symbol = one.element else { continue }
            guard let element = Element(symbol: symbol) else { throw VolterraError(.usage, "'\(symbol)' is not an element") }
            guard indexOfElement.updateValue(index, forKey: element) == nil else {
                throw VolterraError(.usage, "the element \(symbol) is named for two species of the potential")
            }
        }
        if indexOfElement.isEmpty { assumeAtomicNumbers() }
    }

    /// The species index of every atom. Errors say which kinds the potential knows.
    public mutating func indices(of configuration: Configuration) throws(VolterraError) -> [Int] {
        var indices: [Int] = []
        indices.reserveCapacity(configuration.count)
        var last: (kind: Configuration.Kind, index: Int)?
        for kind in configuration.kinds {
            if let last, last.kind == kind {
                indices.append(last.index)
            } else {
                let index = try self.index(of: kind)
                last = (kind, index)
                indices.append(index)
            }
        }
        return indices
    }

    /// The species index of one kind of atom.
    public mutating func index(of kind: Configuration.Kind) throws(VolterraError) -> Int {
        switch kind {
        case .type(let type):
            if let index = indexOfLabel[type] { return index }
            throw unknown("type \(type)")
        case .element(let element):
            if let index = indexOfElement[element] { return index }
            return try indexOfNameless(element)
        }
    }

    /// Labels other than 0 … C−1 are atomic numbers where all of them can be (files of MLIP-3).
    private mutating func assumeAtomicNumbers() {
        let labels = species.map(\.label)
        guard labels.sorted() != Array(labels.indices) else { return }
        let elements = labels.compactMap { Element(atomicNumber: $0) }
        guard elements.count == labels.count, Set(elements).count == labels.count else { return }
        for (index, element) in elements.enumerated() {
            indexOfElement[element] = index
            species[index].element = element.symbol
        }
        notes.append("the species labels of the potential were taken as atomic numbers: \(elements.map(\.symbol).joined(separator: ", "))")
    }

    private mutating func indexOfNameless(_ element: Element) throws(VolterraError) -> Int {
        guard indexOfElement.isEmpty else { throw unknown(element.symbol) }
        guard species.count == 1 else {
            throw VolterraError(
                .badData,
                "the \(species.count) species of the potential have no names, so which of them is \(element.symbol) cannot be told",
                advice: "name them in their order: --species \(element.symbol),…")
        }
        if let assumedElement, assumedElement != element {
            throw VolterraError(
                .badData, "the data has more species (\(assumedElement.symbol), \(element.symbol)) than the potential, which has one",
                advice: "this potential cannot describe them")
        }
        if assumedElement == nil {
            assumedElement = element
            notes.append("the only species of the potential has no name and was taken as \(element.symbol), the only element of the data")
        }
        return 0
    }

    private func unknown(_ what: String) -> VolterraError {
        let known = species.map { one in one.element.map { "\($0) (type \(one.label))" } ?? "type \(one.label)" }
        return VolterraError(
            .badData, "the data has \(what), which the potential does not know: it knows \(known.joined(separator: ", "))",
            advice: species.allSatisfy { $0.element == nil }
                ? "name its species in their order with --species, or use a potential for these elements"
                : "use a potential for these elements")
    }
}
