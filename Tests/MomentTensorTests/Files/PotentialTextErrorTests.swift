import Foundation
import Testing

@testable import MomentTensor

@Suite("The text of potential files: what is refused, and how")
struct PotentialTextErrorTests {
    /// Line numbers below refer to this.
    static let valid = """
        MTP
        version = 1.1.0
        potential_name = MTP1m
        scaling = 1
        species_count = 2
        potential_tag = W Re
        radial_basis_type = RBChebyshev
            min_dist = 2
            max_dist = 5
            radial_basis_size = 3
            radial_funcs_count = 2
            radial_coeffs
                0-0
                    {1, 2, 3}
                    {1, 2, 3}
                0-1
                    {1, 2, 3}
                    {1, 2, 3}
                1-0
                    {1, 2, 3}
                    {1, 2, 3}
                1-1
                    {1, 2, 3}
                    {1, 2, 3}
        alpha_moments_count = 8
        alpha_index_basic_count = 5
        alpha_index_basic = {{0, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {1, 0, 0, 0}}
        alpha_index_times_count = 5
        alpha_index_times = {{0, 0, 1, 5}, {1, 1, 1, 6}, {2, 2, 1, 6}, {3, 3, 1, 6}, {0, 5, 1, 7}}
        alpha_scalar_moments = 5
        alpha_moment_mapping = {0, 4, 5, 6, 7}
        species_coeffs = {-1, -2}
        moment_coeffs = {1, 2, 3, 4, 5}
        """

    /// One edit of the valid text, and what is said about it.
    struct Mistake: CustomTestStringConvertible, Sendable {
        let old: String
        let new: String
        let message: String

        init(_ old: String, _ new: String, _ message: String) {
            self.old = old
            self.new = new
            self.message = message
        }

        var testDescription: String { "\(old) → \(new)" }
    }

    static let entries = [
        Mistake("MTP\n", "MTPX\n", "1: is no potential file: it does not begin with a line 'MTP'"),
        Mistake("version = 1.1.0\n", "", "2: the second line is not 'version = 1.1.0'"),
        Mistake("1.1.0", "1.2.0", "2: the file is of version '1.2.0', but only 1.1.0 is read"),
        Mistake("potential_tag = W", "comment = W", "6: unknown keyword 'comment'"),
        Mistake("scaling = 1", "scaling 1", "4: expected '=' in 'scaling', but found '1'"),
        Mistake("scaling = 1", "scaling = one", "4: 'one' in 'scaling' is no number"),
        Mistake("scaling = 1", "scaling = nan", "4: 'nan' in 'scaling' is not a finite number"),
        Mistake("scaling = 1", "scaling = 1e999", "4: '1e999' in 'scaling' is not a finite number"),
        Mistake("scaling = 1", "scaling = 1\nscaling = 1", "5: 'scaling' appears twice, first in line 4"),
        Mistake("scaling = 1", "scaling = {1}", "4: expected a number in 'scaling', but found '{'"),
        Mistake("scaling = 1", "scaling = 1 }", "4: expected a keyword in the file, but found '}'"),
        Mistake("species_count = 2", "species_count = -2", "5: 'species_count' is negative"),
        Mistake("species_count = 2", "species_count = 0", "5: 'species_count' must be at least 1"),
        Mistake("species_count = 2", "species_count = 1000000000000", "5: '1000000000000' in 'species_count' is too large"),
        Mistake("species_count = 2", "species_count = 2000000000", "5: 'species_count' is 2000000000, but at most 1000 is possible"),
        Mistake("species_count = 2", "species_count = 1.5", "5: '1.5' in 'species_count' is no whole number, or too large"),
        Mistake("species_count = 2", "species_count = 3", "5: 'species_count' is 3, but the pairs of 'radial_coeffs' name 2 (0, 1)"),
        Mistake("= W Re", "= species: W Xx", "6: unknown element 'Xx' in 'potential_tag'"),
        Mistake("= W Re", "= species: W Re Ta", "6: 'potential_tag' names 3 elements, but there are 2 species"),
        Mistake(
            "RBChebyshev", "RBvdW",
            "7: the radial basis 'RBvdW' is not supported; Volterra knows RBChebyshev, RBChebyshev_repuls, RBTaylor, RBShapeev"),
        Mistake(
            "RBChebyshev", "BChebyshev",
            "7: the radial basis 'BChebyshev' is not supported; Volterra knows RBChebyshev, RBChebyshev_repuls, RBTaylor, RBShapeev"),
        Mistake(
            "    radial_funcs_count", "magnetic_basis_type = BChebyshev\n radial_funcs_count",
            "11: magnetic potentials are not supported: the file has 'magnetic_basis_type'"),
        Mistake("max_dist = 5", "max_dist = 2", "9: 'max_dist' is 2.0, which is not above 'min_dist', 2.0"),
        Mistake("min_dist = 2", "min_dist = -2", "9: 'min_dist' is -2.0, but a distance cannot be negative"),
        Mistake("radial_basis_size = 3", "radial_basis_size = 0", "10: 'radial_basis_size' must be at least 1"),
        Mistake(
            "radial_basis_size = 3", "radial_basis_size = 4", "13: row 1 of the pair 0-0 has 3 coefficients, but 'radial_basis_size' is 4"),
        Mistake("radial_basis_size = 3", "radial_basis_size = 1001", "10: 'radial_basis_size' is 1001, but at most 1000 is possible"),
        Mistake(
            "radial_funcs_count = 2", "radial_funcs_count = 3",
            "11: 'radial_funcs_count' is 3, but the largest μ of 'alpha_index_basic' plus 1 is 2"),
    ]

    static let coefficients = [
        Mistake("        0-1\n", "        0-0\n", "16: the pair 0-0 appears twice, first in line 13"),
        Mistake("        1-0\n", "        1-2\n", "5: 'species_count' is 2, but the pairs of 'radial_coeffs' name 3 (0, 1, 2)"),
        Mistake("        1-1\n            {1, 2, 3}\n            {1, 2, 3}\n", "", "12: the pair 1-1 is missing in 'radial_coeffs'"),
        Mistake(
            "        1-1\n            {1, 2, 3}\n", "        1-1\n",
            "22: the pair 1-1 has 1 rows of coefficients, but there are 2 radial functions"),
        Mistake(
            "        1-1\n            {1, 2, 3}", "        1-1\n            {1, 2}",
            "22: row 1 of the pair 1-1 has 2 coefficients, but 'radial_basis_size' is 3"),
        Mistake(
            "        1-1\n            {1, 2, 3}", "        1-1\n            {1, -inf, 3}",
            "23: '-inf' in entry 2 of row 1 of the pair 1-1 is not a finite number"),
        Mistake("        1-1\n", "        1:1\n", "22: expected '-' in 'radial_coeffs', but found ':1'"),
        Mistake("        1-1\n", "        1-x\n", "22: expected a species label in 'radial_coeffs', but found 'x'"),
        Mistake("        1-1\n", "        1-99999999999\n", "22: the species label '99999999999' in 'radial_coeffs' is too large"),
        Mistake("{-1, -2}", "{-1}", "32: 'species_coeffs' has 1 numbers for 2 species"),
        Mistake("{1, 2, 3, 4, 5}", "{1, 2, 3, 4, 5, 6}", "33: 'moment_coeffs' has 6 numbers for 5 scalars"),
        Mistake("{1, 2, 3, 4, 5}", "{1, 2, 3, nan, 5}", "33: 'nan' in entry 4 of 'moment_coeffs' is not a finite number"),
        Mistake("{1, 2, 3, 4, 5}", "{1, 2, 3,, 5}", "33: expected a number in entry 4 of 'moment_coeffs', but found ','"),
        Mistake("{1, 2, 3, 4, 5}", "{1, 2, 3 4, 5}", "33: expected '}' in 'moment_coeffs', but found '4'"),
        Mistake(
            "species_coeffs = {-1, -2}\n", "",
            "32: the file has 'radial_coeffs' and 'moment_coeffs', but not 'species_coeffs'; "
                + "a trained potential has all three groups of coefficients, an untrained one none"),
    ]

    static let tables = [
        Mistake("moments_count = 8", "moments_count = 4", "29: there are 4 slots, fewer than the 5 basic moments"),
        Mistake(
            "moments_count = 8", "moments_count = 2000000000",
            "29: there are 2000000000 slots, but 5 basic moments and 5 products cannot fill so many"),
        Mistake("moments_count = 8", "moments_count = 9", "29: slot 8 is neither a basic moment nor written by any product"),
        Mistake("moments_count = 8", "moments_count = 7", "29: product 5 uses slot 7, but slots go from 0 to 6"),
        Mistake(
            "basic_count = 5", "basic_count = 6",
            "26: 'alpha_index_basic_count' is 6, but the number of entries of 'alpha_index_basic' is 5"),
        Mistake(
            "times_count = 5", "times_count = 4",
            "28: 'alpha_index_times_count' is 4, but the number of entries of 'alpha_index_times' is 5"),
        Mistake(
            "scalar_moments = 5", "scalar_moments = 6",
            "30: 'alpha_scalar_moments' is 6, but the number of entries of 'alpha_moment_mapping' is 5"),
        Mistake("{0, 1, 0, 0}", "{0, 0, 1, 0}", "27: basic moment 3 is the same as basic moment 2"),
        Mistake("{0, 1, 0, 0}", "{0, -1, 0, 0}", "27: basic moment 2 has a negative number"),
        Mistake("{0, 1, 0, 0}", "{0, 31, 0, 0}", "27: basic moment 2 has rank 31, but at most 30 is possible"),
        Mistake("{0, 1, 0, 0}", "{100, 1, 0, 0}", "27: basic moment 2 has μ = 100, but at most 99 is possible"),
        Mistake("{0, 1, 0, 0}", "{0, 1, 0}", "27: expected ',' in entry 2 of 'alpha_index_basic', but found '}'"),
        Mistake("{0, 1, 0, 0}", "{0, 1, 0, 0, 0}", "27: expected '}' in entry 2 of 'alpha_index_basic', but found ','"),
        Mistake(
            "{0, 1, 0, 0}", "{0, 1, 0, 9223372036854775808}",
            "27: '9223372036854775808' in entry 2 of 'alpha_index_basic' is no whole number, or too large"),
        Mistake("{1, 1, 1, 6}", "{1, 1, 1, 8}", "29: product 2 uses slot 8, but slots go from 0 to 7"),
        Mistake("{1, 1, 1, 6}", "{-1, 1, 1, 6}", "29: product 2 uses slot -1, but slots go from 0 to 7"),
        Mistake("{1, 1, 1, 6}", "{1, 1, 0, 6}", "29: product 2 has the multiplicity 0, which is not positive"),
        Mistake("{1, 1, 1, 6}", "{1, 1, 1, 4}", "29: product 2 writes slot 4, which is a basic moment"),
        Mistake(
            "{0, 0, 1, 5}", "{0, 7, 1, 5}", "29: product 1 reads slot 7 before product 5 writes it: the products are cyclic or out of order"
        ),
        Mistake(
            "{3, 3, 1, 6}", "{3, 6, 1, 6}",
            "29: product 4 writes slot 6, which it or an earlier product reads: the products are cyclic or out of order"),
        Mistake(
            "{0, 5, 1, 7}", "{0, 7, 1, 7}", "29: product 5 reads slot 7 before product 5 writes it: the products are cyclic or out of order"
        ),
        Mistake(
            "{0, 0, 1, 5}", "{0, 7, 1, 6}", "29: product 1 reads slot 7 before product 5 writes it: the products are cyclic or out of order"
        ),
        Mistake("{0, 4, 5, 6, 7}", "{0, 4, 5, 6, 8}", "31: scalar 5 is slot 8, but slots go from 0 to 7"),
        Mistake("{0, 4, 5, 6, 7}", "{0, 4, 5, 6, -7}", "31: scalar 5 is slot -7, but slots go from 0 to 7"),
    ]

    private func message(for text: String) -> String? {
        do {
            _ = try PotentialFile(bytes: Array(text.utf8), file: "pot.mtp")
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test("the text below which the mistakes are made has none")
    func valid() throws {
        let potential = try PotentialFile(bytes: Array(PotentialTextErrorTests.valid.utf8), file: "pot.mtp").potential
        #expect(potential.species == [.init(label: 0, element: "W"), .init(label: 1, element: "Re")])
        #expect(potential.tag == "")
        #expect(potential.radialParameterCount == 24)
        #expect(potential.parameterCount == 31)
    }

    @Test("every mistake has its own message, with the line", arguments: entries + coefficients + tables)
    func message(_ mistake: Mistake) throws {
        let valid = PotentialTextErrorTests.valid
        let range = try #require(valid.range(of: mistake.old))
        let text = valid.replacingCharacters(in: range, with: mistake.new)
        #expect(message(for: text) == "pot.mtp:" + mistake.message)
    }

    @Test("no beginning of a file is a potential, and each says that the file is cut off")
    func truncation() {
        let bytes = Array(PotentialTextErrorTests.valid.utf8)
        for length in 60..<bytes.count {
            let error = #expect(throws: VolterraError.self) { try PotentialFile(bytes: Array(bytes[..<length]), file: "pot.mtp") }
            let isExplained =
                error?.advice == incompleteFileAdvice || error?.message.contains("but not 'species_coeffs'") == true
                || error?.message.contains("but not 'moment_coeffs'") == true
            #expect(isExplained, "\(length) bytes: \(String(describing: error))")
        }
    }

    @Test("a truncated file says what is incomplete or missing")
    func truncationMessages() throws {
        let valid = PotentialTextErrorTests.valid
        let expected = [
            ("alpha_index_times = {{0, 0,", "29: the file ends in the middle of entry 1 of 'alpha_index_times'"),
            ("alpha_mom", "25: the file ends in the middle of the word 'alpha_mom'"),
            ("alpha_moments_count =", "25: the file ends in the middle of 'alpha_moments_count'"),
            ("alpha_moments_count = 8\n", "25: the file ends without 'alpha_index_basic'"),
            ("moment_coeffs = {1, 2", "33: the file ends in the middle of 'moment_coeffs'"),
        ]
        for (end, message) in expected {
            let text = String(valid[..<(try #require(valid.range(of: end))).upperBound])
            #expect(self.message(for: text) == "pot.mtp:\(message); it may be incomplete: copy or write it again")
        }
    }

    @Test("an untrained file with a mistyped size or species count asks for no memory")
    func memory() throws {
        let lines = PotentialTextErrorTests.valid.split(separator: "\n")
        let untrained = (lines[..<11] + lines[24..<31]).joined(separator: "\n")
        let potential = try PotentialFile(bytes: Array(untrained.utf8), file: "pot.mtp").potential
        #expect(potential.coefficients == nil)
        let huge = untrained.replacingOccurrences(of: "species_count = 2", with: "species_count = 1000")
            .replacingOccurrences(of: "radial_basis_size = 3", with: "radial_basis_size = 1000")
        #expect(
            message(for: huge) == "pot.mtp:10: the potential has 2000001005 parameters, but at most 100000000 are possible")
    }

    @Test("an untrained file without species_count does not tell the number of species")
    func unknownSpeciesCount() {
        let lines = PotentialTextErrorTests.valid.split(separator: "\n")
        let untrained = (lines[..<4] + lines[5..<12] + lines[24..<31]).joined(separator: "\n")
        #expect(
            message(for: untrained) == """
                pot.mtp:18: the number of species is unknown: the file has neither 'species_count' nor radial coefficients; \
                add a line 'species_count = …' before 'potential_tag'
                """)
    }

    @Test("RBShapeev has at most twelve functions")
    func shapeev() throws {
        let potential = PotentialSamples.random(speciesCount: 1, kind: .shapeev, seed: 1)
        let text = potential.fileText.replacingOccurrences(
            of: "radial_basis_size = \(potential.radialBasis.size)", with: "radial_basis_size = 13")
        #expect(message(for: text) == "pot.mtp:10: 'radial_basis_size' is 13, but RBShapeev is defined for at most 12")
    }
}
