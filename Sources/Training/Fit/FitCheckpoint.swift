import Foundation
import MomentTensor

/// A file from which an interrupted fit goes on as if nothing had happened.
public struct FitCheckpoint: Codable, Sendable {
    /// Of data, potentials and settings: what belongs to another fit is refused.
    private let fingerprint: String
    public let progress: FitProgress
    private let format: String

    private static let format = "Volterra fit 1"

    public init(_ progress: FitProgress, fingerprint: FitFingerprint) {
        self.progress = progress
        self.fingerprint = fingerprint.text
        format = FitCheckpoint.format
    }

    /// Throws if there is no such file, or it belongs to another fit.
    public init(path: String, fingerprint: FitFingerprint) throws(VolterraError) {
        try FitCheckpoint.checkExistence(path: path)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw VolterraError(.inputOutput, "cannot be read", file: path, advice: "leave out --resume to begin anew")
        }
        guard let checkpoint = try? JSONDecoder().decode(FitCheckpoint.self, from: data), checkpoint.format == FitCheckpoint.format else {
            throw VolterraError(
                .badData, "is not a checkpoint of this version of Volterra", file: path, advice: "leave out --resume to begin anew")
        }
        guard checkpoint.fingerprint == fingerprint.text else {
            throw VolterraError(
                .usage, "belongs to a fit with other data or options", file: path,
                advice: "repeat the command line of that fit with --resume, or leave it out to begin anew")
        }
        self = checkpoint
    }

    /// Throws if there is no such file.
    public static func checkExistence(path: String) throws(VolterraError) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw VolterraError(
                .inputOutput, "does not exist: there is no fit to go on with", file: path,
                advice: "leave out --resume to begin anew; a fit that came to its end has no checkpoint any more")
        }
    }

    /// Complete or not at all.
    public func write(to path: String) throws(VolterraError) {
        guard let data = try? JSONEncoder().encode(self) else {
            throw VolterraError(.notConverged, "the state of the fit is not finite and cannot be saved", file: path)
        }
        let file = try AtomicFile(path: path)
        try data.withUnsafeBytes { bytes in Result { () throws(VolterraError) in try file.write(bytes) } }.get()
        try file.commit()
    }
}

/// 64 bits that differ where fits differ.
public struct FitFingerprint: Sendable {
    private var fingerprint = Fingerprint()

    public init(
        _ potentials: [Potential], _ samples: [FitSample], validation: [FitSample], options: PlanOptions = PlanOptions(),
        _ settings: FitSettings
    ) {
        for potential in potentials { fingerprint.add(potential.fileText.utf8) }
        for sample in samples + validation { add(sample) }
        fingerprint.add(
            "\(settings.seed) \(settings.starts) \(settings.ridge ?? -1) \(settings.speciesEnergies ?? []) \(validation.count)".utf8)
        if let repulsion = options.repulsion { fingerprint.add("\(repulsion.inner) \(repulsion.outer)".utf8) }
    }

    var text: String { String(fingerprint.bits, radix: 16) }

    private mutating func add(_ sample: FitSample) {
        let configuration = sample.configuration
        for position in configuration.positions { fingerprint.add(position) }
        for vector in configuration.cell.vectors { fingerprint.add(vector) }
        for force in configuration.forces ?? [] { fingerprint.add(force) }
        for isLabel in configuration.forceMask ?? [] { fingerprint.add(UInt64(isLabel ? 1 : 0)) }
        for species in sample.species { fingerprint.add(UInt64(species)) }
        for number in (configuration.virial?.voigt ?? []) + [configuration.energy ?? 0] { fingerprint.add(number.bitPattern) }
        for weight in [sample.weights.energy, sample.weights.force, sample.weights.virial] { fingerprint.add(weight.bitPattern) }
    }
}
