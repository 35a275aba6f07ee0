import MomentTensor

extension CfgTextParser {
    /// `AtomData:` with its column names, and one row per atom.
    mutating func readAtoms(into record: inout CfgRecord) throws(VolterraError) {
        guard let size = record.size else { throw lines.error("AtomData: comes before Size") }
        guard !record.hasAtoms else { throw lines.error("the record has a second AtomData:") }
        let columns = try readColumnNames()
        record.hasAtoms = true
        record.isDirect = columns.contains(.directX)
        var rows = CfgAtomRows(columns: columns)
        for atom in 0..<size { try readRow(atom, of: size, columns: columns, into: &rows) }
        rows.move(to: &record)
    }

    private mutating func readColumnNames() throws(VolterraError) -> [CfgAtomColumn] {
        var columns: [CfgAtomColumn] = []
        for name in tokens.restOfLine() {
            guard let column = CfgAtomColumn(rawValue: name.text) else {
                let known = CfgAtomColumn.allCases.map(\.rawValue).joined(separator: " ")
                throw lines.error("AtomData: has an unknown column '\(name.excerpt)'", advice: "the columns are \(known)")
            }
            guard !columns.contains(column) else { throw lines.error("AtomData: has the column '\(column.rawValue)' twice") }
            columns.append(column)
        }
        for triple in CfgAtomColumn.triples where ![0, 3].contains(triple.filter(columns.contains).count) {
            throw lines.error("AtomData: has only some of the columns \(triple.map(\.rawValue).joined(separator: " "))")
        }
        guard columns.contains(.cartesX) != columns.contains(.directX) else {
            throw lines.error("AtomData: must have either cartes_x cartes_y cartes_z or direct_x direct_y direct_z")
        }
        return columns
    }

    private mutating func readRow(_ atom: Int, of size: Int, columns: [CfgAtomColumn], into rows: inout CfgAtomRows) throws(VolterraError) {
        rows.beginRow()
        for column in columns {
            guard let token = try tokens.next() else { throw lines.prematureEnd("atom \(atom + 1) of \(size)") }
            switch column {
            case .id:
                guard try lines.integer(token, "the id of atom \(atom + 1)") == atom + 1 else {
                    throw lines.error(
                        "the id '\(token.excerpt)' stands where \(atom + 1) should", advice: "ids must be 1, 2, 3, … in order")
                }
            case .type:
                let type = try lines.integer(token, "the type of atom \(atom + 1)")
                guard type >= 0 else { throw lines.error("the type of atom \(atom + 1) is \(type), a negative number") }
                rows.types[atom] = type
            case .ghost:
                guard token.equals("true") || token.equals("false") else {
                    throw lines.error("ghost is '\(token.excerpt)' for atom \(atom + 1)", advice: "only true and false are possible")
                }
                if token.equals("true") { rows.ghosts.append(atom + 1) }
            default:
                // A keyword here means that the table is shorter than Size.
                guard let value = parseDouble(token) else { throw notANumber(token, column, atom, size) }
                guard value.isFinite else { throw lines.error("\(column.rawValue) of atom \(atom + 1) is \(value), not a finite number") }
                rows.set(column, of: atom, to: value)
            }
        }
    }

    private func notANumber(_ token: UnsafeBufferPointer<UInt8>, _ column: CfgAtomColumn, _ atom: Int, _ size: Int) -> VolterraError {
        lines.error(
            "\(column.rawValue) of atom \(atom + 1) is '\(token.excerpt)', which is no number",
            advice: "check that AtomData: has \(size) rows, as Size says, and all its columns")
    }
}

/// The columns of `AtomData:` while they are being read. They grow row by row: what `Size` claims is not believed.
struct CfgAtomRows {
    var positions: [SIMD3<Double>] = []
    var types: [Int] = []
    var ghosts: [Int] = []
    private var forces: [SIMD3<Double>]?
    private var siteEnergies: [Double]?
    private var charges: [Double]?
    private var grades: [Double]?

    init(columns: [CfgAtomColumn]) {
        if columns.contains(.fx) { forces = [] }
        if columns.contains(.siteEnergy) { siteEnergies = [] }
        if columns.contains(.charge) { charges = [] }
        if columns.contains(.grade) { grades = [] }
    }

    mutating func beginRow() {
        positions.append(.zero)
        types.append(0)
        forces?.append(.zero)
        siteEnergies?.append(0)
        charges?.append(0)
        grades?.append(0)
    }

    mutating func set(_ column: CfgAtomColumn, of atom: Int, to value: Double) {
        switch column {
        case .cartesX, .directX: positions[atom].x = value
        case .cartesY, .directY: positions[atom].y = value
        case .cartesZ, .directZ: positions[atom].z = value
        case .fx: forces?[atom].x = value
        case .fy: forces?[atom].y = value
        case .fz: forces?[atom].z = value
        case .siteEnergy: siteEnergies?[atom] = value
        case .charge: charges?[atom] = value
        case .grade: grades?[atom] = value
        default: break
        }
    }

    func move(to record: inout CfgRecord) {
        record.configuration.positions = positions
        record.configuration.kinds = types.map { .type($0) }
        record.configuration.forces = forces
        record.configuration.siteEnergies = siteEnergies
        record.configuration.charges = charges
        record.configuration.grades = grades
        if !ghosts.isEmpty { record.appendFeatureLine(name: CfgFeature.ghostsName, value: CfgFeature.ranges(of: ghosts)) }
    }
}
