import Foundation

/// The built `trainer`, run with some arguments to its end.
struct TrainerRun {
    let status: Int32
    let output: String
    let errors: String

    /// Beside the test bundle.
    static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("trainer")

    init(_ arguments: String..., in folder: TemporaryFolder? = nil, environment: [String: String] = [:]) throws {
        try self.init(shell: "exec \"$0\" \"$@\"", arguments: arguments, in: folder, environment: environment)
    }

    /// Runs a line of `sh` in which `$0` is the program.
    init(shell line: String, arguments: [String] = [], in folder: TemporaryFolder? = nil, environment: [String: String] = [:]) throws {
        let scratch = try TemporaryFolder()
        let (outputURL, errorURL) = (scratch.url("stdout"), scratch.url("stderr"))
        for url in [outputURL, errorURL] { try Data().write(to: url) }
        let process = Process()
        // Whatever hangs is killed, and fails.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["-s", "KILL", "120", "/bin/sh", "-c", line, TrainerRun.executable.path] + arguments
        process.currentDirectoryURL = folder?.url ?? scratch.url
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outputURL)
        process.standardError = try FileHandle(forWritingTo: errorURL)
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try String(contentsOf: outputURL, encoding: .utf8)
        errors = try String(contentsOf: errorURL, encoding: .utf8)
    }
}
