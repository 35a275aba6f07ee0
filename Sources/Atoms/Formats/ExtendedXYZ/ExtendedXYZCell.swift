import MomentTensor

/// `Lattice` and `pbc` of extended XYZ.
enum ExtendedXYZCell {
    /// Without `pbc`, a frame is periodic in all directions if it has a `Lattice`, and in none if it has not.
    static func parse(lattice: String?, periodicity: String?, _ lines: LineReader) throws(VolterraError) -> Cell {
        let vectors = try lattice.map { text throws(VolterraError) in try parseLattice(text, lines) }
        let periodic = try periodicity.map { text throws(VolterraError) in try parsePeriodicity(text, lines) }
        guard let vectors else {
            guard periodic?.contains(true) ?? false else { return .none }
            throw lines.error("pbc is '\(periodicity ?? "")', but the frame has no Lattice")
        }
        let flags = periodic ?? [true, true, true]
        for (vector, isPeriodic) in zip(vectors, flags) where isPeriodic && vector == .zero {
            throw lines.error(
                "the frame is periodic along a lattice vector of length zero", advice: "say with pbc along which vectors it is periodic")
        }
        return Cell(vectors[0], vectors[1], vectors[2], periodic: (flags[0], flags[1], flags[2]))
    }

    /// The three vectors one after the other.
    private static func parseLattice(_ text: String, _ lines: LineReader) throws(VolterraError) -> [SIMD3<Double>] {
        guard let numbers = ExtendedXYZComment.numbers(in: text), numbers.count == 9 else {
            throw lines.error("Lattice is '\(text.prefix(80))'", advice: "it must be 9 numbers: the components of a, then of b, then of c")
        }
        guard numbers.allSatisfy(\.isFinite) else { throw lines.error("Lattice has a component that is not a finite number") }
        return [0, 3, 6].map { SIMD3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2]) }
    }

    private static func parsePeriodicity(_ text: String, _ lines: LineReader) throws(VolterraError) -> [Bool] {
        let content = text.hasPrefix("_JSON") ? text.dropFirst(5) : text[...]
        let flags = content.split(whereSeparator: { " ,[]\t".contains($0) }).map { word -> Bool? in
            switch word {
            case "T", "true", "True", "TRUE", "1": return true
            case "F", "false", "False", "FALSE", "0": return false
            default: return nil
            }
        }
        let known = flags.compactMap { $0 }
        guard known.count == flags.count, [1, 3].contains(known.count) else {
            throw lines.error("pbc is '\(text.prefix(40))'", advice: "it must be three of T and F, such as \"T T F\"")
        }
        return known.count == 3 ? known : [known[0], known[0], known[0]]
    }
}
