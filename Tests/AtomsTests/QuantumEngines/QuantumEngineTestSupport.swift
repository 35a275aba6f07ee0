import Atoms
import FuzzSupport
import MomentTensor
import Testing

func source(_ text: String, name: String) -> ByteSource { ByteSource(bytes: Array(text.utf8), name: name) }

func allConfigurations(_ reader: some ConfigurationReader) throws(VolterraError) -> [Configuration] {
    var configurations: [Configuration] = []
    while let configuration = try reader.next() { configurations.append(configuration) }
    return configurations
}

/// The message of the error that reading ends with.
func failure(_ reader: some ConfigurationReader) -> String? {
    do {
        _ = try allConfigurations(reader)
        return nil
    } catch {
        return error.description
    }
}

func isClose(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-8) -> Bool { a.map { abs($0 - b) <= tolerance } ?? false }

func isClose(_ a: SIMD3<Double>?, _ b: SIMD3<Double>, _ tolerance: Double = 1e-8) -> Bool {
    a.map { ($0 - b).length <= tolerance } ?? false
}

func isClose(_ a: SymmetricTensor?, _ voigt: [Double], _ tolerance: Double = 1e-8) -> Bool {
    a.map { zip($0.voigt, voigt).allSatisfy { abs($0 - $1) <= tolerance } } ?? false
}

func kinds(_ symbols: String...) -> [Configuration.Kind] {
    symbols.compactMap { Element(symbol: $0) }.map { .element($0) }
}

/// Whatever is read from damaged files must be finite and consistent.
func checkConsistency(_ configuration: Configuration) {
    let count = configuration.count
    #expect(configuration.kinds.count == count)
    #expect(configuration.forces.map { $0.count == count } ?? true)
    let numbers = configuration.positions + (configuration.forces ?? []) + configuration.cell.vectors
    #expect(numbers.allSatisfy { $0.x.isFinite && $0.y.isFinite && $0.z.isFinite })
    #expect((configuration.energy ?? 0).isFinite && (configuration.virial ?? .zero).isFinite)
}

/// Feeds mutations of `text` to a reader; only `VolterraError` may come out of it.
func fuzz(_ text: String, function: StaticString = #function, reader: ([UInt8]) -> any ConfigurationReader) throws {
    try FuzzCampaign.run(seeds: [Array(text.utf8)], defaultInputs: 3000, function: function) { bytes in
        let reader = reader(bytes)
        do {
            while let configuration = try reader.next() { checkConsistency(configuration) }
        } catch is VolterraError {}
    }
}
