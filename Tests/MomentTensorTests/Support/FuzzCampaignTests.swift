import Foundation
import FuzzSupport
import Testing

@Suite("Fuzz campaigns")
struct FuzzCampaignTests {
    private static let seeds = [Array("one = 1\ntwo = 2.5\n{3, 4, 5}\n".utf8), Array("BEGIN\n 1 2 3\nEND\n".utf8), []]

    private struct Broken: Error {}

    @Test(
        "a failure tells the number from which the same input can be made again",
        .enabled(if: ProcessInfo.processInfo.environment["VOLTERRA_FUZZ_REPLAY"] == nil))
    func replay() throws {
        var count = 0
        let failure = #expect(throws: FuzzFailure.self) {
            try FuzzCampaign.run(seeds: FuzzCampaignTests.seeds, defaultInputs: 1000) { _ in
                count += 1
                if count == 32 { throw Broken() }
            }
        }
        let found = try #require(failure)
        #expect(found.underlying is Broken)
        #expect(FuzzCampaign.input(found.number, seed: found.seed, seeds: FuzzCampaignTests.seeds) == found.bytes)
        #expect(found.description.contains("VOLTERRA_FUZZ_SEED=\(found.seed) VOLTERRA_FUZZ_REPLAY=\(found.number)"))
    }

    @Test("nearly every input differs from its seeds and from the others")
    func variety() {
        let inputs = (0..<1000).map { FuzzCampaign.input($0, seed: 5, seeds: Array(FuzzCampaignTests.seeds.dropLast())) }
        #expect(Set(inputs).count > 500)
        #expect(inputs.filter(FuzzCampaignTests.seeds.contains).count < 100)
        #expect(Set(inputs) != Set((0..<1000).map { FuzzCampaign.input($0, seed: 6, seeds: FuzzCampaignTests.seeds) }))
    }

    @Test("there is nothing to damage in an empty file")
    func empty() { #expect(FuzzCampaign.input(3, seed: 1, seeds: [[]]).isEmpty) }
}
