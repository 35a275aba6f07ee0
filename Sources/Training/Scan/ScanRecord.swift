import Foundation
import MomentTensor

/// All finished fits of a scan: what its file holds, and from where it goes on.
public struct ScanRecord: Sendable, Codable {
    private let format: String
    /// Of the data, the weights and the settings: fits of others cannot be compared with these.
    private let fingerprint: String
    public let family: ScanFamily
    public private(set) var results: [ScanResult] = []

    private static let format = "Volterra scan 1"

    public init(_ family: ScanFamily, fingerprint: String) {
        self.family = family
        self.fingerprint = fingerprint
        format = ScanRecord.format
    }

    /// The record in a file; an empty one if there is no such file.
    ///
    /// Throws if the file holds something else, or a scan of other data, another kind of potential or with other settings.
    public init(path: String, _ family: ScanFamily, fingerprint: String) throws(VolterraError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            self.init(family, fingerprint: fingerprint)
            return
        }
        guard let record = try? JSONDecoder().decode(ScanRecord.self, from: data), record.format == ScanRecord.format else {
            throw VolterraError(
                .usage, "exists, and is not a scan of this version of Volterra", file: path, advice: "give the output another name")
        }
        guard record.fingerprint == fingerprint, record.family == family else {
            throw VolterraError(
                .usage, "is a scan with other data, elements or settings", file: path,
                advice: "give the output another name, or repeat the options of that scan to add to it")
        }
        self = record
    }

    public subscript(candidate: ScanCandidate) -> ScanResult? { results.first { $0.candidate == candidate } }

    mutating func add(_ result: ScanResult) {
        results.removeAll { $0.candidate == result.candidate }
        results.append(result)
    }

    /// The JSON document.
    public func text() throws(VolterraError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { throw VolterraError(.notConverged, "a number of the scan is not finite") }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// Complete or not at all.
    public func write(to path: String) throws(VolterraError) { try AtomicFile.write(try text(), to: path) }
}
