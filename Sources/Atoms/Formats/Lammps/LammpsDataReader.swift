import MomentTensor

/// Reads a LAMMPS data file: one configuration, periodic in all directions unless its title says otherwise (see
/// `LammpsDataWriter`). Coordinates stay where they are; image flags, velocities and bonds are passed over.
public final class LammpsDataReader: ConfigurationReader {
    let lines: LineReader
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
        guard let title = try lines.next()?.text else { throw lines.prematureEnd("the title of a LAMMPS data file") }
        try checkUnits(title)
        var header = LammpsDataHeader()
        var types = LammpsDataTypes()
        var atoms: LammpsAtoms?
        while let line = try lines.nextNonBlank() {
            let content = line.uncommented.trimmed
            guard let section = LammpsDataSection(content) else {
                if !content.isEmpty, atoms == nil, try !header.read(content, lines) { try LammpsDataHeader.checkIsOptional(content, lines) }
                continue
            }
            switch section {
            case .atoms:
                guard atoms == nil else { throw lines.error("the file has a second section Atoms") }
                atoms = try readAtoms(style: LammpsDataSection.comment(in: line), header, types)
            case .masses: try types.readMasses(header.typeCount, lines)
            case .typeLabels: try types.readLabels(header.typeCount, lines)
            case .other: try skipSection()
            }
        }
        guard let atoms else { throw lines.error("the file has no section Atoms") }
        var configuration = try atoms.configuration(cell: try header.cell(flags: Self.periodicity(in: title), lines), lines)
        try configuration.nameTypes(by: options.elements ?? types.elements, lines)
        return configuration
    }

    /// Only metal units, and real units where nothing but lengths matters, are ours.
    private func checkUnits(_ title: String) throws(VolterraError) {
        guard let units = title.components(after: "units = ").first, !["metal", "real"].contains(units) else { return }
        throw VolterraError(
            .unsupported, "the file is in LAMMPS units '\(units)'", file: lines.path, line: 1, advice: "convert it to units metal (eV, Å)")
    }

    /// `boundary p p f` in the title, which LAMMPS ignores.
    private static func periodicity(in title: String) -> [Bool] {
        let flags = title.components(after: "boundary ").prefix(3)
        guard flags.count == 3, flags.allSatisfy({ ["p", "f", "s", "m"].contains($0) }) else { return [true, true, true] }
        return flags.map { $0 == "p" }
    }

    private func skipSection() throws(VolterraError) {
        while let line = try lines.nextNonBlank() {
            if LammpsDataSection(line.uncommented.trimmed) != nil {
                lines.pushBack()
                return
            }
        }
    }

    private func readAtoms(
        style word: String?, _ header: LammpsDataHeader, _ types: LammpsDataTypes
    ) throws(VolterraError) -> LammpsAtoms {
        guard let count = header.atomCount else { throw lines.error("the section Atoms comes before the number of atoms") }
        var style = options.atomStyle
        if style == nil { style = try namedStyle(word) }
        var atoms = LammpsAtoms(hasCharges: false)
        for index in 0..<count {
            guard let line = try lines.nextNonBlank() else { throw lines.prematureEnd("atom \(index + 1) of \(count)") }
            let content = line.uncommented
            if style == nil { style = try guessedStyle(columns: content.fieldCount) }
            guard let style else { continue }
            if index == 0 { atoms = LammpsAtoms(hasCharges: style.chargeColumn != nil) }
            try readAtom(content, style, header, types, into: &atoms)
        }
        return atoms
    }

    private func namedStyle(_ word: String?) throws(VolterraError) -> LammpsAtomStyle? {
        guard let word else { return nil }
        guard let style = LammpsAtomStyle(rawValue: word) else {
            throw VolterraError(
                .unsupported, "the atom style is '\(word.prefix(40))'", file: lines.path, line: lines.lineNumber,
                advice: "atom styles \(LammpsAtomStyle.names) are possible")
        }
        return style
    }

    private func guessedStyle(columns: Int) throws(VolterraError) -> LammpsAtomStyle {
        switch columns {
        case 5, 8: return .atomic
        case 7, 10: return .full
        case 6, 9:
            throw lines.error(
                "atoms with \(columns) columns may be of style charge or molecular", advice: "write 'Atoms # charge' or 'Atoms # molecular'"
            )
        default:
            throw lines.error(
                "atoms with \(columns) columns are of no known style", advice: "atom styles \(LammpsAtomStyle.names) are possible")
        }
    }

    private func readAtom(
        _ line: UnsafeBufferPointer<UInt8>, _ style: LammpsAtomStyle, _ header: LammpsDataHeader, _ types: LammpsDataTypes,
        into atoms: inout LammpsAtoms
    ) throws(VolterraError) {
        let columns = line.fieldCount
        let expected = style.positionColumn + 3
        guard columns == expected || columns == expected + 3 else {
            throw lines.error(
                "an atom has \(columns) columns", advice: "style \(style.rawValue) has \(expected), or \(expected + 3) with image flags")
        }
        var atom = LammpsAtom()
        for (column, field) in Fields(line).enumerated() {
            switch column {
            case 0: atom.id = try lines.integer(field, "the id of an atom")
            case style.typeColumn: atom.type = try types.type(field, header.typeCount, lines)
            case style.chargeColumn: atom.charge = try lines.finiteDouble(field, "the charge of atom \(atom.id)")
            case style.positionColumn..<style.positionColumn + 3:
                atom.position[column - style.positionColumn] = try lines.finiteDouble(field, "a coordinate of atom \(atom.id)")
            default: _ = try lines.integer(field, "an image flag or molecule of atom \(atom.id)")
            }
        }
        atoms.append(atom)
    }
}

extension LammpsAtomStyle {
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension String {
    /// The words after the first occurrence of `marker`.
    func components(after marker: String) -> [String] {
        guard let range = firstRange(of: marker) else { return [] }
        return self[range.upperBound...].prefix(200).split(whereSeparator: { " ,;\t".contains($0) }).map(String.init)
    }
}

extension UnsafeBufferPointer where Element == UInt8 {
    /// What stands before a `#`.
    var uncommented: UnsafeBufferPointer<UInt8> {
        guard let mark = firstIndex(of: UInt8(ascii: "#")) else { return self }
        return UnsafeBufferPointer(rebasing: self[..<mark])
    }

    var fieldCount: Int { Fields(self).reduce(0) { sum, _ in sum + 1 } }
}
