import FuzzSupport
import Testing

@testable import MomentTensor

@Suite("Posterior files (seeds 1 … 9)")
struct PosteriorFileTests {
    private static let potential = PotentialSamples.random(speciesCount: 2, hasElements: true, seed: 1)

    private static func posterior(members: Int = 2, seed: UInt64 = 2) -> Posterior {
        var random = SplitMix64(seed: seed)
        let size = potential.linearParameterCount
        var factor = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row { factor[row * size + column] = Double.random(in: -1...1, using: &random) }
        }
        return Posterior(
            factor: factor, priorVariances: (0..<size).map { _ in Double.random(in: 0...9, using: &random) },
            calibration: .init(energy: 3.25, force: 1.0 / 3),
            members: (0..<members * size).map { _ in Double.random(in: -1...1, using: &random) })
    }

    private func read(_ bytes: [UInt8], for potential: Potential = potential) throws(VolterraError) -> Posterior {
        try Posterior(bytes: bytes, file: "W.posterior", for: potential)
    }

    @Test("what is written is read back to the last bit, whether there are members or not", arguments: [0, 1, 7])
    func roundTrip(members: Int) throws {
        let posterior = PosteriorFileTests.posterior(members: members)
        let folder = try TemporaryDirectory()
        try posterior.write(to: folder.path("W.posterior"), for: PosteriorFileTests.potential)
        #expect(try Posterior(path: folder.path("W.posterior"), for: PosteriorFileTests.potential) == posterior)
        #expect(folder.names == ["W.posterior"])
    }

    @Test("another name, tag or spelling of the elements makes no other potential, but another coefficient does")
    func fingerprint() throws {
        let bytes = try PosteriorFileTests.posterior().bytes(for: PosteriorFileTests.potential)
        var renamed = PosteriorFileTests.potential
        (renamed.name, renamed.tag, renamed.species[0].element) = ("other", "words", nil)
        #expect(try read(bytes, for: renamed) == PosteriorFileTests.posterior())
        let changes: [(inout Potential) -> Void] = [
            { $0.coefficients?.radial[0].negate() }, { $0.coefficients?.species[1] += 1e-12 }, { $0.coefficients?.linear[0].negate() },
            { $0.radialBasis.cutoff += 0.1 },
        ]
        for change in changes {
            var other = PosteriorFileTests.potential
            change(&other)
            let error = #expect(throws: VolterraError.self) { try read(bytes, for: other) }
            #expect(error?.message == "belongs to another potential, or to another fit of it")
            #expect(error?.file == "W.posterior" && error?.kind == .badData)
        }
    }

    @Test("a file that ends anywhere too early is an error, and so is one that goes on")
    func length() throws {
        let bytes = try PosteriorFileTests.posterior().bytes(for: PosteriorFileTests.potential)
        for count in 0..<bytes.count where count < 200 || count % 7 == 0 {
            #expect(throws: VolterraError.self) { try read(Array(bytes[..<count])) }
        }
        let longer = #expect(throws: VolterraError.self) { try read(bytes + [0]) }
        #expect(longer?.message == "something follows the last number")
        let shorter = #expect(throws: VolterraError.self) { try read(bytes.dropLast(8)) }
        #expect(shorter?.message == "the file ends in the middle of its numbers")
        let none = #expect(throws: VolterraError.self) { try read(Array("MTP\n".utf8)) }
        #expect(none?.message == "is no posterior that this version reads: it does not begin with 'Volterra posterior 1'")
    }

    @Test("numbers that are not finite are neither written nor read, nor are factors of zero")
    func notFinite() throws {
        let potential = PosteriorFileTests.potential
        let changes: [(inout Posterior) -> Void] = [
            { $0.factor[0] = .nan }, { $0.priorVariances[1] = .infinity }, { $0.members[0] = .nan }, { $0.priorVariances[0] = -1 },
            { $0.calibration.energy = 0 }, { $0.calibration.force = .nan }, { $0.factor.removeLast() }, { $0.members.removeLast() },
        ]
        for change in changes {
            var posterior = PosteriorFileTests.posterior()
            change(&posterior)
            #expect(throws: VolterraError.self) { try posterior.bytes(for: potential) }
        }
        // A NaN in a file that is otherwise in order.
        var bytes = try PosteriorFileTests.posterior().bytes(for: potential)
        let mark = Array("fingerprint ".utf8)
        let header = try #require(bytes.indices.first { bytes[$0...].starts(with: mark) })
        let start = header + mark.count + 17
        for index in 0..<8 { bytes[start + index] = 0xff }
        var fingerprint = Fingerprint()
        fingerprint.add(bytes[..<header])
        fingerprint.add(bytes[start...])
        bytes.replaceSubrange(header + mark.count..<start - 1, with: fingerprint.text.utf8)
        let error = #expect(throws: VolterraError.self) { try read(bytes) }
        #expect(error?.message == "its numbers hold a number that is not finite")
    }

    @Test("no damage does worse than an error, and none is overlooked")
    func fuzz() throws {
        let bytes = try PosteriorFileTests.posterior().bytes(for: PosteriorFileTests.potential)
        struct Overlooked: Error {}
        try FuzzCampaign.run(seeds: [bytes], defaultInputs: 5000) { damaged in
            guard let posterior = try? read(damaged) else { return }
            guard posterior == PosteriorFileTests.posterior() else { throw Overlooked() }
        }
    }
}
