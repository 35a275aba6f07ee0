import Foundation
import FuzzSupport
import Testing

@testable import MomentTensor

@Suite("Active sets")
struct ActiveSetTests {
    static let potential = PotentialSamples.random(speciesCount: 1, seed: 21)
    static let activeSet = ActiveSetSamples.random(size: potential.parameterCount, seed: 22)
    static let file = PotentialFile(potential: potential, activeSet: activeSet)

    private func message(for bytes: [UInt8]) -> String? {
        do {
            _ = try PotentialFile(bytes: bytes, file: "pot")
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test("a '.almtp' reads back to the last bit")
    func roundTrip() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("pot.almtp")
        try ActiveSetTests.file.write(to: path)
        let again = try PotentialFile(path: path)
        #expect(again == ActiveSetTests.file)
        #expect(again.activeSet?.matrix.map(\.bitPattern) == ActiveSetTests.activeSet.matrix.map(\.bitPattern))
        #expect(again.activeSet?.inverse.map(\.bitPattern) == ActiveSetTests.activeSet.inverse.map(\.bitPattern))
    }

    @Test("the layout is that of MLIP-3: text, weights, A by rows, A⁻¹ by columns, origins, configurations")
    func layout() throws {
        let bytes = try ActiveSetTests.activeSet.bytes(parameterCount: ActiveSetTests.activeSet.size)
        let head = """
            #MVS_v1.1
            energy_weight 1.0
            force_weight 0.0
            stress_weight 0.0
            site_en_weight 0.0
            weight_scaling 2
            #
            """
        #expect(bytes.starts(with: head.utf8))
        let size = ActiveSetTests.activeSet.size
        let second = ActiveSetTests.activeSet.matrix[1].bitPattern
        #expect(Array(bytes[(head.utf8.count + 8)..<(head.utf8.count + 16)]) == withUnsafeBytes(of: second.littleEndian, Array.init))
        let below = ActiveSetTests.activeSet.inverse[size].bitPattern
        let start = head.utf8.count + 8 * size * size + 8
        #expect(Array(bytes[start..<start + 8]) == withUnsafeBytes(of: below.littleEndian, Array.init))
        let end = String(decoding: bytes[(head.utf8.count + 16 * size * size)...], as: UTF8.self)
        #expect(end.hasPrefix("\n#\n0 0\n-1 -1\n"))
        #expect(end.hasSuffix("#\nBEGIN_CFG\n Size\n    1\nEND_CFG\n\n"))
    }

    @Test("an '.als' tells the same, but for the equations")
    func mlip2() throws {
        let read = try PotentialFile(bytes: ActiveSetSamples.alsBytes(ActiveSetTests.file), file: "pot.als")
        let activeSet = try #require(read.activeSet)
        #expect(read.potential == ActiveSetTests.potential)
        #expect(activeSet.matrix == ActiveSetTests.activeSet.matrix)
        #expect(activeSet.inverse == ActiveSetTests.activeSet.inverse)
        #expect(activeSet.weights == ActiveSetTests.activeSet.weights)
        #expect(activeSet.origins.allSatisfy { $0 == .init(configuration: 0) })
        #expect(activeSet.selectedConfigurationsText == ActiveSetTests.activeSet.selectedConfigurationsText)
    }

    @Test("an active set of MLIP-2 is not written as one of MLIP-3")
    func mlip2IsNotWritten() throws {
        let directory = try TemporaryDirectory()
        let read = try PotentialFile(bytes: ActiveSetSamples.alsBytes(ActiveSetTests.file), file: "pot.als")
        let error = #expect(throws: VolterraError.self) { try read.write(to: directory.path("pot.almtp")) }
        #expect(
            error?.message
                == "an active set of MLIP-2 cannot be written as '.almtp', because it does not tell the equations of its rows")
        #expect(directory.names.isEmpty)
    }

    @Test("an active set of another potential is not written")
    func foreignSet() throws {
        let directory = try TemporaryDirectory()
        let file = PotentialFile(potential: PotentialSamples.random(speciesCount: 2, seed: 1), activeSet: ActiveSetTests.activeSet)
        let error = #expect(throws: VolterraError.self) { try file.write(to: directory.path("pot.almtp")) }
        #expect(
            error?.message
                == "the active set does not belong to the potential: it is not for \(file.potential.parameterCount) parameters")
    }

    @Test("the mode follows from the weights")
    func mode() {
        var activeSet = ActiveSetTests.activeSet
        #expect(activeSet.mode == .configuration)
        activeSet.weights = .init(energy: 0, force: 0, stress: 0, siteEnergy: 1)
        #expect(activeSet.mode == .neighbourhood)
        activeSet.weights = .init(energy: 1, force: 0.01, stress: 0, siteEnergy: 0)
        #expect(activeSet.mode == .mixed)
    }

    @Test("damaged active sets are refused with the reason")
    func refusals() throws {
        let text = Array(ActiveSetTests.potential.fileText.utf8)
        let line = text.filter { $0 == UInt8(ascii: "\n") }.count + 1
        let sound = text + (try ActiveSetTests.activeSet.bytes(parameterCount: ActiveSetTests.activeSet.size))
        let advice = "; it may be incomplete: copy or write it again"
        #expect(message(for: sound) == nil)
        #expect(
            message(for: text + Array("#MVS_v1.0\n".utf8))
                == "pot:\(line): the active set begins with '#MVS_v1.0', but only '#MVS_v1.1' is read")
        #expect(
            message(for: text + Array("#MVS_v1.1\nforce_weight 1".utf8))
                == "pot:\(line): expected 'energy_weight' in the active set, but found 'force_weight'")
        #expect(
            message(for: Array(sound[..<(text.count + 1000)]))
                == "pot:\(line): the file ends in the middle of the matrices of the active set" + advice)
        let rest = ActiveSetTests.activeSet.selectedConfigurationsText.count + "#\n".utf8.count
        #expect(
            message(for: Array(sound.dropLast(rest + "0\n".utf8.count)))
                == "pot:\(line): the file ends in the middle of entry \(ActiveSetTests.activeSet.size) of the list of selected equations"
                + advice)
        #expect(
            message(for: text + Array("^".utf8)) == "pot:\(line): the file ends in the middle of the weights of the active set" + advice)

        var broken = ActiveSetTests.file
        broken.activeSet?.selectedConfigurationsText = []
        let bytes = text + (try #require(try broken.activeSet?.bytes(parameterCount: ActiveSetTests.activeSet.size)))
        #expect(message(for: bytes) == "pot:\(line): row 1 of the active set comes from configuration 1, but only 0 follow" + advice)
    }

    @Test("a matrix with a number that is not finite is refused")
    func notFinite() throws {
        let text = Array(ActiveSetTests.potential.fileText.utf8)
        var bytes = text + (try ActiveSetTests.activeSet.bytes(parameterCount: ActiveSetTests.activeSet.size))
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: "2\n#".utf8) && $0 > text.count }) + 3
        withUnsafeBytes(of: Double.nan.bitPattern.littleEndian) { bytes.replaceSubrange(start..<start + 8, with: $0) }
        let error = #expect(throws: VolterraError.self) { try PotentialFile(bytes: bytes, file: "pot") }
        #expect(error?.message == "the matrices of the active set hold a number that is not finite")
    }
}

@Suite("Active sets of MLIP", .enabled(if: SharedData.isPresent))
struct GoldenActiveSetTests {
    @Test("a row of the matrix is the gradient of an energy per atom: its species component is 1", arguments: ["m2.als", "m3_cfg.almtp"])
    func rows(name: String) throws {
        let file = try PotentialFile(path: SharedData.path("golden/W-08/\(name)"))
        let activeSet = try #require(file.activeSet)
        let column = file.potential.radialParameterCount
        let isMLIP2 = name.hasSuffix("als")
        for (row, origin) in activeSet.origins.enumerated() where origin.configuration != nil {
            let value = activeSet.matrix[row * activeSet.size + column]
            // Rows of MLIP-2 that still are multiples of unit vectors are not told from the others.
            #expect(abs(value - 1) < 1e-12 || isMLIP2 && abs(value) < 1e-4, "row \(row)")
        }
    }

    @Test(
        "a '.almtp' of MLIP-3 is written with the same matrices, origins and configurations",
        arguments: ["golden/W-08/m3_cfg.almtp", "golden/W-08/m3_nbh.almtp", "golden/mlip3-16/pot.almtp"])
    func rewriting(name: String) throws {
        let directory = try TemporaryDirectory()
        let original = try PotentialFile(path: SharedData.path(name))
        try original.write(to: directory.path("pot.almtp"))
        #expect(try PotentialFile(path: directory.path("pot.almtp")) == original)
        let written = Array(try Data(contentsOf: URL(fileURLWithPath: directory.path("pot.almtp"))))
        let read = try SharedData.bytes(name)
        // From the first byte of the matrices on, the files are the same.
        let head = try #require(written.indices.first { written[$0...].starts(with: "weight_scaling 2\n#".utf8) })
        let tail = written.count - head - "weight_scaling 2\n#".utf8.count
        #expect(written.suffix(tail) == read.suffix(tail))
    }
}
