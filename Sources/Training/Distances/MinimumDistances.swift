import Atoms
import Foundation
import MomentTensor

/// The shortest distance between atoms, periodic images included, for every pair of kinds that a data set has.
public struct MinimumDistances: Sendable {
    /// Two kinds of atoms in either order.
    public struct Pair: Hashable, Sendable {
        public let first: Configuration.Kind
        public let second: Configuration.Kind

        public init(_ one: Configuration.Kind, _ other: Configuration.Kind) {
            (first, second) = one.sortingKey <= other.sortingKey ? (one, other) : (other, one)
        }
    }

    /// Where two atoms come closest.
    public struct Contact: Hashable, Sendable {
        /// Å.
        public var distance: Double
        /// The number of the configuration in the file, from 1.
        public var configuration: Int
        /// The numbers of the two atoms, from 1; the same one where an atom meets its own image.
        public var atoms: SIMD2<Int>
    }

    public private(set) var contacts: [Pair: Contact] = [:]
    /// How many configurations were looked at.
    public private(set) var configurationCount = 0

    /// Longer distances are not looked for where there are none shorter, as between isolated atoms. Å.
    public static let longestDistance = 20.0

    public init() {}

    /// The shortest of all.
    public var shortest: (pair: Pair, contact: Contact)? {
        contacts.min { $0.value.distance < $1.value.distance }.map { ($0.key, $0.value) }
    }

    /// Takes the next configuration into account.
    public mutating func add(_ configuration: Configuration) throws(VolterraError) {
        configurationCount += 1
        for (pair, contact) in try MinimumDistances.contacts(in: configuration, number: configurationCount, known: contacts) {
            contacts[pair] = contact
        }
    }

    /// The closest contact of each pair of kinds in one configuration; of the pairs in `known` only those that come closer.
    static func contacts(
        in configuration: Configuration, number: Int, known: [Pair: Contact] = [:]
    ) throws(VolterraError) -> [Pair: Contact] {
        guard configuration.count > 0 else { return [:] }
        let pairs = try PairTable(configuration.kinds).pairs
        var cutoff = MinimumDistances.firstCutoff(configuration)
        while true {
            let bounded = pairs.allSatisfy { known[$0] != nil }
            let sought = bounded ? pairs.compactMap { known[$0]?.distance }.max() ?? cutoff : cutoff
            let found = try search(configuration, number, cutoff: min(sought, longestDistance), known)
            if bounded || sought >= longestDistance
                || pairs.allSatisfy({ found[$0] != nil || known[$0].map { $0.distance <= sought } ?? false })
            {
                return found
            }
            cutoff = 1.6 * cutoff
        }
    }

    /// A distance within which dense matter has neighbours.
    private static func firstCutoff(_ configuration: Configuration) -> Double {
        guard configuration.cell.isFullyPeriodic else { return 3 }
        let spacing = cbrt(configuration.cell.volume / Double(configuration.count))
        return min(max(1.3 * spacing, 1), longestDistance)
    }

    private static func search(
        _ configuration: Configuration, _ number: Int, cutoff: Double, _ known: [Pair: Contact]
    ) throws(VolterraError) -> [Pair: Contact] {
        let search = try NeighbourSearch(cell: configuration.cell, positions: configuration.positions, cutoff: cutoff)
        let table = try PairTable(configuration.kinds)
        var closest = table.pairs.map { known[$0].map { $0.distance * $0.distance } ?? .infinity }
        var atoms = [SIMD2<Int>?](repeating: nil, count: closest.count)
        for atom in 0..<configuration.count {
            search.forEachNeighbour(of: atom) { neighbour, vector in
                guard neighbour >= atom else { return }
                let pair = table.index(atom, neighbour)
                let squared = vector.dot(vector)
                guard squared < closest[pair] else { return }
                closest[pair] = squared
                atoms[pair] = SIMD2(atom + 1, neighbour + 1)
            }
        }
        var contacts: [Pair: Contact] = [:]
        for (index, pair) in table.pairs.enumerated() {
            guard let atoms = atoms[index] else { continue }
            contacts[pair] = Contact(distance: closest[index].squareRoot(), configuration: number, atoms: atoms)
        }
        return contacts
    }
}

extension MinimumDistances {
    /// Where a radial basis for such data begins, in Å: with room for distances a little shorter than any of them.
    public var radialMinimum: Double? { (shortest?.contact.distance).map { (99 * $0).rounded(.down) / 100 } }
}

extension Configuration.Kind {
    /// Elements by atomic number before types by number.
    var sortingKey: Int {
        switch self {
        case .element(let element): element.atomicNumber - 1000
        case .type(let type): type
        }
    }

    /// The symbol, or `type 0`.
    var name: String {
        switch self {
        case .element(let element): element.symbol
        case .type(let type): "type \(type)"
        }
    }
}
