import MomentTensor

/// The columns of an atom line, as `Properties=species:S:1:pos:R:3:…` describes them.
struct ExtendedXYZLayout {
    /// What to do with one field of the line.
    enum Column: Hashable {
        case species, atomicNumber, type
        case position(Int)
        case force(Int)
        case siteEnergy, charge, grade
        /// T for atoms that keep their places.
        case fixed
        /// ASE's opposite: T for those that may move.
        case movable
        case skipped
    }

    /// One entry of `Properties`.
    private struct Property {
        var name: String
        var type: String
        var width: Int
        var first: Int
    }

    private(set) var columns: [Column]
    /// The property from which the forces come.
    private(set) var forcesName: String?
    /// The column that tells of which atoms the forces are labels, whatever else it says.
    private(set) var maskColumn: Int?

    /// species x y z, as in plain XYZ.
    static let plain = ExtendedXYZLayout(columns: [.species, .position(0), .position(1), .position(2)])

    private init(columns: [Column]) { self.columns = columns }

    init(_ text: String, keys: LabelKeys, mask: ForceMask?, _ lines: LineReader) throws(VolterraError) {
        let properties = try Self.parse(text, lines)
        columns = Array(repeating: .skipped, count: properties.last.map { $0.first + $0.width } ?? 0)
        func find(_ names: [String], type: String, width: Int) throws(VolterraError) -> Int? {
            guard let name = names.first(where: { name in properties.contains { $0.name == name } }),
                let property = properties.first(where: { $0.name == name })
            else { return nil }
            guard property.type == type, property.width == width else {
                throw lines.error("Properties has \(name):\(property.type):\(property.width) where \(name):\(type):\(width) is possible")
            }
            return property.first
        }
        guard let position = try find(["pos", "positions"], type: "R", width: 3) else { throw lines.error("Properties has no pos:R:3") }
        for axis in 0..<3 { columns[position + axis] = .position(axis) }
        let numbers = try find(["Z", "numbers"], type: "I", width: 1)
        if properties.contains(where: { $0.name == "species" && $0.type == "I" }) {
            throw lines.error(
                "species:I:1 may mean atomic numbers or types",
                advice: "call the column Z:I:1 if these are atomic numbers, and write chemical symbols if they are not")
        }
        if let species = try find(["species", "symbols"], type: "S", width: 1) {
            columns[species] = .species
            if let type = try find(["type"], type: "I", width: 1) { columns[type] = .type }
        } else if let numbers {
            columns[numbers] = .atomicNumber
        } else {
            throw lines.error("Properties has neither species:S:1 nor Z:I:1")
        }
        let forcesNames = keys.forces.map { [$0] } ?? ExtendedXYZLabels.forcesNames
        if let forces = try find(forcesNames, type: "R", width: 3) {
            for axis in 0..<3 where columns[forces + axis] == .skipped { columns[forces + axis] = .force(axis) }
            forcesName = forcesNames.first { name in properties.contains { $0.name == name } }
        }
        if let energies = try find(["energies", "local_energy"], type: "R", width: 1) { columns[energies] = .siteEnergy }
        if let charges = try find(["charge", "charges"], type: "R", width: 1) { columns[charges] = .charge }
        if let grades = try find(["nbh_grades"], type: "R", width: 1) { columns[grades] = .grade }
        for (name, column) in [("move_mask", Column.movable), ("fix_mask", .fixed)] {
            // With three columns, ASE fixes coordinates one by one, for which there is no place here.
            guard let mask = properties.first(where: { $0.name == name && $0.type == "L" && $0.width == 1 }) else { continue }
            if let other = columns.firstIndex(of: .movable) { columns[other] = .skipped }
            columns[mask.first] = column
        }
        if let mask, let property = properties.first(where: { $0.name == mask.column }) {
            guard property.width == 1, property.type != "R" else {
                throw lines.error("the column '\(mask.column)' of type \(property.type) and width \(property.width) cannot select atoms")
            }
            maskColumn = property.first
        }
    }

    private static func parse(_ text: String, _ lines: LineReader) throws(VolterraError) -> [Property] {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count.isMultiple(of: 3) else { throw malformed(text, lines) }
        var properties: [Property] = []
        var first = 0
        for index in stride(from: 0, to: parts.count, by: 3) {
            let (name, type) = (parts[index], parts[index + 1])
            guard !name.isEmpty, ["S", "R", "I", "L"].contains(type), let width = Int(parts[index + 2]), (1...10_000).contains(width),
                properties.count < 1000
            else { throw malformed(text, lines) }
            guard !properties.contains(where: { $0.name == name }) else { throw lines.error("Properties has '\(name.prefix(40))' twice") }
            properties.append(Property(name: name, type: type, width: width, first: first))
            first += width
        }
        return properties
    }

    private static func malformed(_ text: String, _ lines: LineReader) -> VolterraError {
        lines.error(
            "Properties is '\(text.prefix(80))'",
            advice: "it must be a list of name:type:columns with the types S, R, I or L, such as species:S:1:pos:R:3")
    }
}
