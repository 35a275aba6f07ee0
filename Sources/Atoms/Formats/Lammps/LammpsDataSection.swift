import MomentTensor

/// The titles of the sections of a LAMMPS data file, as far as they matter here.
enum LammpsDataSection {
    case atoms, masses, typeLabels, other

    /// `nil` if the line is no title of a section.
    init?(_ line: UnsafeBufferPointer<UInt8>) {
        // Titles begin with a capital; nearly all other lines do not.
        guard let first = line.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first), line.count < 40 else { return nil }
        switch line.text {
        case "Atoms": self = .atoms
        case "Masses": self = .masses
        case "Atom Type Labels": self = .typeLabels
        case let title where Self.others.contains(title) || title.hasSuffix(" Coeffs") || title.hasSuffix(" Type Labels"): self = .other
        default: return nil
        }
    }

    private static let others: Set<String> = [
        "Velocities", "Ellipsoids", "Lines", "Triangles", "Bodies", "Bonds", "Angles", "Dihedrals", "Impropers",
    ]

    /// The word after the `#` of a line.
    static func comment(in line: UnsafeBufferPointer<UInt8>) -> String? {
        guard let mark = line.firstIndex(of: UInt8(ascii: "#")) else { return nil }
        var fields = Fields(UnsafeBufferPointer(rebasing: line[(mark + 1)...]))
        return fields.next()?.text
    }
}

/// What a LAMMPS data file says about its atom types.
struct LammpsDataTypes {
    /// The comments in the section Masses, where they are chemical symbols: `1 183.84 # W`.
    private var massComments: [Int: Element] = [:]
    private var labels: [String: Int] = [:]
    private var labelElements: [Int: Element] = [:]
    private var typeCount = 0

    /// The elements of all types, if the file names them.
    var elements: [Element]? {
        for source in [labelElements, massComments] where !source.isEmpty && source.count == typeCount {
            return source.sorted { $0.key < $1.key }.map(\.value)
        }
        return nil
    }

    mutating func readMasses(_ count: Int?, _ lines: LineReader) throws(VolterraError) {
        try forEachType(count, lines, "Masses") { (types, line) throws(VolterraError) in
            var fields = Fields(line.uncommented)
            guard let type = fields.next(), let mass = fields.nextDouble(), mass > 0, mass.isFinite else {
                throw lines.error("'\(line.excerpt)' is no type and mass")
            }
            let number = try types.type(type, count, lines)
            if let element = LammpsDataSection.comment(in: line).flatMap({ Element(label: $0) }) { types.massComments[number] = element }
        }
    }

    mutating func readLabels(_ count: Int?, _ lines: LineReader) throws(VolterraError) {
        try forEachType(count, lines, "Atom Type Labels") { (types, line) throws(VolterraError) in
            var fields = Fields(line.uncommented)
            guard let number = fields.nextInteger(), let label = fields.next()?.text, (1...(count ?? 0)).contains(number) else {
                throw lines.error("'\(line.excerpt)' is no type and label")
            }
            types.labels[label] = number - 1
            if let element = Element(label: label) { types.labelElements[number - 1] = element }
        }
    }

    private mutating func forEachType(
        _ count: Int?, _ lines: LineReader, _ section: String,
        _ body: (inout LammpsDataTypes, UnsafeBufferPointer<UInt8>) throws(VolterraError) -> Void
    ) throws(VolterraError) {
        guard let count, count > 0 else { throw lines.error("the section \(section) comes before the number of atom types") }
        typeCount = count
        for type in 1...count {
            guard let line = try lines.nextNonBlank() else { throw lines.prematureEnd("type \(type) of \(count) in \(section)") }
            try body(&self, line)
        }
    }

    /// The type, from 0, of a number from 1 or a label.
    func type(_ field: UnsafeBufferPointer<UInt8>, _ count: Int?, _ lines: LineReader) throws(VolterraError) -> Int {
        if let number = parseInteger(field) {
            guard number >= 1, number <= count ?? .max else {
                throw lines.error("atom type \(number) is not among the \(count ?? 0) types of the file")
            }
            return number - 1
        }
        guard let type = labels[field.text] else { throw lines.error("'\(field.excerpt)' is neither an atom type nor a label of one") }
        return type
    }
}
