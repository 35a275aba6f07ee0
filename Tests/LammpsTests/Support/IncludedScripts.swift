import Foundation

/// Writes NAME.lmp into `folder` for each name, for scripts that include them.
func writeScripts(_ commands: [String: String], to folder: URL) throws {
    for (name, lines) in commands {
        try (lines + "\n").write(to: folder.appendingPathComponent("\(name).lmp"), atomically: false, encoding: .utf8)
    }
}
