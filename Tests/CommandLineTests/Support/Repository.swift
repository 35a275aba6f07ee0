import Foundation

/// Files of the repository and beside it.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let golden = root.deletingLastPathComponent().appendingPathComponent("shared/data/golden")
    /// A potential that is part of the repository, with configurations that it labelled.
    static let tungstenPotential = root.appendingPathComponent("examples/01-evaluate/W-08.mtp").path
    static let tungsten = root.appendingPathComponent("examples/01-evaluate/tungsten.cfg").path
    static let hasGoldenData = FileManager.default.fileExists(atPath: golden.path)
}
