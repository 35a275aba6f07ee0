import MomentTensor

/// The header of a LAMMPS data file: counts, and the box in restricted or general form.
struct LammpsDataHeader {
    private(set) var atomCount: Int?
    private(set) var typeCount: Int?
    private var bounds: [SIMD2<Double>?] = [nil, nil, nil]
    private var tilt = SIMD3<Double>.zero
    /// `avec`, `bvec`, `cvec`
    private var vectors: [SIMD3<Double>?] = [nil, nil, nil]

    /// Reads one line; `false` if it holds nothing that we need.
    mutating func read(_ line: UnsafeBufferPointer<UInt8>, _ lines: LineReader) throws(VolterraError) -> Bool {
        var keyword = ""
        var numbers: [UnsafeBufferPointer<UInt8>] = []
        for field in Fields(line) {
            if keyword.isEmpty, parseDouble(field) != nil {
                numbers.append(field)
            } else {
                keyword += (keyword.isEmpty ? "" : " ") + field.text
            }
        }
        switch (keyword, numbers.count) {
        case ("atoms", 1): atomCount = try count(numbers[0], "the number of atoms", lines)
        case ("atom types", 1): typeCount = try count(numbers[0], "the number of atom types", lines)
        case ("xlo xhi", 2), ("ylo yhi", 2), ("zlo zhi", 2):
            let axis = ["xlo xhi", "ylo yhi", "zlo zhi"].firstIndex(of: keyword) ?? 0
            let values = try finite(numbers, keyword, lines)
            guard values[0] < values[1] else { throw lines.error("\(keyword) are \(values[0]) and \(values[1])") }
            bounds[axis] = SIMD2(values[0], values[1])
        case ("xy xz yz", 3):
            let values = try finite(numbers, keyword, lines)
            tilt = SIMD3(values[0], values[1], values[2])
        case ("avec", 3), ("bvec", 3), ("cvec", 3):
            let axis = ["avec", "bvec", "cvec"].firstIndex(of: keyword) ?? 0
            let values = try finite(numbers, keyword, lines)
            vectors[axis] = SIMD3(values[0], values[1], values[2])
        case ("abc origin", 3): _ = try finite(numbers, keyword, lines)
        default: return false
        }
        return true
    }

    /// Bonds and the like do not matter; what does matter must not be misspelt.
    static func checkIsOptional(_ line: UnsafeBufferPointer<UInt8>, _ lines: LineReader) throws(VolterraError) {
        let known = ["bond", "angle", "dihedral", "improper", "extra", "ellipsoid", "line", "triangle", "bodies", "crossterm"]
        var fields = Fields(line)
        guard fields.nextInteger() != nil, let word = fields.next()?.text, known.contains(where: { word.hasPrefix($0) }) else {
            throw lines.error("'\(line.excerpt)' is neither a header line nor the title of a section")
        }
    }

    func cell(flags: [Bool], _ lines: LineReader) throws(VolterraError) -> Cell {
        if let a = vectors[0], let b = vectors[1], let c = vectors[2] {
            let cell = Cell(a, b, c, periodic: (flags[0], flags[1], flags[2]))
            guard cell.volume > 0, cell.volume.isFinite else { throw lines.error("avec, bvec and cvec span no volume") }
            return cell
        }
        guard let x = bounds[0], let y = bounds[1], let z = bounds[2] else {
            throw lines.error("the header has no complete box", advice: "give xlo xhi, ylo yhi and zlo zhi, or avec, bvec and cvec")
        }
        let cell = LammpsBox(low: SIMD3(x[0], y[0], z[0]), high: SIMD3(x[1], y[1], z[1]), tilt: tilt, flags: flags).cell
        guard cell.vectors.allSatisfy(\.isFinite) else { throw lines.error("the box is not finite") }
        return cell
    }

    private func count(_ field: UnsafeBufferPointer<UInt8>, _ what: String, _ lines: LineReader) throws(VolterraError) -> Int {
        let value = try lines.integer(field, what)
        guard value >= 0 else { throw lines.error("\(what) is \(value), a negative number") }
        return value
    }

    private func finite(_ fields: [UnsafeBufferPointer<UInt8>], _ what: String, _ lines: LineReader) throws(VolterraError) -> [Double] {
        var values: [Double] = []
        for field in fields { values.append(try lines.finiteDouble(field, what)) }
        return values
    }
}
