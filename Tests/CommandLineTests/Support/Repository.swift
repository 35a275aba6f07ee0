import Foundation

/// Files of the repository and beside it.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let golden = root.deletingLastPathComponent().appendingPathComponent("shared/data/golden")
    static let hasGoldenData = FileManager.default.fileExists(atPath: golden.path)
}
