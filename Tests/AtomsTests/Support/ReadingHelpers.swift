import Foundation
import MomentTensor

@testable import Atoms

/// All configurations in `text`, read as `format` under the name `test`.
func read(
    _ text: String, as format: ConfigurationFormat, options: ConfigurationReadOptions = ConfigurationReadOptions()
) throws(VolterraError) -> [Configuration] {
    try read(Array(text.utf8), as: format, options: options)
}

func read(
    _ bytes: [UInt8], as format: ConfigurationFormat, options: ConfigurationReadOptions = ConfigurationReadOptions()
) throws(VolterraError) -> [Configuration] {
    let reader = format.makeReader(ByteSource(bytes: bytes, name: "test"), options: options)
    var configurations: [Configuration] = []
    while let configuration = try reader.next() { configurations.append(configuration) }
    return configurations
}

/// The message with which `text` is refused, or what was read instead.
func refusal(
    _ text: String, as format: ConfigurationFormat, options: ConfigurationReadOptions = ConfigurationReadOptions()
) -> String {
    do throws(VolterraError) {
        return "accepted: \(try read(text, as: format, options: options))"
    } catch {
        return error.description
    }
}

/// What a writer of that format makes of `configurations`.
func written(
    _ configurations: [Configuration], as format: ConfigurationFormat,
    options: ConfigurationWriteOptions = ConfigurationWriteOptions()
) throws -> [UInt8] {
    try withTemporaryDirectory { directory in
        let path = directory + "/written"
        let writer = try format.makeWriter(path: path, options: options)
        for configuration in configurations { try writer.write(configuration) }
        try writer.finish()
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

/// Data that are not shipped, beside the repository.
enum SharedData {
    static let directory: URL = {
        var root = URL(fileURLWithPath: #filePath)
        while root.path != "/", !FileManager.default.fileExists(atPath: root.appending(path: "Package.swift").path) {
            root.deleteLastPathComponent()
        }
        return root.deletingLastPathComponent().appending(path: "shared/data")
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: directory.path) }

    /// The paths below the data directory of all files whose names satisfy `condition`, sorted.
    static func files(where condition: (String) -> Bool) -> [String] {
        let names = FileManager.default.enumerator(atPath: directory.path)?.compactMap { $0 as? String } ?? []
        return names.filter(condition).sorted()
    }

    static func path(_ name: String) -> String { directory.appending(path: name).path }
}
