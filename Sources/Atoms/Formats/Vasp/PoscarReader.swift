import Foundation
import MomentTensor

/// Reads VASP's POSCAR and CONTCAR: one configuration, periodic in all directions. Velocities and what else follows the positions are
/// passed over. Atoms are fixed that the flags of selective dynamics allow to move along no vector.
public final class PoscarReader: ConfigurationReader {
    private let lines: LineReader
    private let options: ConfigurationReadOptions
    private var isDone = false

    public convenience init(path: String, options: ConfigurationReadOptions = ConfigurationReadOptions()) throws(VolterraError) {
        self.init(try ByteSource(path: path), options: options)
    }

    public init(_ source: ByteSource, options: ConfigurationReadOptions = ConfigurationReadOptions()) {
        lines = LineReader(source)
        self.options = options
    }

    public func next() throws(VolterraError) -> Configuration? {
        guard !isDone else { return nil }
        isDone = true
        let title = try line("the title").text
        let factors = try readFactors()
        let (cell, scale) = try readCell(factors)
        let (symbols, counts) = try readSpecies(title)
        let (isDirect, isSelective) = try readCoordinateKind()
        var configuration = Configuration(cell: cell)
        if isSelective { configuration.isFixed = [] }
        for (group, count) in counts.enumerated() {
            let kind = symbols.map { .element($0[group]) } ?? Configuration.Kind.type(group)
            for _ in 0..<count {
                let (vector, isFixed) = try readPosition(configuration.count)
                configuration.isFixed?.append(isFixed)
                let position = isDirect ? vector.x * cell.a + vector.y * cell.b + vector.z * cell.c : vector * scale
                guard position.isFinite else { throw lines.error("the position of atom \(configuration.count + 1) is not finite") }
                configuration.positions.append(position)
                configuration.kinds.append(kind)
            }
        }
        let words = title.split(separator: " ").map(String.init)
        if !words.isEmpty, words.compactMap({ Element(symbol: $0) }).count < words.count {
            configuration.features.append(Configuration.Feature(name: PoscarWriter.titleName, value: title))
        }
        try configuration.nameTypes(by: options.elements, lines)
        return configuration
    }

    private func line(_ what: String) throws(VolterraError) -> UnsafeBufferPointer<UInt8> {
        guard let line = try lines.next() else { throw lines.prematureEnd(what) }
        return line.trimmed
    }

    /// One scaling factor, one negative volume, or three factors for x, y and z.
    private func readFactors() throws(VolterraError) -> [Double] {
        let line = try line("the scaling factor")
        let factors = Fields(line).prefix(3).map { parseDouble($0) }
        let known = factors.prefix { $0 != nil }.compactMap { $0 }
        guard !known.isEmpty, known.allSatisfy({ $0.isFinite && $0 != 0 }), known.count != 3 || known.allSatisfy({ $0 > 0 }) else {
            throw lines.error(
                "the scaling factor is '\(line.excerpt)'", advice: "it must be a factor, minus a volume, or three positive factors")
        }
        return known.count == 3 ? known : [known[0]]
    }

    private func readCell(_ factors: [Double]) throws(VolterraError) -> (Cell, SIMD3<Double>) {
        var vectors: [SIMD3<Double>] = []
        for name in ["first", "second", "third"] {
            let line = try line("the \(name) lattice vector")
            var fields = Fields(line)
            guard let vector = fields.nextVector() else { throw lines.error("the \(name) lattice vector is '\(line.excerpt)'") }
            vectors.append(vector)
        }
        let volume = Cell(vectors[0], vectors[1], vectors[2]).volume
        guard volume > 0, volume.isFinite else { throw lines.error("the lattice vectors span no volume") }
        var scale = SIMD3(repeating: factors[0])
        if factors.count == 3 { scale = SIMD3(factors[0], factors[1], factors[2]) }
        if factors[0] < 0 { scale = SIMD3(repeating: cbrt(-factors[0] / volume)) }
        let cell = Cell(vectors[0] * scale, vectors[1] * scale, vectors[2] * scale)
        guard cell.volume > 0, cell.volume.isFinite else { throw lines.error("the scaled lattice vectors span no volume") }
        return (cell, scale)
    }

    /// The line of symbols and the line of counts. Files of VASP 4 have only the latter; the title may name the elements then.
    private func readSpecies(_ title: String) throws(VolterraError) -> (symbols: [Element]?, counts: [Int]) {
        var line = try line("the chemical symbols")
        var words = Fields(line).map(\.text)
        guard let first = words.first else { throw lines.error("the line of chemical symbols is empty") }
        var symbols: [Element]?
        if Int(first) == nil {
            symbols = try words.map { word throws(VolterraError) in
                guard let element = Element(label: word) else { throw lines.error("'\(word.prefix(40))' is no chemical symbol") }
                return element
            }
            line = try self.line("the numbers of atoms")
            words = Fields(line).map(\.text)
        } else {
            let named = title.split(separator: " ").compactMap { Element(symbol: String($0)) }
            if named.count == title.split(separator: " ").count, named.count == words.count { symbols = named }
        }
        let counts = words.compactMap { Int($0) }
        guard counts.count == words.count, counts.allSatisfy({ $0 >= 0 }) else {
            throw lines.error("the numbers of atoms are '\(line.excerpt)'")
        }
        guard symbols == nil || symbols?.count == counts.count else {
            throw lines.error("there are \(symbols?.count ?? 0) chemical symbols and \(counts.count) numbers of atoms")
        }
        return (symbols, counts)
    }

    private func readCoordinateKind() throws(VolterraError) -> (isDirect: Bool, isSelective: Bool) {
        var word = try line("Direct or Cartesian").first
        let isSelective = word == UInt8(ascii: "S") || word == UInt8(ascii: "s")
        if isSelective { word = try line("Direct or Cartesian").first }
        switch word.map({ UnicodeScalar($0) }) {
        case "D", "d": return (true, isSelective)
        case "C", "c", "K", "k": return (false, isSelective)
        default: throw lines.error("the coordinates are neither Direct nor Cartesian")
        }
    }

    private func readPosition(_ atom: Int) throws(VolterraError) -> (SIMD3<Double>, isFixed: Bool) {
        let line = try line("atom \(atom + 1)")
        var fields = Fields(line)
        guard let vector = fields.nextVector() else { throw lines.error("the position of atom \(atom + 1) is '\(line.excerpt)'") }
        var isFixed = true
        for _ in 0..<3 {
            let flag = fields.next()?.first
            isFixed = isFixed && (flag == UInt8(ascii: "F") || flag == UInt8(ascii: "f"))
        }
        return (vector, isFixed)
    }
}
