import MomentTensor

/// The binary form of `.cfg`: tagged fields, each one byte of tag and its raw little-endian values.
///
///     n  int32 N                 number of atoms; begins a record
///     l  9 double                lattice vectors, row by row; zero rows are not periodic
///     p  3N double               positions
///     t  N int32                 types from 0
///     f  3N double               forces
///     v  N double                site energies
///     c  N double                charges
///     s  6 double                virial: xx yy zz xy yz xz
///     e  double                  energy
///     F  int32, name, int32, value    a feature
///     m, d  3N double            magnetic moments and derivatives (MLIP-3), skipped
///     g  N bytes '0' or '1'      ghost atoms (MLIP-3)
///     #                          ends a record
struct CfgBinaryParser {
    private let source: ByteSource
    private var record = 0

    init(_ source: ByteSource) { self.source = source }

    /// Whether a file that starts with these bytes is a binary `.cfg`: the tags of size and lattice in their places.
    static func recognises(_ start: UnsafeBufferPointer<UInt8>) -> Bool {
        start.count >= 6 && start[0] == UInt8(ascii: "n") && start[5] == UInt8(ascii: "l")
    }

    /// The next configuration, or `nil` at the end of the file.
    mutating func nextRecord() throws(VolterraError) -> Configuration? {
        guard let tag = try nextTag() else { return nil }
        record += 1
        guard tag == UInt8(ascii: "n") else { throw error("starts with tag '\(name(tag))' instead of 'n'") }
        let count = try int32("the number of atoms")
        guard count >= 0 else { throw error("has \(count) atoms") }
        var configuration = Configuration()
        var types: [Int]?
        var hasPositions = false
        while true {
            guard let tag = try nextTag() else { throw truncated("tag '#'") }
            if tag == UInt8(ascii: "#") { break }
            hasPositions = hasPositions || tag == UInt8(ascii: "p")
            if tag == UInt8(ascii: "t") { types = try readTypes(count) } else { try readField(tag, count, into: &configuration) }
        }
        guard hasPositions else { throw error("has no positions") }
        configuration.kinds = (types ?? Array(repeating: 0, count: count)).map { .type($0) }
        return configuration
    }

    private func readField(_ tag: UInt8, _ count: Int, into configuration: inout Configuration) throws(VolterraError) {
        switch UnicodeScalar(tag) {
        case "l": configuration.cell = Cell(rows: try doubles(9, "the lattice"))
        case "p": configuration.positions = try vectors(count, "the positions")
        case "f": configuration.forces = try vectors(count, "the forces")
        case "v": configuration.siteEnergies = try doubles(count, "the site energies")
        case "c": configuration.charges = try doubles(count, "the charges")
        case "s": configuration.virial = SymmetricTensor(oldCfg: try doubles(6, "the virial"))
        case "e": configuration.energy = try doubles(1, "the energy")[0]
        case "m", "d": _ = try vectors(count, "the magnetic moments")
        case "g": try readGhosts(count, into: &configuration)
        case "F":
            let name = try string("the name of a feature")
            guard !name.isEmpty else { throw error("has a feature without a name") }
            configuration.features.append(Configuration.Feature(name: name, value: try string("the value of a feature")))
        default: throw error("has an unknown tag '\(name(tag))'")
        }
    }

    private func readTypes(_ count: Int) throws(VolterraError) -> [Int] {
        var types: [Int] = []
        while types.count < count {
            let type = try int32("the types")
            guard type >= 0 else { throw error("has a negative type, \(type), for atom \(types.count + 1)") }
            types.append(type)
        }
        return types
    }

    private func readGhosts(_ count: Int, into configuration: inout Configuration) throws(VolterraError) {
        var ghosts: [Int] = []
        for atom in 1...max(count, 1) where atom <= count {
            let isGhost = try bytes(1, "the ghost flags") { $0[0] == UInt8(ascii: "1") }
            if isGhost { ghosts.append(atom) }
        }
        guard !ghosts.isEmpty else { return }
        configuration.features.append(
            Configuration.Feature(name: CfgFeature.ghostsName, value: CfgFeature.ranges(of: ghosts)))
    }
}

extension CfgBinaryParser {
    private func nextTag() throws(VolterraError) -> UInt8? {
        while let tag = try source.prefix(1).first {
            source.consume(1)
            if !tag.isBlank { return tag }
        }
        return nil
    }

    private func int32(_ what: String) throws(VolterraError) -> Int {
        try bytes(4, what) { Int(Int32(littleEndian: UnsafeRawBufferPointer($0).loadUnaligned(as: Int32.self))) }
    }

    /// Read value by value, so that a wrong count ends at the end of the file and not in a huge array.
    private func doubles(_ count: Int, _ what: String) throws(VolterraError) -> [Double] {
        var values: [Double] = []
        while values.count < count {
            let bits = try bytes(8, what) { UInt64(littleEndian: UnsafeRawBufferPointer($0).loadUnaligned(as: UInt64.self)) }
            let value = Double(bitPattern: bits)
            guard value.isFinite else { throw error("has \(value) in \(what)") }
            values.append(value)
        }
        return values
    }

    private func vectors(_ count: Int, _ what: String) throws(VolterraError) -> [SIMD3<Double>] {
        let numbers = try doubles(3 * count, what)
        return (0..<count).map { SIMD3(numbers[3 * $0], numbers[3 * $0 + 1], numbers[3 * $0 + 2]) }
    }

    private func string(_ what: String) throws(VolterraError) -> String {
        let length = try int32("the length of \(what)")
        guard (0...LineReader.maximumLineLength).contains(length) else { throw error("has \(length) bytes in \(what)") }
        return try bytes(length, what) { $0.text }
    }

    private func bytes<Value>(_ count: Int, _ what: String, _ body: (UnsafeBufferPointer<UInt8>) -> Value) throws(VolterraError) -> Value {
        let available = try source.prefix(count)
        guard available.count >= count else { throw truncated(what) }
        let value = body(UnsafeBufferPointer(rebasing: available[..<count]))
        source.consume(count)
        return value
    }

    private func error(_ what: String) -> VolterraError {
        VolterraError(.badData, "record \(record) of the binary file \(what)", file: source.path)
    }

    private func truncated(_ what: String) -> VolterraError {
        VolterraError(
            .badData, "record \(record) of the binary file ends where \(what) should follow", file: source.path,
            advice: "the file is truncated")
    }

    private func name(_ tag: UInt8) -> String {
        (0x21...0x7E).contains(tag) ? String(UnicodeScalar(tag)) : "byte \(tag)"
    }
}
