import Atoms
import Foundation
import MomentTensor

/// The input of a program, in which words in braces stand for the atoms of a configuration.
///
/// A brace that begins none of these words is left as it is. Lengths are in Å, or with `-bohr` behind the word in bohr.
public struct InputTemplate: Sendable {
    private let text: String
    private let path: String

    public init(path: String) throws(VolterraError) {
        self.path = path
        text = try Folder.text(of: path)
        guard InputTemplate.occurrences(in: text).contains(where: { $0.word.hasPrefix("positions") || $0.word == "fractional" }) else {
            throw VolterraError(
                .badData, "has no {positions} and no {fractional}, so that every configuration would have the same atoms", file: path,
                advice: "write {positions} where the lines 'symbol x y z' belong")
        }
    }

    /// The words, and what they stand for, for the manual.
    static let words: [(word: String, meaning: String)] = [
        ("atoms", "the number of atoms"), ("kinds", "the number of elements"), ("elements", "their symbols, in the order of their numbers"),
        ("types", "the number, from 1, of the element of each atom"), ("cell", "the lattice vectors, a line each"),
        ("a", "the first of them"), ("b", "the second"), ("c", "the third"), ("positions", "a line 'symbol x y z' for each atom"),
        ("coordinates", "a line 'x y z' for each atom"), ("fractional", "a line 'symbol u v w' in lattice vectors for each atom"),
        ("kmesh:S", "three numbers of k-points, at most S (1/Å, with 2π) apart"),
    ]

    func filled(with configuration: Configuration) throws(VolterraError) -> String {
        var result = ""
        var rest = text[...]
        for occurrence in InputTemplate.occurrences(in: text) {
            result += rest[..<occurrence.range.lowerBound]
            result += try value(of: occurrence.word, configuration)
            rest = text[occurrence.range.upperBound...]
        }
        return result + rest
    }

    private static func occurrences(in text: String) -> [(word: String, range: Range<String.Index>)] {
        let plain = Set(words.map(\.word).filter { !$0.hasPrefix("kmesh") })
        var found: [(String, Range<String.Index>)] = []
        var start = text.startIndex
        while let opening = text[start...].firstIndex(of: "{") {
            start = text.index(after: opening)
            guard let closing = text[start...].prefix(40).firstIndex(of: "}") else { continue }
            let word = String(text[start..<closing])
            let base = word.hasSuffix("-bohr") ? String(word.dropLast(5)) : word
            guard plain.contains(base) || base.hasPrefix("kmesh:") else { continue }
            found.append((word, opening..<text.index(after: closing)))
            start = text.index(after: closing)
        }
        return found
    }

    private func value(of word: String, _ configuration: Configuration) throws(VolterraError) -> String {
        let unit = word.hasSuffix("-bohr") ? Units.bohr : 1
        let cell = configuration.cell
        let symbols = try configuration.symbols(for: path)
        let elements = symbols.reduce(into: [String]()) { list, symbol in if !list.contains(symbol) { list.append(symbol) } }
        func line(_ vector: SIMD3<Double>) -> String { "\(vector.x / unit) \(vector.y / unit) \(vector.z / unit)" }
        func lines(_ vectors: [SIMD3<Double>], _ lines: (SIMD3<Double>) -> String) -> String {
            zip(symbols, vectors).map { $0 + " " + lines($1) }.joined(separator: "\n")
        }
        switch word.hasSuffix("-bohr") ? String(word.dropLast(5)) : word {
        case "atoms": return "\(configuration.count)"
        case "kinds": return "\(elements.count)"
        case "elements": return elements.joined(separator: " ")
        case "types": return symbols.map { "\((elements.firstIndex(of: $0) ?? 0) + 1)" }.joined(separator: " ")
        case "cell": return cell.vectors.map(line).joined(separator: "\n")
        case "a": return line(cell.a)
        case "b": return line(cell.b)
        case "c": return line(cell.c)
        case "positions": return lines(configuration.positions, line)
        case "coordinates": return configuration.positions.map(line).joined(separator: "\n")
        case "fractional":
            let inverse = Matrix3(cell.a, cell.b, cell.c).inverse.transposed
            return lines(configuration.positions.map { inverse * $0 }) { "\($0.x) \($0.y) \($0.z)" }
        default: return try mesh(word, cell)
        }
    }

    private func mesh(_ word: String, _ cell: Cell) throws(VolterraError) -> String {
        guard let spacing = Double(word.dropFirst("kmesh:".count)), spacing > 0 else {
            throw VolterraError(.badData, "{\(word)} needs a distance above 0 in 1/Å", file: path, advice: "as in {kmesh:0.2}")
        }
        guard cell.volume > 0 else { throw VolterraError(.badData, "{\(word)} needs cells with a volume", file: path) }
        let products = [cell.b.cross(cell.c), cell.c.cross(cell.a), cell.a.cross(cell.b)]
        return products.map { product in
            // A hair less, so that an exact multiple is not one point more on some processors.
            let length = 2 * Double.pi * product.length / cell.volume
            return "\(max(1, Int((length / spacing - 1e-6).rounded(.up))))"
        }.joined(separator: " ")
    }
}

extension Configuration {
    /// The chemical symbols of the atoms. Types without a name are refused.
    func symbols(for path: String) throws(VolterraError) -> [String] {
        var symbols: [String] = []
        for kind in kinds {
            guard case .element(let element) = kind else {
                throw VolterraError(.badData, "an atom has a number instead of a chemical symbol", file: path)
            }
            symbols.append(element.symbol)
        }
        return symbols
    }
}
