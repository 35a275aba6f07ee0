import MomentTensor

/// Reads extended XYZ with ASE's conventions, and plain XYZ: any number of frames.
public final class ExtendedXYZReader: ConfigurationReader {
    private let lines: LineReader
    private let keys: LabelKeys
    private let mask: ForceMask?
    private var layoutText: String?
    private var layout = ExtendedXYZLayout.plain
    /// The user's keys that no frame has had so far.
    private var missingKeys: [String]
    private var hasFrames = false

    public convenience init(path: String, options: ConfigurationReadOptions = ConfigurationReadOptions()) throws(VolterraError) {
        self.init(try ByteSource(path: path), options: options)
    }

    public init(_ source: ByteSource, options: ConfigurationReadOptions = ConfigurationReadOptions()) {
        lines = LineReader(source)
        keys = options.labelKeys
        mask = options.forceMask
        missingKeys = [keys.energy, keys.forces, keys.stress, keys.virial].compactMap { $0 }
    }

    public func next() throws(VolterraError) -> Configuration? {
        guard let line = try lines.nextNonBlank() else {
            try checkMissingKeys()
            return nil
        }
        guard let count = parseInteger(line.trimmed), count >= 0 else {
            throw lines.error("'\(line.trimmed.excerpt)' stands where a frame should begin with its number of atoms")
        }
        hasFrames = true
        guard let commentLine = try lines.next() else { throw lines.prematureEnd("the comment line of a frame") }
        let comment = try ExtendedXYZComment(commentLine, lines)
        var configuration = Configuration()
        try readComment(comment, into: &configuration)
        try readAtoms(count, into: &configuration)
        return configuration
    }

    private func checkMissingKeys() throws(VolterraError) {
        guard hasFrames, let key = missingKeys.first else { return }
        throw VolterraError(
            .badData, "no frame has '\(key)'", file: lines.path, advice: "look at the second line of the file for the names of its labels")
    }

    private func readComment(_ comment: ExtendedXYZComment, into configuration: inout Configuration) throws(VolterraError) {
        try selectLayout(comment.value("Properties"))
        configuration.cell = try ExtendedXYZCell.parse(lattice: comment.value("Lattice"), periodicity: comment.value("pbc"), lines)
        let selection = ExtendedXYZLabels.Selection(comment, keys)
        configuration.energy = try ExtendedXYZLabels.energy(comment, selection.energy, lines)
        configuration.virial = try ExtendedXYZLabels.virial(comment, selection, cell: configuration.cell, lines)
        for pair in comment.pairs where !["Lattice", "pbc", "Properties"].contains(pair.key) && !selection.contains(pair.key) {
            configuration.features.append(Configuration.Feature(name: pair.key, value: pair.value))
        }
        if !missingKeys.isEmpty {
            missingKeys.removeAll { $0 == layout.forcesName || selection.contains($0) }
        }
    }

    /// Most files have the same `Properties` in every frame.
    private func selectLayout(_ text: String?) throws(VolterraError) {
        guard text != layoutText else { return }
        layout = try text.map { text throws(VolterraError) in try ExtendedXYZLayout(text, keys: keys, mask: mask, lines) } ?? .plain
        layoutText = text
    }
}

extension ExtendedXYZReader {
    private func readAtoms(_ count: Int, into configuration: inout Configuration) throws(VolterraError) {
        var atoms = ExtendedXYZAtoms(layout, expecting: count)
        for atom in 0..<count {
            guard let line = try lines.next() else { throw lines.prematureEnd("atom \(atom + 1) of \(count)") }
            try readAtom(atom, of: count, Fields(line), into: &atoms)
        }
        atoms.move(to: &configuration)
    }

    private func readAtom(_ atom: Int, of count: Int, _ line: Fields, into atoms: inout ExtendedXYZAtoms) throws(VolterraError) {
        var fields = line
        atoms.beginAtom()
        for (index, column) in layout.columns.enumerated() {
            guard let field = fields.next() else { throw shortLine(atom, of: count, fields: index) }
            if index == layout.maskColumn { atoms.setMask(mask?.selects(field) ?? true, atom: atom) }
            switch column {
            case .skipped: continue
            case .species:
                // Types have the dummy element X in front; see ExtendedXYZWriter.
                if field.equals("X") { continue }
                guard let element = Element(caseInsensitive: field) else { throw unknownSpecies(field, atom, of: count, line) }
                atoms.kinds[atom] = .element(element)
            case .atomicNumber:
                let number = try lines.integer(field, "the atomic number of atom \(atom + 1)")
                guard let element = Element(atomicNumber: number) else {
                    throw lines.error("atom \(atom + 1) has the atomic number \(number)")
                }
                atoms.kinds[atom] = .element(element)
            case .type:
                let type = try lines.integer(field, "the type of atom \(atom + 1)")
                guard type >= 0 else { throw lines.error("the type of atom \(atom + 1) is \(type), a negative number") }
                if atoms.kinds[atom] == nil { atoms.kinds[atom] = .type(type) }
            case .fixed, .movable:
                guard let flag = Self.flags[field.text] else { throw notAFlag(field, atom, index) }
                atoms.setFixed(flag == (column == .fixed), atom: atom)
            default:
                guard let value = parseDouble(field), value.isFinite else { throw notANumber(field, atom, index) }
                atoms.set(column, of: atom, to: value)
            }
        }
        if let extra = fields.next() { throw longLine(atom, extra) }
        guard atoms.kinds[atom] != nil else {
            throw lines.error(
                "atom \(atom + 1) is the dummy element X",
                advice: "give it a chemical symbol, or add a column type:I:1 with its type from 0")
        }
    }

    private func shortLine(_ atom: Int, of count: Int, fields: Int) -> VolterraError {
        if fields == 0 { return lines.error("the line of atom \(atom + 1) of \(count) is empty") }
        return lines.error("atom \(atom + 1) of \(count) has \(fields) columns, but \(layout.columns.count) are expected")
    }

    private func longLine(_ atom: Int, _ extra: UnsafeBufferPointer<UInt8>) -> VolterraError {
        if layoutText == nil {
            return lines.error(
                "atom \(atom + 1) has more than four columns, but the comment line has no Properties",
                advice: "say what the columns are, for example Properties=species:S:1:pos:R:3:forces:R:3")
        }
        return lines.error(
            "atom \(atom + 1) has more columns than the \(layout.columns.count) of Properties; the first one too many is '\(extra.excerpt)'"
        )
    }

    private func unknownSpecies(_ field: UnsafeBufferPointer<UInt8>, _ atom: Int, of count: Int, _ line: Fields) -> VolterraError {
        let fields = line.reduce(0) { sum, _ in sum + 1 }
        guard fields >= layout.columns.count else { return shortLine(atom, of: count, fields: fields) }
        return lines.error(
            "the species of atom \(atom + 1) is '\(field.excerpt)', which is no chemical symbol",
            advice: parseInteger(field) == nil
                ? nil : "if it is an atomic number, call the column Z:I:1; types have to be replaced by chemical symbols")
    }

    private static let flags = [
        "T": true, "F": false, "True": true, "False": false, "true": true, "false": false, "TRUE": true, "FALSE": false, "1": true,
        "0": false,
    ]

    private func notAFlag(_ field: UnsafeBufferPointer<UInt8>, _ atom: Int, _ column: Int) -> VolterraError {
        lines.error("column \(column + 1) of atom \(atom + 1) is '\(field.excerpt)', neither T nor F")
    }

    private func notANumber(_ field: UnsafeBufferPointer<UInt8>, _ atom: Int, _ column: Int) -> VolterraError {
        lines.error("column \(column + 1) of atom \(atom + 1) is '\(field.excerpt)', not a finite number")
    }
}

extension Element {
    /// ASE does not mind the case of symbols, so neither do we.
    fileprivate init?(caseInsensitive symbol: UnsafeBufferPointer<UInt8>) {
        if let element = Element(symbol: symbol) {
            self = element
        } else {
            guard symbol.count <= 2 else { return nil }
            let text = symbol.text
            self.init(symbol: text.prefix(1).uppercased() + text.dropFirst().lowercased())
        }
    }
}
