import MomentTensor

/// The text form of `.cfg`. Its words are separated by any blanks; only the column names of `AtomData:` and the like, and
/// features, end with their line.
struct CfgTextParser {
    var tokens: TokenReader

    init(_ lines: LineReader) { tokens = TokenReader(lines) }

    var lines: LineReader { tokens.lines }

    /// The next configuration, or `nil` at the end of the file.
    mutating func nextRecord() throws(VolterraError) -> Configuration? {
        guard let token = try tokens.next() else { return nil }
        if token.equals("BEGIN_CFG") {
            var record = CfgRecord()
            while try readField(into: &record) {}
            return try record.finish(lines)
        }
        if token.equals("BEGIN") { return try readOldRecord() }
        throw lines.error(
            "'\(token.excerpt)' stands where BEGIN_CFG should", advice: "this is no .cfg file, or a record has lost its start")
    }

    /// Reads one field; `false` at the end of the record.
    private mutating func readField(into record: inout CfgRecord) throws(VolterraError) -> Bool {
        guard let token = try tokens.next() else { throw lines.prematureEnd("END_CFG") }
        if token.equals("END_CFG") { return false }
        if token.equals("Size") {
            try readSize(into: &record)
        } else if token.equals("Supercell") || token.equals("SuperCell") {
            try readCell(into: &record)
        } else if token.equals("AtomData:") || token.equals("Atomic_data:") {
            try readAtoms(into: &record)
        } else if token.equals("Energy") {
            guard record.configuration.energy == nil else { throw lines.error("the record has a second Energy") }
            record.configuration.energy = try tokens.nextDouble("the energy")
        } else if token.equals("PlusStress:") {
            try readVirial(into: &record)
        } else if token.equals("Virial:") {
            try readVirial(into: &record)
            record.dividesVirialByVolume = true
        } else if token.equals("Feature") {
            try readFeature(into: &record)
        } else if token.equals("Features:") {
            try readFeatureTable(into: &record)
        } else {
            throw unknownField(token)
        }
        return true
    }

    private func unknownField(_ token: UnsafeBufferPointer<UInt8>) -> VolterraError {
        if token.equals("Stress:") {
            return lines.error(
                "'Stress:' has no certain sign",
                advice: "write 'PlusStress:' if the numbers are the virial in eV, positive when compressed; "
                    + "if they are negative when compressed, change their signs as well")
        }
        if token.equals("BEGIN_CFG") || token.equals("BEGIN") { return lines.error("a new record begins before END_CFG of the last") }
        return lines.error(
            "'\(token.excerpt)' is no field of a .cfg record",
            advice: "the fields are Size, Supercell, AtomData:, Energy, PlusStress: and Feature")
    }

    private mutating func readSize(into record: inout CfgRecord) throws(VolterraError) {
        let size = try tokens.nextInteger("Size")
        guard size >= 0 else { throw lines.error("Size is \(size), a negative number") }
        guard record.size == nil || record.size == size else {
            throw lines.error("Size is \(size) here and \(record.size ?? 0) before")
        }
        record.size = size
    }

    private mutating func readCell(into record: inout CfgRecord) throws(VolterraError) {
        let numbers = try tokens.numbers(upTo: 9, "a component of Supercell")
        guard [3, 6, 9].contains(numbers.count) else {
            throw lines.error(
                "Supercell has \(numbers.count) numbers", advice: "one to three lattice vectors of three numbers each are possible")
        }
        record.configuration.cell = Cell(rows: numbers)
    }

    private mutating func readVirial(into record: inout CfgRecord) throws(VolterraError) {
        guard record.configuration.virial == nil else { throw lines.error("the record has a second virial") }
        let names = tokens.restOfLine().map(\.text)
        let order = names.compactMap { SymmetricTensor.voigtNames.firstIndex(of: $0) }
        guard names.count == 6, Set(order).count == 6 else {
            throw lines.error(
                "the components are named '\(names.joined(separator: " "))'", advice: "each of xx yy zz yz xz xy must occur once")
        }
        var virial = SymmetricTensor.zero.voigt
        for component in order {
            virial[component] = try tokens.nextDouble("component \(SymmetricTensor.voigtNames[component]) of the virial")
        }
        record.configuration.virial = SymmetricTensor(voigt: virial)
    }

    /// The value is what follows the one character after the name. Where that is not MLIP's tab, somebody typed the line, and
    /// blanks around the value are not part of it.
    private mutating func readFeature(into record: inout CfgRecord) throws(VolterraError) {
        var line = tokens.restOfLine()
        guard let name = line.next() else { throw lines.error("a feature has no name") }
        let remainder = line.remainder
        let value =
            remainder.first == UInt8(ascii: "\t") ? UnsafeBufferPointer(rebasing: remainder.dropFirst()) : remainder.trimmed
        record.appendFeatureLine(name: CfgFeature.unescaped(name.text), value: value.text)
    }

    /// `Features: name name …` and the values in the lines after it.
    private mutating func readFeatureTable(into record: inout CfgRecord) throws(VolterraError) {
        for name in tokens.restOfLine().map(\.text) {
            guard let value = try tokens.next() else { throw lines.prematureEnd("the value of feature '\(name)'") }
            record.appendFeatureLine(name: name, value: value.text)
        }
    }
}

extension SymmetricTensor {
    static let voigtNames = ["xx", "yy", "zz", "yz", "xz", "xy"]
}

extension Cell {
    /// From 3, 6 or 9 numbers: the first lattice vectors, row by row. The cell is periodic along those that are not zero.
    init(rows: [Double]) {
        let numbers = rows + repeatElement(0, count: max(0, 9 - rows.count))
        let vectors = [0, 3, 6].map { SIMD3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2]) }
        self.init(vectors[0], vectors[1], vectors[2], periodic: (vectors[0] != .zero, vectors[1] != .zero, vectors[2] != .zero))
    }
}
