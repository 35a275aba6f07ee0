import MomentTensor

/// Reads LAMMPS dumps of style custom (and atom): every frame, its atoms in the order of their ids.
public final class LammpsDumpReader: ConfigurationReader {
    private let lines: LineReader
    private let elements: [Element]?

    public convenience init(path: String, options: ConfigurationReadOptions = ConfigurationReadOptions()) throws(VolterraError) {
        self.init(try ByteSource(path: path), options: options)
    }

    public init(_ source: ByteSource, options: ConfigurationReadOptions = ConfigurationReadOptions()) {
        lines = LineReader(source)
        elements = options.elements
    }

    public func next() throws(VolterraError) -> Configuration? {
        guard let first = try lines.nextNonBlank() else { return nil }
        guard first.starts(with: "ITEM:") else { throw lines.error("'\(first.excerpt)' stands where an ITEM: should begin") }
        lines.pushBack()
        var features: [Configuration.Feature] = []
        var count: Int?
        var frame: LammpsDumpFrame?
        while let line = try lines.next() {
            if line.starts(with: "ITEM: ATOMS") {
                guard let count else { throw lines.error("ITEM: ATOMS comes before ITEM: NUMBER OF ATOMS") }
                guard let frame else { throw lines.error("ITEM: ATOMS comes before ITEM: BOX BOUNDS") }
                var configuration = try readAtoms(count, frame, try LammpsDumpColumns(line, prefersTypes: elements != nil, lines))
                configuration.features = features
                try configuration.nameTypes(by: elements, lines)
                return configuration
            } else if line.starts(with: "ITEM: BOX BOUNDS") {
                frame = try LammpsDumpFrame(line.text, lines)
            } else if line.equals("ITEM: NUMBER OF ATOMS") {
                let value = try lines.integer(try valueLine("the number of atoms"), "the number of atoms")
                guard value >= 0 else { throw lines.error("the number of atoms is \(value)") }
                count = value
            } else if line.equals("ITEM: TIMESTEP") {
                features.append(.init(name: LammpsDumpWriter.timestepName, value: try valueLine("the timestep").text))
            } else if line.equals("ITEM: TIME") {
                features.append(.init(name: "time", value: try valueLine("the time").text))
            } else if line.equals("ITEM: UNITS") {
                try checkUnits(try valueLine("the units").text)
            } else {
                throw lines.error("'\(line.excerpt)' stands where an ITEM: of a dump should begin")
            }
        }
        throw lines.prematureEnd("ITEM: ATOMS")
    }

    private func valueLine(_ what: String) throws(VolterraError) -> UnsafeBufferPointer<UInt8> {
        guard let line = try lines.next() else { throw lines.prematureEnd(what) }
        return line.trimmed
    }

    private func checkUnits(_ units: String) throws(VolterraError) {
        guard units == "metal" else {
            throw VolterraError(
                .unsupported, "the dump is in LAMMPS units '\(units.prefix(40))'", file: lines.path, line: lines.lineNumber,
                advice: "convert it to units metal (eV, Å)")
        }
    }

    private func readAtoms(_ count: Int, _ frame: LammpsDumpFrame, _ columns: LammpsDumpColumns) throws(VolterraError) -> Configuration {
        var atoms = LammpsAtoms(hasCharges: columns.contains(.charge), hasForces: columns.contains(.force(0)))
        for index in 0..<count {
            guard let line = try lines.next() else { throw lines.prematureEnd("atom \(index + 1) of \(count)") }
            var atom = LammpsAtom(id: index + 1)
            try columns.read(Fields(line), into: &atom, lines)
            if columns.areScaled { atom.position = frame.position(scaled: atom.position) }
            guard atom.position.isFinite else { throw lines.error("the position of an atom is not finite") }
            atoms.append(atom)
        }
        return try atoms.configuration(cell: frame.cell, lines)
    }
}

/// `ITEM: BOX BOUNDS` and its three lines.
struct LammpsDumpFrame {
    let cell: Cell
    private let origin: SIMD3<Double>

    init(_ title: String, _ lines: LineReader) throws(VolterraError) {
        let words = title.split(separator: " ").dropFirst(3).map(String.init)
        let flags = words.filter { $0.count == 2 && $0.allSatisfy { "pfsm".contains($0) } }
        let isGeneral = words.starts(with: ["abc", "origin"])
        let isTilted = words.starts(with: ["xy", "xz", "yz"])
        guard flags.isEmpty || flags.count == 3, words.count == flags.count + (isGeneral ? 2 : isTilted ? 3 : 0) else {
            throw lines.error("'\(title.prefix(60))' describes no box", advice: "it should be like 'ITEM: BOX BOUNDS pp pp pp'")
        }
        let periodic = flags.isEmpty ? [true, true, true] : flags.map { $0 == "pp" }
        let width = isGeneral ? 4 : isTilted ? 3 : 2
        var rows: [[Double]] = []
        for axis in ["x", "y", "z"] {
            guard let line = try lines.next() else { throw lines.prematureEnd("the \(axis) bounds of the box") }
            var row: [Double] = []
            for field in Fields(line) { row.append(try lines.finiteDouble(field, "a bound of the box")) }
            guard row.count == width else { throw lines.error("the \(axis) bounds of the box have \(row.count) numbers, not \(width)") }
            rows.append(row)
        }
        if isGeneral {
            let vectors = rows.map { SIMD3($0[0], $0[1], $0[2]) }
            cell = Cell(vectors[0], vectors[1], vectors[2], periodic: (periodic[0], periodic[1], periodic[2]))
            origin = SIMD3(rows[0][3], rows[1][3], rows[2][3])
        } else {
            let tilt = isTilted ? SIMD3(rows[0][2], rows[1][2], rows[2][2]) : .zero
            let bounds = (low: SIMD3(rows[0][0], rows[1][0], rows[2][0]), high: SIMD3(rows[0][1], rows[1][1], rows[2][1]))
            let box = LammpsBox(bounds: bounds, tilt: tilt, flags: periodic)
            cell = box.cell
            origin = box.low
        }
        for (vector, isPeriodic) in zip(cell.vectors, periodic) where isPeriodic && vector == .zero {
            throw lines.error("the box has no volume")
        }
        guard cell.vectors.allSatisfy(\.isFinite), isGeneral || cell.a.x >= 0 && cell.b.y >= 0 && cell.c.z >= 0 else {
            throw lines.error("the box has no volume")
        }
    }

    func position(scaled: SIMD3<Double>) -> SIMD3<Double> {
        origin + scaled.x * cell.a + scaled.y * cell.b + scaled.z * cell.c
    }
}
