import MomentTensor

/// The columns of `ITEM: ATOMS`.
struct LammpsDumpColumns {
    enum Column: Hashable {
        case id, type, element, charge
        case position(Int)
        case force(Int)
        case skipped
    }

    private var columns: [Column]
    /// Whether the positions are multiples of the edges of the box.
    private(set) var areScaled = false

    /// Coordinates in the order of preference: as they are, unwrapped, and both of these as fractions.
    private static let coordinates = [["x", "y", "z"], ["xu", "yu", "zu"], ["xs", "ys", "zs"], ["xsu", "ysu", "zsu"]]

    init(_ title: UnsafeBufferPointer<UInt8>, prefersTypes: Bool, _ lines: LineReader) throws(VolterraError) {
        let names = Fields(title).dropFirst(2).map(\.text)
        guard Set(names).count == names.count else { throw lines.error("ITEM: ATOMS has a column twice") }
        guard let choice = Self.coordinates.firstIndex(where: { $0.allSatisfy(names.contains) }) else {
            throw lines.error("ITEM: ATOMS has no coordinates", advice: "dump the columns x y z, xu yu zu, xs ys zs or xsu ysu zsu")
        }
        let forces = ["fx", "fy", "fz"]
        guard [0, 3].contains(forces.filter(names.contains).count) else { throw lines.error("ITEM: ATOMS has only some of fx fy fz") }
        areScaled = choice >= 2
        let takesElements = names.contains("element") && !(prefersTypes && names.contains("type"))
        guard takesElements || names.contains("type") else { throw lines.error("ITEM: ATOMS has neither type nor element") }
        columns = names.map { name in
            if let axis = Self.coordinates[choice].firstIndex(of: name) { return .position(axis) }
            if let axis = forces.firstIndex(of: name) { return .force(axis) }
            switch name {
            case "id": return .id
            case "type": return .type
            case "element": return takesElements ? .element : .skipped
            case "q": return .charge
            default: return .skipped
            }
        }
    }

    func contains(_ column: Column) -> Bool { columns.contains(column) }

    func read(_ line: Fields, into atom: inout LammpsAtom, _ lines: LineReader) throws(VolterraError) {
        var fields = line
        for (index, column) in columns.enumerated() {
            guard let field = fields.next() else {
                throw lines.error("an atom has \(index) columns, but ITEM: ATOMS names \(columns.count)")
            }
            switch column {
            case .id: atom.id = try lines.integer(field, "the id of an atom")
            case .type:
                let type = try lines.integer(field, "the type of atom \(atom.id)")
                guard type >= 1 else { throw lines.error("the type of atom \(atom.id) is \(type)", advice: "types begin with 1") }
                atom.type = type - 1
            case .element:
                guard let element = Element(symbol: field) else {
                    throw lines.error("the element of atom \(atom.id) is '\(field.excerpt)', which is no chemical symbol")
                }
                atom.element = element
            case .charge: atom.charge = try lines.finiteDouble(field, "the charge of atom \(atom.id)")
            case .position(let axis): atom.position[axis] = try lines.finiteDouble(field, "a coordinate of atom \(atom.id)")
            case .force(let axis): atom.force[axis] = try lines.finiteDouble(field, "a force on atom \(atom.id)")
            case .skipped: continue
            }
        }
        guard fields.next() == nil else { throw lines.error("an atom has more than the \(columns.count) columns that ITEM: ATOMS names") }
    }
}
