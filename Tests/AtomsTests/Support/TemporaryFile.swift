import Foundation

/// Calls `body` with the path of a file that holds `bytes`, in a directory of its own that goes away afterwards.
func withTemporaryFile<Result>(_ bytes: [UInt8], name: String = "file", _ body: (String) throws -> Result) throws -> Result {
    try withTemporaryDirectory { directory in
        let path = directory + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return try body(path)
    }
}

func withTemporaryDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
    let directory = NSTemporaryDirectory() + "volterra-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try body(directory)
}
