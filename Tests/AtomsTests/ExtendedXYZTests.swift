import Foundation
import MomentTensor
import Testing

@testable import Atoms

@Suite struct ExtendedXYZTests {
    /// As written by ASE 3.29 for a compressed cell: the stress is negative, the virial that the same data set gives positive.
    static let fromASE = """
        2
        Lattice="3.0 0.0 0.0 0.1 3.1 0.0 0.0 0.2 3.2" Properties=species:S:1:pos:R:3:momenta:R:3:forces:R:3 config_type=slab \
        temperature=300.5 note="two words" parts="_JSON [[1, 2], [3, 4]]" is_good=T energy=-17.25 \
        stress="-0.01 -0.001 -0.002 -0.001 -0.02 -0.003 -0.002 -0.003 -0.03" free_energy=-17.5 pbc="T T F"
        W        0.00000000       0.00000000       0.00000000       1.00000000       2.00000000       3.00000000      -0.50000000       0.25000000       0.00000000
        Re       1.50000000       1.60000000       1.70000000       1.00000000       2.00000000       3.00000000       0.50000000      -0.25000000       0.00000000

        """

    private func frame(_ comment: String, _ atoms: String...) -> String {
        "\(atoms.count)\n\(comment)\n" + atoms.map { $0 + "\n" }.joined()
    }

    private let cube = "Lattice=\"2 0 0 0 2 0 0 0 2\""

    @Test("a frame of ASE is read, labels, flags and other keys")
    func ase() throws {
        let configuration = try #require(try read(Self.fromASE, as: .extendedXYZ).first)
        #expect(configuration.cell.a == SIMD3(3, 0, 0))
        #expect(configuration.cell.b == SIMD3(0.1, 3.1, 0))
        #expect(configuration.cell.c == SIMD3(0, 0.2, 3.2))
        #expect(configuration.cell.periodicity == [true, true, false])
        #expect(configuration.kinds == ["W", "Re"].compactMap { Element(symbol: $0) }.map { .element($0) })
        #expect(configuration.positions == [.zero, SIMD3(1.5, 1.6, 1.7)])
        #expect(configuration.forces == [SIMD3(-0.5, 0.25, 0), SIMD3(0.5, -0.25, 0)])
        #expect(configuration.energy == -17.25)
        let volume = 3.0 * 3.1 * 3.2
        let virial = try #require(configuration.virial)
        #expect(abs(virial.xx - 0.01 * volume) < 1e-12)
        #expect(abs(virial.yz - 0.003 * volume) < 1e-12)
        let expected = [
            ("config_type", "slab"), ("temperature", "300.5"), ("note", "two words"), ("parts", "_JSON [[1, 2], [3, 4]]"),
            ("is_good", "T"), ("free_energy", "-17.5"),
        ]
        #expect(configuration.features == expected.map { Configuration.Feature(name: $0, value: $1) })
        #expect(configuration.group == "slab")
    }

    @Test("fixed atoms are those of fix_mask, or those that ASE's move_mask leaves out; they are written as fix_mask")
    func fixedAtoms() throws {
        let marked = frame("\(cube) Properties=species:S:1:pos:R:3:fix_mask:L:1", "W 0 0 0 T", "W 1 1 1 F")
        #expect(try read(marked, as: .extendedXYZ)[0].isFixed == [true, false])
        let movable = frame("\(cube) Properties=species:S:1:pos:R:3:move_mask:L:1", "W 0 0 0 True", "W 1 1 1 F")
        #expect(try read(movable, as: .extendedXYZ)[0].isFixed == [false, true])
        let both = frame("\(cube) Properties=species:S:1:move_mask:L:1:pos:R:3:fix_mask:L:1", "W T 0 0 0 T", "W T 1 1 1 F")
        #expect(try read(both, as: .extendedXYZ)[0].isFixed == [true, false])
        let byCoordinate = frame("\(cube) Properties=species:S:1:pos:R:3:move_mask:L:3", "W 0 0 0 T F T")
        #expect(try read(byCoordinate, as: .extendedXYZ)[0].isFixed == nil)
        try withTemporaryDirectory { directory in
            let writer = try ExtendedXYZWriter(path: directory + "/out.xyz")
            try writer.write(try read(marked, as: .extendedXYZ)[0])
            try writer.finish()
            #expect(try readConfigurations(path: directory + "/out.xyz")[0].isFixed == [true, false])
        }
        let wrong = frame("\(cube) Properties=species:S:1:pos:R:3:fix_mask:L:1", "W 0 0 0 T", "W 1 1 1 maybe")
        let error = #expect(throws: VolterraError.self) { try read(wrong, as: .extendedXYZ) }
        #expect(error?.message == "column 5 of atom 2 is 'maybe', neither T nor F")
    }

    @Test("the virial is minus the volume times the stress: both are positive and negative for a compressed cell")
    func signs() throws {
        let stress = try read(frame(cube + " stress=\"-1 -6 -5 -6 -2 -4 -5 -4 -3\"", "H 0 0 0"), as: .extendedXYZ)[0].virial
        let virial = try read(frame(cube + " virial=\"8 48 40 48 16 32 40 32 24\"", "H 0 0 0"), as: .extendedXYZ)[0].virial
        let voigt = try read(frame(cube + " stress=\"-1 -2 -3 -4 -5 -6\"", "H 0 0 0"), as: .extendedXYZ)[0].virial
        #expect(stress == SymmetricTensor(xx: 8, yy: 16, zz: 24, yz: 32, xz: 40, xy: 48))
        #expect(virial == stress)
        #expect(voigt == stress)
    }

    @Test("frames of different sizes and kinds follow each other, blank lines between them or not")
    func severalFrames() throws {
        let text = frame("energy=1", "H 0 0 0") + "\n\n" + "0\n\n" + frame("", "He 1 2 3", "Li 4 5 6")
        let configurations = try read(text, as: .extendedXYZ)
        #expect(configurations.map(\.count) == [1, 0, 2])
        #expect(configurations.map(\.energy) == [1, nil, nil])
        #expect(try read("", as: .extendedXYZ) == [])
    }

    @Test("plain XYZ has no cell, and its title is kept")
    func plain() throws {
        let configuration = try read(frame("made by hand", "w 0 0 0", "RE 1 1 1"), as: .extendedXYZ)[0]
        #expect(configuration.cell == .none)
        #expect(configuration.feature("comment") == "made by hand")
        #expect(configuration.kinds == ["W", "Re"].compactMap { Element(symbol: $0) }.map { .element($0) })
    }

    @Test(
        "periodicity by pbc in all its spellings, or by the presence of a Lattice",
        arguments: [
            ("pbc=\"T F T\"", [true, false, true]), ("pbc=[T,F,F]", [true, false, false]), ("pbc=\"1 1 0\"", [true, true, false]),
            ("pbc=F", [false, false, false]), ("pbc=\"_JSON [true, false, true]\"", [true, false, true]), ("a=b", [true, true, true]),
        ])
    func periodicity(text: String, expected: [Bool]) throws {
        #expect(try read(frame("\(cube) \(text)", "H 0 0 0"), as: .extendedXYZ)[0].cell.periodicity == expected)
    }

    @Test("keys and values in every quoting")
    func grammar() throws {
        let comment =
            #"a=1 b = 2 'c d'="e \"f\"" g={1 2 3} h=[1,2] i=[[1,2],[3,4]] flag k="" l=m=n o=back\\slash p="x\ny" Lattice="2 0 0 0 2 0 0 0 2""#
        let features = try read(frame(comment, "H 0 0 0"), as: .extendedXYZ)[0].features
        let expected = [
            ("a", "1"), ("b", "2"), ("c d", "e \"f\""), ("g", "1 2 3"), ("h", "1,2"), ("i", "[[1,2],[3,4]]"), ("flag", "T"), ("k", ""),
            ("l", "m=n"), ("o", "back\\slash"), ("p", "x\ny"),
        ]
        #expect(features == expected.map { Configuration.Feature(name: $0, value: $1) })
    }

    @Test("labels under their other names, and the first name of the list where there are several")
    func otherNames() throws {
        let columns = "Properties=species:S:1:pos:R:3:REF_forces:R:3:fix_mask:L:1:region:S:1"
        let both = try read(frame("\(columns) REF_energy=2 energy=1", "H 0 0 0 1 2 3 T MM"), as: .extendedXYZ)[0]
        #expect(both.energy == 1)
        #expect(both.feature("REF_energy") == "2")
        #expect(both.forces == [SIMD3(1, 2, 3)])
        let free = try read(frame("free_energy=3", "H 0 0 0"), as: .extendedXYZ)[0]
        #expect(free.energy == 3)
    }

    @Test("labels under names that the user chooses")
    func chosenNames() throws {
        let text = frame(
            "\(cube) Properties=species:S:1:pos:R:3:forces:R:3:f2:R:3 energy=1 e2=2 stress=\"1 1 1 0 0 0\" virial=\"8 8 8 0 0 0\"",
            "H 0 0 0 1 1 1 2 2 2")
        let keys = LabelKeys(energy: "e2", forces: "f2", virial: "virial")
        let configuration = try read(text, as: .extendedXYZ, options: .init(labelKeys: keys))[0]
        #expect(configuration.energy == 2)
        #expect(configuration.forces == [SIMD3(2, 2, 2)])
        #expect(configuration.virial == SymmetricTensor(xx: 8, yy: 8, zz: 8, yz: 0, xz: 0, xy: 0))
        #expect(configuration.feature("stress") == "1 1 1 0 0 0")
        let missing = refusal(frame("energy=1", "H 0 0 0"), as: .extendedXYZ, options: .init(labelKeys: LabelKeys(energy: "e3")))
        #expect(missing == "test: no frame has 'e3'; look at the second line of the file for the names of its labels")
    }

    @Test("a column of atomic numbers is as good as symbols")
    func atomicNumbers() throws {
        let configuration = try read(frame("Properties=Z:I:1:pos:R:3", "74 1 2 3"), as: .extendedXYZ)[0]
        #expect(configuration.kinds.first == Element(symbol: "W").map { .element($0) })
    }

    @Test(
        "every mistake has its own message, with file and line",
        arguments: [
            ("x\n", "test:1: 'x' stands where a frame should begin with its number of atoms"),
            ("-1\n\n", "test:1: '-1' stands where a frame should begin with its number of atoms"),
            ("1\n", "test:1: the file ends where the comment line of a frame should follow; the file is truncated"),
            ("1000000000000\n\nH 0 0 0\n", "test:3: the file ends where atom 2 of 1000000000000 should follow; the file is truncated"),
            ("2\n\nH 0 0 0\n1\n\nH 0 0 0\n", "test:4: atom 2 of 2 has 1 columns, but 4 are expected"),
            ("1\n\nH 0 0\n", "test:3: atom 1 of 1 has 3 columns, but 4 are expected"),
            ("1\n\n\n", "test:3: the line of atom 1 of 1 is empty"),
            (
                "1\nenergy=1\nH 0 0 0 1 2 3\n",
                "test:3: atom 1 has more than four columns, but the comment line has no Properties; "
                    + "say what the columns are, for example Properties=species:S:1:pos:R:3:forces:R:3"
            ),
            (
                "1\nProperties=species:S:1:pos:R:3\nH 0 0 0 9\n",
                "test:3: atom 1 has more columns than the 4 of Properties; the first one too many is '9'"
            ),
            ("1\n\nQq 0 0 0\n", "test:3: the species of atom 1 is 'Qq', which is no chemical symbol"),
            (
                "1\n\n26 0 0 0\n",
                "test:3: the species of atom 1 is '26', which is no chemical symbol; if it is an atomic number, call the column Z:I:1; "
                    + "types have to be replaced by chemical symbols"
            ),
            (
                "1\n\nX 0 0 0\n",
                "test:3: atom 1 is the dummy element X; give it a chemical symbol, or add a column type:I:1 with its type from 0"
            ),
            ("1\n\nH 0 nan 0\n", "test:3: column 3 of atom 1 is 'nan', not a finite number"),
            ("1\nProperties=Z:I:1:pos:R:3\n119 0 0 0\n", "test:3: atom 1 has the atomic number 119"),
            ("1\na=1 a=2\n", "test:2: the key 'a' occurs twice"),
            ("1\n=2\n", "test:2: a value has no key before its '='"),
            ("1\na=\"b\n", "test:2: a quote \" is never closed"),
            ("1\na={b\n", "test:2: a bracket { is never closed"),
            ("1\nenergy=low\n", "test:2: energy is 'low', which is no number"),
            ("1\nenergy=nan\n", "test:2: energy is nan, not a finite number"),
            (
                "1\nLattice=\"1 2 3\"\n",
                "test:2: Lattice is '1 2 3'; it must be 9 numbers: the components of a, then of b, then of c"
            ),
            ("1\npbc=\"T T T\"\n", "test:2: pbc is 'T T T', but the frame has no Lattice"),
            ("1\npbc=\"T T\"\n", "test:2: pbc is 'T T'; it must be three of T and F, such as \"T T F\""),
            (
                "1\nLattice=\"1 0 0 0 1 0 0 0 0\"\n",
                "test:2: the frame is periodic along a lattice vector of length zero; say with pbc along which vectors it is periodic"
            ),
            (
                "1\nProperties=species:S:1:pos:R\n",
                "test:2: Properties is 'species:S:1:pos:R'; it must be a list of name:type:columns with the types S, R, I or L, "
                    + "such as species:S:1:pos:R:3"
            ),
            ("1\nProperties=species:S:1\n", "test:2: Properties has no pos:R:3"),
            ("1\nProperties=pos:R:3\n", "test:2: Properties has neither species:S:1 nor Z:I:1"),
            ("1\nProperties=pos:R:3:pos:R:3\n", "test:2: Properties has 'pos' twice"),
            (
                "1\nProperties=species:S:1:pos:R:3:forces:R:1\n",
                "test:2: Properties has forces:R:1 where forces:R:3 is possible"
            ),
            (
                "1\nProperties=species:I:1:pos:R:3\n",
                "test:2: species:I:1 may mean atomic numbers or types; call the column Z:I:1 if these are atomic numbers, "
                    + "and write chemical symbols if they are not"
            ),
            (
                "1\nstress=\"1 2 3 4 5\"\n",
                "test:2: stress is '1 2 3 4 5'; it must be 9 numbers, or 6 in the order xx yy zz yz xz xy"
            ),
            ("1\nLattice=\"2 0 0 0 2 0 0 0 2\" stress=\"1 2 0 0 1 0 0 0 1\"\n", "test:2: stress is not symmetric"),
            (
                "1\nstress=\"1 1 1 0 0 0\"\n",
                "test:2: stress without a Lattice has no meaning; give a Lattice, or the virial in eV as 'virial'"
            ),
            (
                "1\nLattice=\"2 0 0 0 2 0 0 0 2\" stress=\"1 1 1 0 0 0\" virial=\"8 8 8 0 0 0\"\n",
                "test:2: virial and stress have contradictory signs; stress must be negative and virial positive when compressed; "
                    + "name the right one with the stress or virial key"
            ),
            (
                "1\nLattice=\"2 0 0 0 2 0 0 0 2\" stress=\"1 1 1 0 0 0\" virial=\"-8 -8 -9 0 0 0\"\n",
                "test:2: virial [eV] is not −volume · stress [eV/Å³]; name the right one with the stress or virial key"
            ),
        ])
    func mistakes(text: String, message: String) {
        #expect(refusal(text, as: .extendedXYZ) == message)
    }

    @Test("what is written is read back to the last bit")
    func roundTrip() throws {
        var configurations = (1...20).map { randomConfiguration(seed: UInt64($0), atoms: $0 % 5) }
        configurations[3].cell = .none
        configurations[4].cell = Cell(.zero, .zero, SIMD3(0, 0, 3), periodic: (false, false, true))
        configurations[5].virial = nil
        configurations[6].forces = nil
        configurations[7].kinds = configurations[7].kinds.indices.map { .type($0) }
        configurations[8].cell.isPeriodicAlongB = false
        #expect(try read(written(configurations, as: .extendedXYZ), as: .extendedXYZ) == configurations)
    }

    @Test("features whose names are taken by labels get an underscore")
    func reservedNames() throws {
        var configuration = randomConfiguration(seed: 1, atoms: 1)
        configuration.features = [.init(name: "energy", value: "high"), .init(name: "a", value: "1"), .init(name: "a", value: "2")]
        let names = try read(written([configuration], as: .extendedXYZ), as: .extendedXYZ)[0].features.map(\.name)
        #expect(names == ["energy_", "a", "a_"])
    }

    @Test("types get the chemical symbols that the writer is told")
    func elements() throws {
        var configuration = Configuration(positions: [.zero, .zero], kinds: [.type(1), .type(0)])
        let elements = ["W", "Re"].compactMap { Element(symbol: $0) }
        let bytes = try written([configuration], as: .extendedXYZ, options: .init(elements: elements))
        configuration.kinds = [.element(elements[1]), .element(elements[0])]
        #expect(try read(bytes, as: .extendedXYZ) == [configuration])
    }
}

@Suite(.enabled(if: SharedData.isPresent)) struct ExtendedXYZSharedDataTests {
    static let files = SharedData.files { $0.hasSuffix(".xyz.gz") }

    @Test("every data set is read, and survives a round trip", arguments: files)
    func dataSets(name: String) throws {
        let configurations = try readConfigurations(path: SharedData.path(name))
        #expect(!configurations.isEmpty)
        #expect(try read(written(configurations, as: .extendedXYZ), as: .extendedXYZ) == configurations)
    }

    @Test("frames, atoms and sums of labels are those that ASE reads", arguments: ReferenceSums.all)
    func sums(reference: ReferenceSums) throws {
        let configurations = try readConfigurations(path: SharedData.path(reference.file))
        #expect(configurations.count == reference.frames)
        #expect(configurations.reduce(0) { $0 + $1.count } == reference.atoms)
        let energy = configurations.reduce(0) { $0 + ($1.energy ?? 0) }
        #expect(abs(energy - reference.energy) <= 1e-9 * abs(reference.energy))
        let forces = configurations.flatMap { $0.forces ?? [] }.reduce(0) { $0 + ($1 * $1).sum() }
        #expect(abs(forces - reference.squaredForces) <= 1e-9 * reference.squaredForces)
        let virial = configurations.reduce(0) { $0 + ($1.virial?.trace ?? 0) }
        #expect(abs(virial - reference.virialTrace) <= 1e-5 * abs(reference.virialTrace))
    }
}
