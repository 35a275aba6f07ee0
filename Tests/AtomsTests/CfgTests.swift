import Foundation
import MomentTensor
import Testing

@testable import Atoms

@Suite struct CfgTests {
    static let complete = """
        BEGIN_CFG
         Size
            2
         Supercell
            4.0 0.0 0.0
            0.5 5.0 0.0
            0.0 0.25 6.0
         AtomData:  id type       cartes_x      cartes_y      cartes_z     site_en      fx          fy          fz  charge nbh_grades
                     1    0       0.1      0.2      0.3   -3.5  1e-3  -2   3  0.5  1.25
                     2    1       1.1      1.2      1.3   -4.5  4  5   6  -0.5  2.25
         Energy
            -8.0
         PlusStress:  xx          yy          zz          yz          xz          xy
              1   2   3   4   5   6
         Feature   what\tsomething with blanks
         Feature   two\\_words\tfirst
         Feature   two\\_words\tsecond
        END_CFG

        """

    private func body(_ fields: String) -> String { "BEGIN_CFG\nSize 1\n\(fields)\nEND_CFG\n" }
    private let atom = "AtomData: cartes_x cartes_y cartes_z\n1 2 3"

    @Test("every field is read")
    func everyField() throws {
        let configuration = try #require(try read(Self.complete, as: .cfg).first)
        #expect(configuration.cell == Cell(SIMD3(4, 0, 0), SIMD3(0.5, 5, 0), SIMD3(0, 0.25, 6)))
        #expect(configuration.positions == [SIMD3(0.1, 0.2, 0.3), SIMD3(1.1, 1.2, 1.3)])
        #expect(configuration.kinds == [.type(0), .type(1)])
        #expect(configuration.siteEnergies == [-3.5, -4.5])
        #expect(configuration.forces == [SIMD3(1e-3, -2, 3), SIMD3(4, 5, 6)])
        #expect(configuration.charges == [0.5, -0.5])
        #expect(configuration.grades == [1.25, 2.25])
        #expect(configuration.energy == -8)
        #expect(configuration.virial == SymmetricTensor(xx: 1, yy: 2, zz: 3, yz: 4, xz: 5, xy: 6))
        #expect(configuration.feature("what") == "something with blanks")
        #expect(configuration.feature("two words") == "first\nsecond")
    }

    @Test("a file with Windows line ends is the same file")
    func windowsLineEnds() throws {
        let windows = try read(Self.complete.replacing("\n", with: "\r\n"), as: .cfg)
        #expect(windows == (try read(Self.complete, as: .cfg)))
    }

    @Test("a file without records has no configurations")
    func noRecords() throws {
        #expect(try read("", as: .cfg) == [])
        #expect(try read(" \n\n", as: .cfg) == [])
    }

    @Test("one to three lattice vectors say along what the configuration is periodic", arguments: [0, 3, 6, 9])
    func supercell(numbers: Int) throws {
        let rows = (1...9).prefix(numbers).map { "\($0)" }.joined(separator: " ")
        let text = body((numbers > 0 ? "SuperCell \(rows)\n" : "") + atom)
        let cell = try #require(try read(text, as: .cfg).first).cell
        #expect(cell.periodicity == [numbers >= 3, numbers >= 6, numbers >= 9])
        #expect(cell.b == (numbers >= 6 ? SIMD3(4, 5, 6) : .zero))
    }

    @Test("a lattice vector of zeros is a direction without periodicity")
    func zeroVector() throws {
        let cell = try #require(try read(body("Supercell 0 0 0 0 0 0 0 0 5\n" + atom), as: .cfg).first).cell
        #expect(cell.periodicity == [false, false, true])
    }

    @Test("direct coordinates are multiples of the lattice vectors, wherever Supercell stands")
    func directCoordinates() throws {
        let text = body("AtomData: direct_z direct_x direct_y\n 0.5 0.25 1\nSupercell 4 0 0 1 5 0 0 0 6")
        #expect(try read(text, as: .cfg).first?.positions == [SIMD3(2, 5, 3)])
    }

    @Test("magnetic columns are passed over, and ghost atoms are named by a feature")
    func extraColumns() throws {
        let text = """
            BEGIN_CFG
            Size 4
            AtomData: id type cartes_x cartes_y cartes_z magmom_x magmom_y magmom_z en_der_mx en_der_my en_der_mz ghost
            1 0 0 0 0 1 2 3 4 5 6 false
            2 0 0 0 0 1 2 3 4 5 6 true
            3 0 0 0 0 1 2 3 4 5 6 true
            4 2 7 8 9 1 2 3 4 5 6 false
            END_CFG
            """
        let configuration = try #require(try read(text, as: .cfg).first)
        #expect(configuration.feature("ghosts") == "2-3")
        #expect(configuration.positions[3] == SIMD3(7, 8, 9))
        #expect(configuration.kinds[3] == .type(2))
    }

    @Test("the components of PlusStress come in any order")
    func stressOrder() throws {
        let virial = try read(body(atom + "\nPlusStress: xy xz yz zz yy xx\n6 5 4 3 2 1"), as: .cfg).first?.virial
        #expect(virial == SymmetricTensor(xx: 1, yy: 2, zz: 3, yz: 4, xz: 5, xy: 6))
    }

    @Test("Virial: is divided by the volume, as MLIP does it")
    func legacyVirial() throws {
        let text = body("Supercell 2 0 0 0 2 0 0 0 -2\n" + atom + "\nVirial: xx yy zz yz xz xy\n8 16 24 32 40 48")
        #expect(try read(text, as: .cfg).first?.virial == SymmetricTensor(xx: 1, yy: 2, zz: 3, yz: 4, xz: 5, xy: 6))
    }

    @Test("Features: lists names and then values")
    func featureTable() throws {
        let configuration = try #require(try read(body(atom + "\nFeatures: a b\n1 2"), as: .cfg).first)
        #expect(configuration.features == [.init(name: "a", value: "1"), .init(name: "b", value: "2")])
    }

    @Test("blanks typed between name and value of a feature belong to neither, but MLIP's tab separates exactly")
    func featureSeparators() throws {
        let configuration = try #require(
            try read(body(atom + "\nFeature a    x y  \nFeature b\t x \nFeature c\nFeature d\t"), as: .cfg).first)
        #expect(configuration.features.map(\.value) == ["x y", " x ", "", ""])
    }

    @Test("the older BEGIN … END form is read")
    func oldFormat() throws {
        let configurations = try read(CfgFuzzSeeds.old, as: .cfg)
        #expect(configurations.count == 2)
        #expect(configurations[0].kinds == [.type(0), .type(1)])
        #expect(configurations[0].forces == [SIMD3(1, 2, 3), SIMD3(4, 5, 6)])
        #expect(configurations[0].siteEnergies == [-1, -2])
        #expect(configurations[0].charges == [0.5, -0.5])
        #expect(configurations[0].energy == -3)
        #expect(configurations[0].virial == SymmetricTensor(xx: -1, yy: -2, zz: -3, yz: -5, xz: -6, xy: -4))
        #expect(configurations[0].feature("name") == "value")
        #expect(configurations[1].forces == [SIMD3(1, 2, 3)])
        #expect(configurations[1].virial == SymmetricTensor(xx: 1, yy: 4, zz: 6, yz: 5, xz: 3, xy: 2))
    }

    @Test(
        "every mistake has its own message, with file and line",
        arguments: [
            ("rubbish", "test:1: 'rubbish' stands where BEGIN_CFG should; this is no .cfg file, or a record has lost its start"),
            ("BEGIN_CFG\nSize 1\n", "test:2: the file ends where END_CFG should follow; the file is truncated"),
            ("BEGIN_CFG\nSize -1\nEND_CFG", "test:2: Size is -1, a negative number"),
            ("BEGIN_CFG\nSize 1\nSize 2\nEND_CFG", "test:3: Size is 2 here and 1 before"),
            ("BEGIN_CFG\nSize one\nEND_CFG", "test:2: Size is 'one', which is no integer"),
            ("BEGIN_CFG\nSize 1\nEND_CFG", "test:3: the record has no AtomData:"),
            ("BEGIN_CFG\nAtomData: id\n", "test:2: AtomData: comes before Size"),
            (
                "BEGIN_CFG\nSize 1\nBEGIN_CFG", "test:3: a new record begins before END_CFG of the last"
            ),
            (
                "BEGIN_CFG\nSize 1\nSupercell 1 2 3 4\nEND_CFG",
                "test:4: Supercell has 4 numbers; one to three lattice vectors of three numbers each are possible"
            ),
            (
                "BEGIN_CFG\nSize 1\nAtomData: cartes_x cartes_y\n1 2\nEND_CFG",
                "test:3: AtomData: has only some of the columns cartes_x cartes_y cartes_z"
            ),
            (
                "BEGIN_CFG\nSize 1\nAtomData: id type\n1 0\nEND_CFG",
                "test:3: AtomData: must have either cartes_x cartes_y cartes_z or direct_x direct_y direct_z"
            ),
            (
                "BEGIN_CFG\nSize 1\nAtomData: id id\n", "test:3: AtomData: has the column 'id' twice"
            ),
            (
                "BEGIN_CFG\nSize 1000000000000\nAtomData: cartes_x cartes_y cartes_z\n1 2 3\n",
                "test:4: the file ends where atom 2 of 1000000000000 should follow; the file is truncated"
            ),
            (
                "BEGIN_CFG\nSize 2\nAtomData: cartes_x cartes_y cartes_z\n1 2 3\nEND_CFG",
                "test:5: cartes_x of atom 2 is 'END_CFG', which is no number; "
                    + "check that AtomData: has 2 rows, as Size says, and all its columns"
            ),
            (
                "BEGIN_CFG\nSize 1\nAtomData: cartes_x cartes_y cartes_z\n1 nan 3\nEND_CFG",
                "test:4: cartes_y of atom 1 is nan, not a finite number"
            ),
            (
                "BEGIN_CFG\nSize 1\nAtomData: id cartes_x cartes_y cartes_z\n2 1 2 3\nEND_CFG",
                "test:4: the id '2' stands where 1 should; ids must be 1, 2, 3, … in order"
            ),
            (
                "BEGIN_CFG\nSize 1\nAtomData: type cartes_x cartes_y cartes_z\n-1 1 2 3\nEND_CFG",
                "test:4: the type of atom 1 is -1, a negative number"
            ),
            (
                "BEGIN_CFG\nSize 1\nAtomData: direct_x direct_y direct_z\n1 2 3\nEND_CFG",
                "test:5: direct coordinates need a cell with a volume; give three lattice vectors, or cartes_x cartes_y cartes_z"
            ),
            ("BEGIN_CFG\nEnergy 1e999\nEND_CFG", "test:2: the energy is inf, not a finite number"),
            ("BEGIN_CFG\nEnergy 1\nEnergy 1\nEND_CFG", "test:3: the record has a second Energy"),
            (
                "BEGIN_CFG\nPlusStress: xx yy zz\n1 2 3\nEND_CFG",
                "test:2: the components are named 'xx yy zz'; each of xx yy zz yz xz xy must occur once"
            ),
            (
                "BEGIN_CFG\nWeight 1\nEND_CFG",
                "test:2: 'Weight' is no field of a .cfg record; the fields are Size, Supercell, AtomData:, Energy, PlusStress: and Feature"
            ),
            (
                "BEGIN_CFG\nStress: xx yy zz yz xz xy\n1 2 3 4 5 6\nEND_CFG",
                "test:2: 'Stress:' has no certain sign; write 'PlusStress:' if the numbers are the virial in eV, positive when "
                    + "compressed; if they are negative when compressed, change their signs as well"
            ),
            (
                "BEGIN_CFG\nVirial: xx yy zz yz xz xy\n1 2 3 4 5 6\nEND_CFG",
                "test:4: 'Virial:' needs a cell with a volume; write 'PlusStress:' if the numbers are the virial in eV"
            ),
            ("BEGIN\nSize 1\nEND", "test:3: the record has no Lattice"),
            ("BEGIN\nLattice 1 2 3\nEND", "test:3: Lattice has 3 numbers, not 9"),
            (
                "BEGIN\nLattice 1 0 0 0 1 0 0 0 1\nAtomPos 0 0 0\nAtomTypes 0 0\nEND",
                "test:5: the record has 1 positions, but 2 according to AtomTypes"
            ),
        ])
    func mistakes(text: String, message: String) {
        #expect(refusal(text, as: .cfg) == message)
    }

    @Test("an unknown column is named")
    func unknownColumn() {
        let message = refusal("BEGIN_CFG\nSize 1\nAtomData: id velocity_x\n", as: .cfg)
        #expect(message.hasPrefix("test:3: AtomData: has an unknown column 'velocity_x'; the columns are id type cartes_x"))
    }

    @Test("types become the elements that the reader is told")
    func elements() throws {
        let elements = ["W", "Re"].compactMap { Element(symbol: $0) }
        let options = ConfigurationReadOptions(elements: elements)
        let configuration = try #require(try read(Self.complete, as: .cfg, options: options).first)
        #expect(configuration.kinds == elements.map { .element($0) })
        let message = refusal(Self.complete, as: .cfg, options: ConfigurationReadOptions(elements: [elements[0]]))
        #expect(
            message == "test:18: atom 2 has type 1, but elements are named for 1 types only; name the elements of all types, type 0 first")
    }

    @Test("what is written is read back to the last bit", arguments: [ConfigurationFormat.cfg, .cfgBinary])
    func roundTrip(format: ConfigurationFormat) throws {
        var configurations = (1...20).map { randomConfiguration(seed: UInt64($0), atoms: $0 % 5) }
        configurations[3].cell = .none
        configurations[4].cell = Cell(.zero, .zero, SIMD3(0, 0, 3), periodic: (false, false, true))
        configurations[5].virial = nil
        configurations[6].forces = nil
        configurations[7].kinds = configurations[7].kinds.indices.map { .type($0) }
        if format == .cfgBinary {
            for index in configurations.indices { configurations[index].grades = nil }
        }
        #expect(try read(written(configurations, as: format), as: format) == configurations)
    }

    @Test("element order on request, and refusal of an element that is not in it")
    func elementOrder() throws {
        let elements = ["Re", "W", "H"].compactMap { Element(symbol: $0) }
        let configuration = randomConfiguration(seed: 1, atoms: 3)
        let text = String(decoding: try written([configuration], as: .cfg, options: .init(elements: elements)), as: UTF8.self)
        #expect(text.contains(" Feature   elements\tRe W H\n"))
        #expect(try read(text, as: .cfg) == [configuration])
        let error = #expect(throws: VolterraError.self) {
            try written([configuration], as: .cfg, options: .init(elements: [elements[0]]))
        }
        #expect(error?.message == "W has no type number")
        #expect(error?.advice == "the given order of elements is Re; add W")
    }

    @Test("NaN is never written, and nothing is left of the file")
    func refusesToWrite() throws {
        try withTemporaryDirectory { directory in
            var configuration = randomConfiguration(seed: 1, atoms: 2)
            configuration.forces?[1].y = .nan
            let error = #expect(throws: VolterraError.self) {
                let writer = try ConfigurationFormat.cfg.makeWriter(path: directory + "/new.cfg")
                try writer.write(configuration)
            }
            #expect(error?.message == "a configuration cannot be written: the force on atom 2 is not finite")
            let remaining = try FileManager.default.contentsOfDirectory(atPath: directory)
            #expect(remaining == [])
        }
    }
}

@Suite(.enabled(if: SharedData.isPresent)) struct CfgSharedDataTests {
    static let files = SharedData.files { $0.hasSuffix(".cfg") || $0.hasSuffix(".cfg.0") || $0.hasSuffix(".cfg.gz") }

    @Test("every file that MLIP wrote is read, and survives a round trip", arguments: files)
    func golden(name: String) throws {
        let configurations = try readConfigurations(path: SharedData.path(name), format: .cfg)
        #expect(!configurations.isEmpty)
        #expect(try read(written(configurations, as: .cfg), as: .cfg) == configurations)
    }

    @Test("there are golden files to read")
    func coverage() { #expect(Self.files.count > 30) }
}
