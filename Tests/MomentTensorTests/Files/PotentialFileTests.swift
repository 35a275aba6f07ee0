import Foundation
import FuzzSupport
import Testing

@testable import MomentTensor

@Suite("Potential files")
struct PotentialFileTests {
    private func read(_ text: String) throws -> Potential {
        try PotentialFile(bytes: Array(text.utf8), file: "pot.mtp").potential
    }

    @Test("a trained potential reads back to the last bit", arguments: RadialBasis.Kind.allCases, 1...4)
    func roundTrip(kind: RadialBasis.Kind, speciesCount: Int) throws {
        for seed in UInt64(1)...25 {
            let labels = PotentialSamples.labels[Int(seed) % PotentialSamples.labels.count]
            let potential = PotentialSamples.random(
                speciesCount: speciesCount, kind: kind, labels: labels, hasElements: seed % 2 == 0, seed: seed)
            let again = try read(potential.fileText)
            #expect(again == potential, "seed \(seed)")
            #expect(again.bits == potential.bits, "seed \(seed)")
        }
    }

    @Test("an untrained potential stays untrained")
    func untrained() throws {
        var potential = PotentialSamples.random(speciesCount: 3, hasElements: true, seed: 7)
        potential.coefficients = nil
        #expect(try read(potential.fileText) == potential)
    }

    @Test("the text has the keywords in MLIP's order and layout")
    func layout() {
        var potential = PotentialSamples.random(speciesCount: 2, labels: [74, 75], hasElements: true, seed: 1)
        potential.name = "two words"
        potential.tag = "made\nby hand"
        potential.scaling = 0.1
        potential.radialBasis = RadialBasis(kind: .chebyshev, minimumDistance: 2, cutoff: 5, size: 1)
        potential.coefficients = .init(
            radial: [1, -2.5, 1e-5, 0, -0.0, 6, 7, 8], species: [1e22, 1 / 3], linear: [1, 2, 3, 4, .leastNonzeroMagnitude])
        #expect(
            potential.fileText == """
                MTP
                version = 1.1.0
                potential_name = two_words
                scaling = 0.1
                species_count = 2
                potential_tag = species: W Re; made by hand
                radial_basis_type = RBChebyshev
                \tmin_dist = 2.0
                \tmax_dist = 5.0
                \tradial_basis_size = 1
                \tradial_funcs_count = 2
                \tradial_coeffs
                \t\t74-74
                \t\t\t{1.0}
                \t\t\t{-2.5}
                \t\t74-75
                \t\t\t{1e-05}
                \t\t\t{0.0}
                \t\t75-74
                \t\t\t{-0.0}
                \t\t\t{6.0}
                \t\t75-75
                \t\t\t{7.0}
                \t\t\t{8.0}
                alpha_moments_count = 8
                alpha_index_basic_count = 5
                alpha_index_basic = {{0, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {1, 0, 0, 0}}
                alpha_index_times_count = 5
                alpha_index_times = {{0, 0, 1, 5}, {1, 1, 1, 6}, {2, 2, 1, 6}, {3, 3, 1, 6}, {0, 5, 1, 7}}
                alpha_scalar_moments = 5
                alpha_moment_mapping = {0, 4, 5, 6, 7}
                species_coeffs = {1e+22, 0.3333333333333333}
                moment_coeffs = {1.0, 2.0, 3.0, 4.0, 5e-324}

                """)
    }

    @Test("a name that is empty is left out, because MLIP would take the next keyword for it")
    func emptyName() throws {
        var potential = PotentialSamples.random(speciesCount: 1, seed: 3)
        potential.name = ""
        #expect(!potential.fileText.contains("potential_name"))
        #expect(try read(potential.fileText) == potential)
    }

    @Test("write(to:) makes a file that reads back")
    func writing() throws {
        let directory = try TemporaryDirectory()
        let potential = PotentialSamples.random(speciesCount: 2, hasElements: true, seed: 5)
        let path = directory.path("pot.mtp")
        try potential.write(to: path)
        #expect(try PotentialFile(path: path) == PotentialFile(potential: potential))
        #expect(directory.names == ["pot.mtp"])
    }

    @Test("a potential that could not be read again is not written, and what was there stays")
    func refusesToWrite() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("pot.mtp")
        let sound = PotentialSamples.random(speciesCount: 2, seed: 5)
        try sound.write(to: path)
        let broken: [(String, (inout Potential) -> Void)] = [
            ("linear coefficient 2 is nan, not a finite number", { $0.coefficients?.linear[1] = .nan }),
            ("radial coefficient 1 is inf, not a finite number", { $0.coefficients?.radial[0] = .infinity }),
            ("the potential has 1 species coefficients instead of 2", { $0.coefficients?.species.removeLast() }),
            ("the scaling is -inf", { $0.scaling = -.infinity }),
            ("two species of the potential have the same label", { $0.species[1].label = 0 }),
            ("a species of the potential has a negative or too large label", { $0.species[1].label = -1 }),
            ("unknown element 'Xx' in the potential", { $0.species[1].element = "Xx" }),
            ("the potential has no species", { $0.species = [] }),
            ("'max_dist' is 1.0, which is not above 'min_dist', 2.0", { ($0.radialBasis.minimumDistance, $0.radialBasis.cutoff) = (2, 1) }),
            ("'min_dist' and 'max_dist' must be finite", { $0.radialBasis.cutoff = .nan }),
            ("slot 8 is neither a basic moment nor written by any product", { $0.basis.slotCount = 9 }),
        ]
        for (message, breaking) in broken {
            var potential = sound
            breaking(&potential)
            let error = #expect(throws: VolterraError.self) { try potential.write(to: path) }
            #expect(error?.message == message)
        }
        #expect(try PotentialFile(path: path).potential == sound)
        #expect(directory.names == ["pot.mtp"])
    }

    @Test("labels that an untrained file cannot hold are refused rather than lost")
    func untrainedLabels() throws {
        let directory = try TemporaryDirectory()
        var potential = PotentialSamples.random(speciesCount: 2, labels: [74, 75], seed: 5)
        potential.coefficients = nil
        let error = #expect(throws: VolterraError.self) { try potential.write(to: directory.path("pot.mtp")) }
        #expect(error?.message == "the file of an untrained potential cannot hold species labels other than 0, 1, …")
        #expect(error?.advice == "give the species the labels 0 … 1, or coefficients")
        #expect(error?.kind == .unsupported)
    }

    @Test("what the operating system says about a path is passed on")
    func paths() throws {
        let directory = try TemporaryDirectory()
        let missing = #expect(throws: VolterraError.self) { try PotentialFile(path: directory.path("no.mtp")) }
        #expect(missing?.description == directory.path("no.mtp") + ": cannot be read: No such file or directory")
        #expect(missing?.kind == .inputOutput)
        let folder = #expect(throws: VolterraError.self) { try PotentialFile(path: directory.path("")) }
        #expect(folder?.message == "is a directory, not a file")
        let empty = #expect(throws: VolterraError.self) { try PotentialFile(path: "/dev/null") }
        #expect(empty?.message == "is no potential file: it does not begin with a line 'MTP'")
    }
}
