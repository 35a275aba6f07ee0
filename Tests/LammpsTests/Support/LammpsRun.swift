import Foundation
import TestSupport

/// What a run of LAMMPS printed and wrote.
struct LammpsRun {
    let status: Int32
    let output: String
    /// For each run or minimisation, the rows of thermodynamic output by column.
    let tables: [[[String: Double]]]
    /// What the script printed as `result NAME VALUE`.
    let results: [String: Double]
    private let folder: URL

    var succeeded: Bool { status == 0 }

    /// The output with line breaks as single spaces, because LAMMPS breaks long messages.
    var unwrapped: String { output.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    init(_ finished: Finished, folder: URL) {
        self.folder = folder
        status = finished.status
        output = finished.output + LammpsRun.lastError(in: folder, unlessIn: finished.output)
        let lines = output.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        tables = LammpsRun.tables(in: lines)
        var results: [String: Double] = [:]
        for words in lines where words.count == 3 && words[0] == "result" { results[words[1]] = Double(words[2]) }
        self.results = results
    }

    /// The error at the end of the log file: a process that ends all others by MPI_Abort may end the one, too, that forwards what it has printed.
    private static func lastError(in folder: URL, unlessIn output: String) -> String {
        guard !output.contains("ERROR"), let log = try? String(contentsOf: folder.appendingPathComponent("log.lammps"), encoding: .utf8),
            let error = log.range(of: "ERROR", options: .backwards)
        else { return "" }
        return log[error.lowerBound...] + "\n"
    }

    private static func tables(in lines: [[String]]) -> [[[String: Double]]] {
        var tables: [[[String: Double]]] = []
        var columns: [String]?
        var hasMore = false
        for words in lines {
            if words.first == "Step" {
                // Bands print as many columns as they have replicas, and dots in the header.
                columns = Array(words.prefix { $0 != "..." })
                hasMore = columns!.count < words.count
                tables.append([])
            } else if words.first == "Loop" {
                columns = nil
            } else if let columns, words.count == columns.count || hasMore && words.count > columns.count {
                let numbers = words.prefix(columns.count).compactMap { Double($0) }
                guard numbers.count == columns.count else { continue }
                tables[tables.count - 1].append(Dictionary(uniqueKeysWithValues: zip(columns, numbers)))
            }
        }
        return tables
    }

    /// A column of the last table.
    func column(_ name: String, of table: Int? = nil) throws -> [Double] {
        let rows = table.map { tables.indices.contains($0) ? tables[$0] : [] } ?? tables.last ?? []
        let values = rows.compactMap { $0[name] }
        guard !values.isEmpty, values.count == rows.count else {
            throw LammpsFailure(description: "no column \(name) in the output:\n\(output.suffix(3000))")
        }
        return values
    }

    /// The last number of a column of the last table.
    func last(_ name: String, of table: Int? = nil) throws -> Double { try column(name, of: table).last! }

    func result(_ name: String) throws -> Double {
        guard let value = results[name] else {
            throw LammpsFailure(description: "no 'result \(name)' in the output:\n\(output.suffix(3000))")
        }
        return value
    }

    /// The last frame of a dump.
    func atoms(_ file: String) throws -> AtomTable {
        try AtomTable(String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8))
    }
}
