import Foundation

/// Files of the repository and beside it.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    /// Large reference data beside the repository.
    static let shared = root.deletingLastPathComponent().appendingPathComponent("shared/data")
    static let golden = shared.appendingPathComponent("golden")
    /// A potential that is part of the repository, with configurations that it labelled.
    static let tungstenPotential = root.appendingPathComponent("examples/01-evaluate/W-08.mtp").path
    static let tungsten = root.appendingPathComponent("examples/01-evaluate/tungsten.cfg").path
    static let hasPeers = FileManager.default.fileExists(atPath: shared.appendingPathComponent("peers").path)
    static let hasGoldenData = FileManager.default.fileExists(atPath: golden.path)
}
