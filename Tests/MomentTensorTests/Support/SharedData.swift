import Foundation

/// The reference data that lie beside the repository in `shared/data`; tests that need them are skipped where they are absent.
enum SharedData {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("shared/data")

    static let isPresent = FileManager.default.fileExists(atPath: root.path)

    static func path(_ name: String) -> String { root.appendingPathComponent(name).path }

    static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: root.appendingPathComponent(name))) }

    /// Every `.mtp` in the golden and peer folders.
    static let potentials = [
        "golden/W-08/pot.mtp", "golden/motep-cubic-16/pot.mtp", "golden/motep-multi3-10/pot.mtp", "golden/PdAg-20-repuls/pot.mtp",
        "golden/mlip3-16/pot.mtp", "peers/Mo.mtp", "peers/Ni.mtp", "peers/Si.mtp",
    ]

    /// Every potential with an active set.
    static let activeSets = [
        "golden/W-08/m2.als", "golden/W-08/m3_cfg.almtp", "golden/W-08/m3_nbh.almtp", "golden/motep-cubic-16/m2.als",
        "golden/motep-cubic-16/m3_cfg.almtp", "golden/motep-cubic-16/m3_nbh.almtp", "golden/mlip3-16/pot.almtp",
        "golden/mlip3-16/state.als",
    ]
}
