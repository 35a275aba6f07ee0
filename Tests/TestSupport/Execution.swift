import Foundation

/// Where this repository is, from the place of this file in it.
public let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A program that ran to its end.
public struct Finished: Sendable {
    public let status: Int32
    public let output: String

    public var succeeded: Bool { status == 0 }
}

/// Runs `words` and waits; standard output and standard error come back together. `environment` is added to the test's own.
public func execute(_ words: [String], in directory: URL? = nil, environment: [String: String] = [:]) throws -> Finished {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Threads of Swift Testing block all signals, and a new process inherits that; cmake then waits for its children forever.
    process.arguments = ["--default-signal"] + words
    process.currentDirectoryURL = directory
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return Finished(status: status, output: String(decoding: output, as: UTF8.self))
}

/// Calls `body` with a directory of its own, which is gone afterwards.
public func withTemporaryDirectory<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("volterra-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try body(directory)
}
