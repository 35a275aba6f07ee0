import Foundation
import TestSupport
import Testing

@testable import MomentTensor

@Suite("Potential files of MLIP", .enabled(if: SharedData.isPresent))
struct GoldenPotentialFileTests {
    /// The file as a plain reader sees it: the text after `keyword =` on its line.
    private func entry(_ keyword: String, in bytes: [UInt8]) -> String? {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .first { $0.hasPrefix(keyword + " =") }
            .map { $0.dropFirst(keyword.count + 2).trimmingCharacters(in: .whitespaces) }
    }

    private func numbers(_ keyword: String, in bytes: [UInt8]) -> [Double] {
        (entry(keyword, in: bytes) ?? "").components(separatedBy: CharacterSet(charactersIn: "{}, ")).compactMap(Double.init)
    }

    @Test("every table and every linear coefficient is what the text of the file says", arguments: SharedData.potentials)
    func tables(name: String) throws {
        let bytes = try SharedData.bytes(name)
        let potential = try PotentialFile(path: SharedData.path(name)).potential
        let coefficients = try #require(potential.coefficients)
        #expect(potential.species.count == Int(numbers("species_count", in: bytes)[0]))
        #expect(potential.species.map(\.label) == Array(0..<potential.species.count))
        #expect(potential.scaling == (numbers("scaling", in: bytes).first ?? 1))
        #expect(potential.radialBasis.kind.rawValue == entry("radial_basis_type", in: bytes))
        #expect(potential.radialBasis.minimumDistance == numbers("min_dist", in: bytes)[0])
        #expect(potential.radialBasis.cutoff == numbers("max_dist", in: bytes)[0])
        #expect(potential.radialBasis.size == Int(numbers("radial_basis_size", in: bytes)[0]))
        #expect(potential.basis.basic.flatMap { [$0.mu, $0.a, $0.b, $0.c] }.map(Double.init) == numbers("alpha_index_basic", in: bytes))
        #expect(
            potential.basis.products.flatMap { [$0.left, $0.right, $0.multiplicity, $0.target] }.map(Double.init)
                == numbers("alpha_index_times", in: bytes))
        #expect(potential.basis.slotCount == Int(numbers("alpha_moments_count", in: bytes)[0]))
        #expect(potential.basis.scalars.map(Double.init) == numbers("alpha_moment_mapping", in: bytes))
        #expect(coefficients.species == numbers("species_coeffs", in: bytes))
        #expect(coefficients.linear == numbers("moment_coeffs", in: bytes))
    }

    @Test("radial coefficients come in the order of the file: centre, neighbour, μ, n", arguments: SharedData.potentials)
    func radialCoefficients(name: String) throws {
        let text = String(decoding: try SharedData.bytes(name), as: UTF8.self)
        let block = try #require(text.range(of: "radial_coeffs"))
        let end = try #require(text.range(of: "alpha_moments_count"))
        let rows = text[block.upperBound..<end.lowerBound].split(separator: "\n").filter { $0.contains("{") }
        let numbers = rows.flatMap { $0.components(separatedBy: CharacterSet(charactersIn: "{}, \t\r")).compactMap(Double.init) }
        let potential = try PotentialFile(path: SharedData.path(name)).potential
        #expect(potential.coefficients?.radial == numbers)
        #expect(potential.radialParameterCount == numbers.count)
    }

    @Test("what is written reads back to the same bits", arguments: SharedData.potentials)
    func roundTrip(name: String) throws {
        let potential = try PotentialFile(path: SharedData.path(name)).potential
        let again = try PotentialFile(bytes: Array(potential.fileText.utf8), file: "again").potential
        #expect(again == potential)
        #expect(again.bits == potential.bits)
    }

    @Test("the matrices of an active set are inverse to each other", arguments: SharedData.activeSets)
    func activeSet(name: String) throws {
        let file = try PotentialFile(path: SharedData.path(name))
        let activeSet = try #require(file.activeSet)
        #expect(activeSet.size == file.potential.parameterCount)
        #expect(activeSet.matrix.count == activeSet.size * activeSet.size)
        #expect(activeSet.inverseResidual < 1e-6)
        #expect(activeSet.selectedConfigurationsText.starts(with: "BEGIN_CFG\n".utf8))
        #expect(activeSet.mode == (name.contains("nbh") || name.hasSuffix("pot.almtp") ? .neighbourhood : .configuration))
    }
}
