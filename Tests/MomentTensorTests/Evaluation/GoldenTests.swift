import Atoms
import MomentTensor
import TestSupport
import Testing

/// Numbers that MLIP-2 printed with 17 digits.
@Suite("Golden configurations", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct GoldenTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var folder: String
        var file: String
        var testDescription: String { "\(folder)/\(file)" }
    }

    static let cases = [
        Case(folder: "W-08", file: "efs.cfg"), Case(folder: "W-08", file: "efs2.cfg"),
        Case(folder: "motep-cubic-16", file: "efs.cfg"), Case(folder: "motep-cubic-16", file: "efs2.cfg"),
        Case(folder: "motep-multi3-10", file: "efs.cfg"), Case(folder: "motep-multi3-10", file: "efs2.cfg"),
        Case(folder: "mlip3-16", file: "efs.cfg"), Case(folder: "mlip3-16", file: "efs2.cfg"),
        Case(folder: "PdAg-20-repuls", file: "efs.cfg"),
    ]

    @Test("energies, forces and stresses are those of MLIP to 1e-10 of the largest value of their kind", arguments: cases, [1, 2])
    func reproduces(golden: Case, threads: Int) throws {
        let potential = try PotentialFile(path: SharedData.path("golden/\(golden.folder)/pot.mtp")).potential
        let evaluator = SystemEvaluator(try Plan(potential), threads: threads)
        let configurations = try readConfigurations(path: SharedData.path("golden/\(golden.folder)/\(golden.file)"))
        #expect(!configurations.isEmpty)
        for configuration in configurations {
            let species = configuration.kinds.map { kind in
                if case .type(let type) = kind { return type }
                return -1
            }
            let evaluation = try evaluator.evaluate(cell: configuration.cell, positions: configuration.positions, species: species)
            let what = Comment(rawValue: configuration.feature("what") ?? "")
            #expect(isClose([evaluation.energy], [try #require(configuration.energy)]), what)
            #expect(isClose(components(evaluation.forces), components(try #require(configuration.forces))), what)
            if let virial = configuration.virial { #expect(isClose(evaluation.virial.voigt, virial.voigt), what) }
        }
    }

    /// In a perfect crystal all forces are rounding errors, so that below 1 meV/Å (1 meV) the scale is fixed.
    private func isClose(_ values: [Double], _ references: [Double]) -> Bool {
        let scale = max(references.map(abs).max() ?? 0, 1e-3)
        return zip(values, references).allSatisfy { abs($0 - $1) <= 1e-10 * scale }
    }
}
