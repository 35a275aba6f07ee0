/// The columns of the last frame of a text dump, by atom ID.
struct AtomTable {
    let names: [String]
    /// Sorted by ID.
    let rows: [[Double]]

    init(_ text: String) throws {
        let lines = text.split(separator: "\n")
        guard let header = lines.lastIndex(where: { $0.hasPrefix("ITEM: ATOMS") }) else {
            throw LammpsFailure(description: "not a dump:\n\(text.prefix(500))")
        }
        let names = lines[header].split(separator: " ").dropFirst(2).map(String.init)
        let rows = lines[(header + 1)...].map { $0.split(separator: " ").compactMap { Double($0) } }
        guard rows.allSatisfy({ $0.count == names.count }), let id = names.firstIndex(of: "id") else {
            throw LammpsFailure(description: "a dump with incomplete lines, or without IDs:\n\(text.prefix(500))")
        }
        self.names = names
        self.rows = rows.sorted { $0[id] < $1[id] }
    }

    var count: Int { rows.count }

    func column(_ name: String) throws -> [Double] {
        guard let index = names.firstIndex(of: name) else { throw LammpsFailure(description: "the dump has no column \(name): \(names)") }
        return rows.map { $0[index] }
    }

    /// Three columns as vectors.
    func vectors(_ x: String, _ y: String, _ z: String) throws -> [SIMD3<Double>] {
        let (x, y, z) = (try column(x), try column(y), try column(z))
        return x.indices.map { SIMD3(x[$0], y[$0], z[$0]) }
    }

    func sum(_ name: String) throws -> Double { try column(name).reduce(0, +) }
}
