import Foundation
import MomentTensor
import Testing

@testable import Atoms

@Suite struct LammpsDataTests {
    static let charged = """
        LAMMPS data file via write_data, version 2 Aug 2023, timestep = 0, units = metal

        3 atoms
        2 atom types
        0 bonds

        -1.0 4.0 xlo xhi
        0 5 ylo yhi # a comment
        0.5 6.5 zlo zhi
        1.0 0.25 -0.5 xy xz yz

        Masses

        1 183.84 # W
        2 186.207 # Re

        Pair Coeffs # zero

        1 1.0
        2 1.0

        Atoms # charge

        3 1 0.5 0.1 0.2 0.3 0 0 1
        1 2 -0.5 1.1 1.2 1.3 0 0 0
        2 1 0.25 2.1 2.2 2.3 -1 0 0

        Velocities

        1 0 0 0
        2 0 0 0
        3 0 0 0

        """

    private func small(_ header: String, _ atoms: String) -> String {
        "title\n\n1 atoms\n1 atom types\n\(header)\n\n\(atoms)\n"
    }

    private let box = "0 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi"

    @Test("atoms come in the order of their ids, elements from the comments in Masses, the box with its tilts")
    func complete() throws {
        let configurations = try read(Self.charged, as: .lammpsData)
        #expect(configurations.count == 1)
        let configuration = configurations[0]
        #expect(configuration.cell == Cell(SIMD3(5, 0, 0), SIMD3(1, 5, 0), SIMD3(0.25, -0.5, 6)))
        #expect(configuration.positions == [SIMD3(1.1, 1.2, 1.3), SIMD3(2.1, 2.2, 2.3), SIMD3(0.1, 0.2, 0.3)])
        #expect(configuration.charges == [-0.5, 0.25, 0.5])
        #expect(configuration.kinds == ["Re", "W", "W"].compactMap { Element(symbol: $0) }.map { .element($0) })
    }

    @Test("type labels name the elements, and atoms may use them")
    func typeLabels() throws {
        let text = """
            title

            2 atoms
            2 atom types
            0 3 xlo xhi
            0 3 ylo yhi
            0 3 zlo zhi

            Atom Type Labels

            1 W
            2 H_1

            Masses

            W 183.84
            H_1 1.008

            Atoms # atomic

            1 H_1 0 0 0
            2 1 1 1 1
            """
        #expect(try read(text, as: .lammpsData)[0].kinds == ["H", "W"].compactMap { Element(symbol: $0) }.map { .element($0) })
    }

    @Test("a general triclinic box has its three vectors")
    func generalTriclinic() throws {
        let text = small("1 2 0 avec\n-1 2 0 bvec\n0 0.5 3 cvec\n0 0 0 abc origin", "Atoms # atomic\n\n1 1 0.1 0.2 0.3")
        #expect(try read(text, as: .lammpsData)[0].cell == Cell(SIMD3(1, 2, 0), SIMD3(-1, 2, 0), SIMD3(0, 0.5, 3)))
    }

    @Test(
        "the columns of every style, named by the file, the user, or their number",
        arguments: [
            ("Atoms # atomic", "7 1 1 2 3", nil), ("Atoms", "7 1 1 2 3 0 0 -1", nil), ("Atoms # full", "7 5 1 0.5 1 2 3", nil),
            ("Atoms", "7 5 1 0.5 1 2 3", nil), ("Atoms # molecular", "7 5 1 1 2 3", nil),
            ("Atoms", "7 1 0.5 1 2 3", LammpsAtomStyle.charge),
            ("Atoms", "7 5 1 1 2 3", .molecular),
        ] as [(String, String, LammpsAtomStyle?)])
    func styles(title: String, atom: String, style: LammpsAtomStyle?) throws {
        let options = ConfigurationReadOptions(atomStyle: style)
        let configuration = try read(small(box, "\(title)\n\n\(atom)"), as: .lammpsData, options: options)[0]
        #expect(configuration.positions == [SIMD3(1, 2, 3)])
        #expect(configuration.kinds == [.type(0)])
        #expect(configuration.charges == (atom.contains("0.5") ? [0.5] : nil))
    }

    @Test(
        "every mistake has its own message, with file and line",
        arguments: [
            ("", "test:1: the file ends where the title of a LAMMPS data file should follow; the file is truncated"),
            ("title, units = lj\n", "test:1: the file is in LAMMPS units 'lj'; convert it to units metal (eV, Å)"),
            ("title\n1 atoms\n", "test:2: the file has no section Atoms"),
            ("title\nx atoms\n", "test:2: 'x atoms' is neither a header line nor the title of a section"),
            ("title\n1.5 atoms\n", "test:2: the number of atoms is '1.5', which is no integer"),
            ("title\n-1 atoms\n", "test:2: the number of atoms is -1, a negative number"),
            ("title\n2 1 xlo xhi\n", "test:2: xlo xhi are 2.0 and 1.0"),
            ("title\n0 nan xlo xhi\n", "test:2: xlo xhi is nan, not a finite number"),
            ("title\nAtoms\n", "test:2: the section Atoms comes before the number of atoms"),
            ("title\n1 atoms\nMasses\n", "test:3: the section Masses comes before the number of atom types"),
            (
                "title\n1 atoms\nAtoms # sphere\n",
                "test:3: the atom style is 'sphere'; atom styles atomic, charge, full, molecular are possible"
            ),
            (
                "title\n1 atoms\nAtoms\n\n1 1 1 2 3 4\n",
                "test:5: atoms with 6 columns may be of style charge or molecular; write 'Atoms # charge' or 'Atoms # molecular'"
            ),
            (
                "title\n1 atoms\nAtoms\n\n1 1\n",
                "test:5: atoms with 2 columns are of no known style; atom styles atomic, charge, full, molecular are possible"
            ),
            (
                "title\n2 atoms\nAtoms # atomic\n\n1 1 0 0 0\n2 1 0 0\n",
                "test:6: an atom has 4 columns; style atomic has 5, or 8 with image flags"
            ),
            (
                "title\n1000000000000 atoms\nAtoms # atomic\n\n1 1 0 0 0\n",
                "test:5: the file ends where atom 2 of 1000000000000 should follow; the file is truncated"
            ),
            ("title\n1 atoms\n1 atom types\nAtoms # atomic\n\n1 2 0 0 0\n", "test:6: atom type 2 is not among the 1 types of the file"),
            ("title\n1 atoms\n1 atom types\nAtoms # atomic\n\n1 W 0 0 0\n", "test:6: 'W' is neither an atom type nor a label of one"),
            ("title\n1 atoms\nAtoms # atomic\n\n1 1 0 inf 0\n", "test:5: a coordinate of atom 1 is inf, not a finite number"),
            (
                "title\n1 atoms\nAtoms # atomic\n\n1 1 0 0 0\n",
                "test:5: the header has no complete box; give xlo xhi, ylo yhi and zlo zhi, or avec, bvec and cvec"
            ),
            (
                "title\n2 atoms\n0 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi\nAtoms # atomic\n\n1 1 0 0 0\n1 1 0 0 0\n",
                "test:9: the atom id 1 occurs twice"
            ),
        ])
    func mistakes(text: String, message: String) {
        #expect(refusal(text, as: .lammpsData) == message)
    }

    private func lammpsConfiguration(seed: UInt64) -> Configuration {
        var configuration = randomConfiguration(seed: seed, atoms: 6)
        configuration.cell = Cell(SIMD3(6.1, 0, 0), SIMD3(1.7, 7.3, 0), SIMD3(-2.9, 0.4, 8.2))
        configuration.energy = nil
        configuration.virial = nil
        configuration.forces = nil
        configuration.siteEnergies = nil
        configuration.grades = nil
        configuration.features = []
        return configuration
    }

    @Test("a cell in LAMMPS's orientation is written and read back to the last bit")
    func roundTrip() throws {
        for seed in 1...10 {
            let configuration = lammpsConfiguration(seed: UInt64(seed))
            #expect(try read(written([configuration], as: .lammpsData), as: .lammpsData) == [configuration])
        }
        var numbered = lammpsConfiguration(seed: 11)
        numbered.kinds = numbered.kinds.indices.map { .type($0 % 4) }
        numbered.charges = nil
        #expect(try read(written([numbered], as: .lammpsData), as: .lammpsData) == [numbered])
    }

    @Test("any other cell is rotated: distances to all images stay, whatever the handedness and the tilt")
    func rotation() throws {
        for seed in 1...20 {
            var configuration = randomConfiguration(seed: UInt64(seed), atoms: 3)
            if seed.isMultiple(of: 2) { swap(&configuration.cell.a, &configuration.cell.b) }
            if seed.isMultiple(of: 3) { configuration.cell.c += 2 * configuration.cell.a - configuration.cell.b }
            let result = try read(written([configuration], as: .lammpsData), as: .lammpsData)[0]
            #expect(result.cell.signedVolume > 0)
            #expect(abs(result.cell.volume - configuration.cell.volume) < 1e-9 * result.cell.volume)
            #expect(result.cell.a.y == 0 && result.cell.a.z == 0 && result.cell.b.z == 0)
            let difference = zip(shortDistances(configuration), shortDistances(result)).map { abs($0 - $1) }.max()
            #expect(try #require(difference) < 1e-9)
        }
    }

    @Test("directions without periodicity get a box around the atoms, and the title says so")
    func slab() throws {
        var configuration = lammpsConfiguration(seed: 3)
        configuration.cell = Cell(SIMD3(3, 1, 0), SIMD3(0, 4, 0), .zero, periodic: (true, true, false))
        let result = try read(written([configuration], as: .lammpsData), as: .lammpsData)[0]
        #expect(result.cell.periodicity == [true, true, false])
        #expect(abs(result.cell.a.cross(result.cell.b).length - 12) < 1e-12)
        let difference = zip(shortDistances(configuration), shortDistances(result)).map { abs($0 - $1) }.max()
        #expect(try #require(difference) < 1e-9)
        configuration.cell = .none
        let cluster = try read(written([configuration], as: .lammpsData), as: .lammpsData)[0]
        #expect(cluster.positions == configuration.positions)
        #expect(cluster.cell.periodicity == [false, false, false])
    }

    @Test("a second configuration is refused")
    func onlyOne() throws {
        let configuration = lammpsConfiguration(seed: 1)
        let error = #expect(throws: VolterraError.self) { try written([configuration, configuration], as: .lammpsData) }
        #expect(error?.message == "a LAMMPS data file holds one configuration")
    }
}

/// The shortest distances between atoms and images of atoms, sorted: the same for the same crystal in any description.
func shortDistances(_ configuration: Configuration) -> [Double] {
    let cell = configuration.cell
    let ranges = cell.periodicity.map { $0 ? -6...6 : 0...0 }
    var distances: [Double] = []
    for i in ranges[0] {
        for j in ranges[1] {
            for k in ranges[2] {
                let shift = Double(i) * cell.a + Double(j) * cell.b + Double(k) * cell.c
                for one in configuration.positions {
                    for other in configuration.positions { distances.append((other + shift - one).length) }
                }
            }
        }
    }
    return Array(distances.sorted().prefix(60))
}
