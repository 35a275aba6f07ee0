import MomentTensor

extension ConfigurationFormat {
    /// By the name of a file, without looking into it; `nil` if the name says nothing. An ending `.gz` does not count.
    public init?(fileName path: String) {
        let name = Self.baseName(path)
        if let format = Self.extensions.first(where: { name.hasSuffix("." + $0.ending) })?.format {
            self = format
        } else if let format = Self.prefixes.first(where: { name.hasPrefix($0.start) })?.format {
            self = format
        } else {
            return nil
        }
    }

    /// The last component of `path` in lower case, without `.gz`.
    private static func baseName(_ path: String) -> String {
        let name = (path.split(separator: "/").last.map(String.init) ?? path).lowercased()
        return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    }

    private static let extensions: [(ending: String, format: ConfigurationFormat)] = [
        ("cfg", .cfg), ("bcfg", .cfgBinary), ("xyz", .extendedXYZ), ("extxyz", .extendedXYZ), ("data", .lammpsData),
        ("lmp", .lammpsData), ("lammps", .lammpsData), ("dump", .lammpsDump), ("lammpstrj", .lammpsDump), ("vasp", .poscar),
        ("poscar", .poscar), ("contcar", .poscar), ("outcar", .outcar), ("pwo", .quantumEspresso),
    ]

    private static let prefixes: [(start: String, format: ConfigurationFormat)] = [
        ("poscar", .poscar), ("contcar", .poscar), ("outcar", .outcar), ("vasprun", .vasprun), ("data.", .lammpsData),
        ("dump.", .lammpsDump),
    ]
}

extension ConfigurationFormat {
    /// By the first bytes of a file, which are not consumed.
    static func detect(_ source: ByteSource) throws(VolterraError) -> ConfigurationFormat {
        let start = try source.prefix(1 << 16)
        if CfgBinaryParser.recognises(start) { return .cfgBinary }
        let lines = UnsafeBufferPointer(rebasing: start.prefix(1 << 16)).lines(upTo: 200)
        guard let format = detect(lines) else {
            throw VolterraError(
                .badData, "neither name nor content tell which format it has", file: source.path,
                advice: "name it with --format: \(list(allCases))")
        }
        return format
    }

    private static func detect(_ lines: [UnsafeBufferPointer<UInt8>]) -> ConfigurationFormat? {
        guard let first = lines.first(where: { !$0.isBlank })?.trimmed else { return nil }
        if first.starts(with: "BEGIN") { return .cfg }
        if first.starts(with: "ITEM:") { return .lammpsDump }
        if first.starts(with: "<?xml"), lines.contains(where: { $0.contains("<modeling") }) { return .vasprun }
        if first.starts(with: "vasp.") || lines.contains(where: { $0.contains(" POTCAR:") }) { return .outcar }
        if lines.contains(where: { $0.contains("Program PWSCF") }) { return .quantumEspresso }
        if let count = lines.first?.trimmed, parseInteger(count) != nil { return .extendedXYZ }
        if lines.contains(where: { $0.contains(" xlo xhi") || $0.contains(" avec") }) { return .lammpsData }
        return looksLikePoscar(lines) ? .poscar : nil
    }

    /// A title, a scaling factor (or three), and three lattice vectors.
    private static func looksLikePoscar(_ lines: [UnsafeBufferPointer<UInt8>]) -> Bool {
        guard lines.count >= 7 else { return false }
        let numbers = lines[1...4].map { line in Fields(line).prefix { parseDouble($0) != nil }.count }
        return numbers[0] > 0 && numbers[1...].allSatisfy { $0 >= 3 }
    }
}

extension UnsafeBufferPointer where Element == UInt8 {
    /// The first lines, without their ends.
    fileprivate func lines(upTo limit: Int) -> [UnsafeBufferPointer<UInt8>] {
        var lines: [UnsafeBufferPointer<UInt8>] = []
        var start = 0
        while start < count, lines.count < limit {
            let end = self[start...].firstIndex(of: UInt8(ascii: "\n")) ?? count
            lines.append(UnsafeBufferPointer(rebasing: self[start..<end]))
            start = end + 1
        }
        return lines
    }
}
