import Foundation
import MomentTensor

/// What is done with folders.
enum Folder {
    /// Makes it, with those above it, if it is not there.
    static func make(_ path: String) throws(VolterraError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw VolterraError(.inputOutput, "the folder cannot be made: \(error.localizedDescription)", file: path)
        }
    }

    /// Makes it anew and empty.
    static func makeEmpty(_ path: String) throws(VolterraError) {
        ProcessGroup.endLeftover(in: path)
        try? FileManager.default.removeItem(atPath: path)
        try make(path)
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static func copy(_ source: String, to path: String) throws(VolterraError) {
        do {
            try FileManager.default.copyItem(atPath: source, toPath: path)
        } catch {
            throw VolterraError(.inputOutput, "cannot be copied to \(path): \(error.localizedDescription)", file: source)
        }
    }

    /// Makes links to files, under their own names.
    static func link(_ files: [String], in folder: String) throws(VolterraError) {
        for file in files {
            let source = URL(fileURLWithPath: file).standardizedFileURL
            do {
                try FileManager.default.createSymbolicLink(
                    atPath: folder + "/" + source.lastPathComponent, withDestinationPath: source.path)
            } catch {
                throw VolterraError(.inputOutput, "cannot be linked into \(folder): \(error.localizedDescription)", file: file)
            }
        }
    }

    static func text(of path: String) throws(VolterraError) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw VolterraError(.inputOutput, "cannot be read: \(error.localizedDescription)", file: path)
        }
    }

    /// The last lines of a file, for messages, or only the last error in them; empty if there is none.
    static func tail(of path: String, lines count: Int = 3) -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? handle.close() }
        let size = (try? handle.seekToEnd()) ?? 0
        try? handle.seek(toOffset: size > 4096 ? size - 4096 : 0)
        let text = String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
        let all = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        // What mpirun and others say behind it tells less.
        if let error = all.last(where: { $0.contains("ERROR") }) { return error }
        return all.suffix(count).joined(separator: " | ")
    }
}
