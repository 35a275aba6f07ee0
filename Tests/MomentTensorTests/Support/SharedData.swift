import Foundation

/// The data directory beside the repository; tests that need it are skipped where it is absent.
enum SharedData {
    static let directory: URL? = {
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let data = repository.deletingLastPathComponent().appendingPathComponent("shared/data")
        return FileManager.default.fileExists(atPath: data.path) ? data : nil
    }()

    static var isPresent: Bool { directory != nil }

    static func path(_ relative: String) -> String { directory!.appendingPathComponent(relative).path }
}
