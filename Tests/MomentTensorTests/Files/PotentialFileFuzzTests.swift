import FuzzSupport
import Testing

@testable import MomentTensor

@Suite("Potential files survive damage")
struct PotentialFileFuzzTests {
    private static let texts: [[UInt8]] = {
        var potentials = [
            PotentialSamples.random(speciesCount: 1, seed: 1),
            PotentialSamples.random(speciesCount: 2, kind: .shapeev, labels: PotentialSamples.labels[1], hasElements: true, seed: 2),
            PotentialSamples.random(speciesCount: 3, kind: .chebyshevRepulsive, seed: 3),
        ]
        var untrained = PotentialSamples.random(speciesCount: 2, kind: .taylor, hasElements: true, seed: 4)
        untrained.coefficients = nil
        potentials.append(untrained)
        let written = potentials.map { Array($0.fileText.utf8) }
        return written + [Array(PotentialTextErrorTests.valid.utf8)] + golden(["golden/W-08/pot.mtp", "golden/motep-multi3-10/pot.mtp"])
    }()

    private static func golden(_ names: [String]) -> [[UInt8]] { names.compactMap { try? SharedData.bytes($0) } }

    /// What is accepted must be sound, must survive writing and reading, and can be evaluated.
    private func check(_ bytes: [UInt8]) throws {
        guard let file = try? PotentialFile(bytes: bytes, file: "fuzz") else { return }
        try file.potential.checkConsistency()
        let again = try PotentialFile(bytes: Array(file.potential.fileText.utf8), file: "again").potential
        var expected = file.potential
        expected.name = again.name
        guard again == expected, again.bits == expected.bits else { throw Changed() }
        if let activeSet = file.activeSet { _ = activeSet.inverseResidual }
        try evaluate(file.potential)
    }

    /// Four atoms, of which two are close: an energy, or an error that says why not.
    private func evaluate(_ potential: Potential) throws {
        guard potential.coefficients != nil else { return }
        let positions = [SIMD3<Double>.zero, SIMD3(1.1, 0.2, 0), SIMD3(0, 2.4, 0.3), SIMD3(2, 2, 2)]
        let species = positions.indices.map { $0 % potential.species.count }
        let cell = Cell(SIMD3(5, 0, 0), SIMD3(0.5, 6, 0), .zero, periodic: (true, true, false))
        do throws(VolterraError) {
            let evaluator = SystemEvaluator(try Plan(potential))
            let evaluation = try evaluator.evaluate(cell: cell, positions: positions, species: species, options: .parameterGradient)
            guard evaluation.parameterGradient?.count == potential.parameterCount else { throw VolterraError(.badData, "wrong length") }
        } catch {
            guard
                error.message.hasSuffix("Å away") || error.message.hasSuffix("is not finite") || error.message.contains("hundred thousand")
                    || error.message.contains("far too small")
            else { throw error }
        }
    }

    private struct Changed: Error {}

    @Test("no damage to a '.mtp' does worse than an error")
    func text() throws {
        try FuzzCampaign.run(seeds: PotentialFileFuzzTests.texts, defaultInputs: 10000, body: check)
    }

    /// Small sets, one of them real but with a single short configuration.
    private static let activeSets: [PotentialFile] = {
        guard SharedData.isPresent, var golden = try? PotentialFile(path: SharedData.path("golden/W-08/m3_nbh.almtp")),
            let size = golden.activeSet?.size
        else { return [ActiveSetTests.file] }
        golden.activeSet?.origins = ActiveSetSamples.random(size: size, seed: 1).origins
        golden.activeSet?.selectedConfigurationsText = ActiveSetTests.activeSet.selectedConfigurationsText
        return [ActiveSetTests.file, golden]
    }()

    @Test("no damage to a '.almtp' does worse than an error")
    func activeSetOfMLIP3() throws {
        let seeds = try PotentialFileFuzzTests.activeSets.map { file in
            Array(file.potential.fileText.utf8) + (try file.activeSet?.bytes(parameterCount: file.potential.parameterCount) ?? [])
        }
        try FuzzCampaign.run(seeds: seeds, defaultInputs: 5000, body: check)
    }

    @Test("no damage to an '.als' does worse than an error")
    func activeSetOfMLIP2() throws {
        let seeds = PotentialFileFuzzTests.activeSets.map(ActiveSetSamples.alsBytes)
        try FuzzCampaign.run(seeds: seeds, defaultInputs: 5000, body: check)
    }
}
