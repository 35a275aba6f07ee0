import Foundation
import MomentTensor

/// Feeds mutations of `seeds` to a reader.
///
/// The inputs depend on nothing but the seed files, the seed number and their own number, so that every failure can be replayed alone.
///
/// | variable | meaning |
/// |---|---|
/// | `VOLTERRA_FUZZ_INPUTS` | inputs per reader, instead of the default of the test |
/// | `VOLTERRA_FUZZ_SEED` | seed number, instead of 1 |
/// | `VOLTERRA_FUZZ_REPLAY` | the number of the only input to try |
public enum FuzzCampaign {
    /// Calls `body` with one input after another; throws a `FuzzFailure` where `body` throws. A reader under test is expected to throw
    /// `VolterraError` on bad input: `body` catches that one, and checks what it wants to check of results. A crash is reported on
    /// standard error with the number of the input.
    public static func run(
        seeds: [[UInt8]], defaultInputs: Int, function: StaticString = #function, body: ([UInt8]) throws -> Void
    ) throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["VOLTERRA_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
        let count = environment["VOLTERRA_FUZZ_INPUTS"].flatMap(Int.init) ?? defaultInputs
        let numbers = environment["VOLTERRA_FUZZ_REPLAY"].flatMap(Int.init).map { $0..<$0 + 1 } ?? 0..<count
        let note = CrashNote(function: function, seed: seed)
        defer { note.remove() }
        for number in numbers {
            note.input = number
            let bytes = input(number, seed: seed, seeds: seeds)
            do {
                try body(bytes)
            } catch {
                throw FuzzFailure(function: "\(function)", seed: seed, number: number, bytes: bytes, underlying: error)
            }
        }
    }

    /// The input of that number.
    public static func input(_ number: Int, seed: UInt64, seeds: [[UInt8]]) -> [UInt8] {
        var mixer = SplitMix64(seed: seed)
        let start = mixer.next() ^ UInt64(truncatingIfNeeded: number) &* 0xD6E8_FEB8_6659_FD93
        var mutator = Mutator(seed: start)
        return mutator.mutation(of: seeds)
    }
}

/// Which input broke what, and how to try it again.
public struct FuzzFailure: Error, CustomStringConvertible {
    public let function: String
    public let seed: UInt64
    public let number: Int
    public let bytes: [UInt8]
    public let underlying: any Error

    public var description: String {
        let start = String(decoding: bytes.prefix(2000), as: UTF8.self)
        return """
            \(function): \(underlying)
            replay with VOLTERRA_FUZZ_SEED=\(seed) VOLTERRA_FUZZ_REPLAY=\(number); the \(bytes.count) bytes of the input start with
            \(start)
            """
    }
}
