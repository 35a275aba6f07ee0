import Foundation
import MomentTensor
import Testing

@testable import Atoms

@Suite struct LammpsDumpTests {
    /// Two frames: the first triclinic, with everything, its atoms out of order; the second orthogonal and scaled.
    static let twoFrames = """
        ITEM: UNITS
        metal
        ITEM: TIME
        0.5
        ITEM: TIMESTEP
        100
        ITEM: NUMBER OF ATOMS
        2
        ITEM: BOX BOUNDS xy xz yz pp pp ff
        -1.5 5.5 1.0
        0.0 6.0 -1.5
        -1.0 7.0 0.5
        ITEM: ATOMS id type element x y z q fx fy fz c_pe
        2 1 W 1.0 2.0 3.0 0.5 0.1 0.2 0.3 -8.0
        1 2 Re 4.0 5.0 6.0 -0.5 -0.1 -0.2 -0.3 -9.0
        ITEM: TIMESTEP
        200
        ITEM: NUMBER OF ATOMS
        1
        ITEM: BOX BOUNDS pp pp pp
        1.0 3.0
        0.0 4.0
        0.0 8.0
        ITEM: ATOMS zs type ys id xs
        0.5 3 0.25 17 0.5

        """

    @Test("frames follow each other, atoms come in the order of their ids")
    func frames() throws {
        let configurations = try read(Self.twoFrames, as: .lammpsDump)
        #expect(configurations.count == 2)
        let first = configurations[0]
        // The bounds enclose the tilted box: low − min(0, xy, xz, xy+xz), high − max(0, xy, xz, xy+xz).
        #expect(first.cell == Cell(SIMD3(4.5, 0, 0), SIMD3(1, 5.5, 0), SIMD3(-1.5, 0.5, 8), periodic: (true, true, false)))
        #expect(first.positions == [SIMD3(4, 5, 6), SIMD3(1, 2, 3)])
        #expect(first.forces == [SIMD3(-0.1, -0.2, -0.3), SIMD3(0.1, 0.2, 0.3)])
        #expect(first.charges == [-0.5, 0.5])
        #expect(first.kinds == ["Re", "W"].compactMap { Element(symbol: $0) }.map { .element($0) })
        #expect(first.features == [.init(name: "time", value: "0.5"), .init(name: "timestep", value: "100")])
        let second = configurations[1]
        #expect(second.positions == [SIMD3(2, 1, 4)])
        #expect(second.kinds == [.type(2)])
        #expect(second.forces == nil)
        #expect(first.ids == nil && second.ids == [17], "where they are not 1, 2, 3")
    }

    @Test("elements that the user names count more than those of the file, which LAMMPS makes up")
    func namedElements() throws {
        let elements = ["Mo", "Ta", "W"].compactMap { Element(symbol: $0) }
        let configurations = try read(Self.twoFrames, as: .lammpsDump, options: .init(elements: elements))
        #expect(configurations[0].kinds == [.element(elements[1]), .element(elements[0])])
        #expect(configurations[1].kinds == [.element(elements[2])])
    }

    @Test("a general triclinic box has its three vectors and the origin of scaled coordinates")
    func generalTriclinic() throws {
        let text = """
            ITEM: TIMESTEP
            0
            ITEM: NUMBER OF ATOMS
            1
            ITEM: BOX BOUNDS abc origin pp pp pp
            1 2 0 10
            -1 2 0 20
            0 0 4 30
            ITEM: ATOMS id type xs ys zs
            1 1 0.5 0.5 0.25
            """
        let configuration = try read(text, as: .lammpsDump)[0]
        #expect(configuration.cell.b == SIMD3(-1, 2, 0))
        #expect(configuration.positions == [SIMD3(10, 22, 31)])
    }

    private static let head = "ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS pp pp pp\n0 1\n0 1\n0 1\n"

    @Test(
        "every mistake has its own message, with file and line",
        arguments: [
            ("1\n", "test:1: '1' stands where an ITEM: should begin"),
            ("ITEM: TIMESTEP\n", "test:1: the file ends where the timestep should follow; the file is truncated"),
            ("ITEM: TIMESTEP\n0\n", "test:2: the file ends where ITEM: ATOMS should follow; the file is truncated"),
            ("ITEM: UNITS\nlj\n", "test:2: the dump is in LAMMPS units 'lj'; convert it to units metal (eV, Å)"),
            ("ITEM: NUMBER OF ATOMS\n-3\n", "test:2: the number of atoms is -3"),
            ("ITEM: ATOMS id\n", "test:1: ITEM: ATOMS comes before ITEM: NUMBER OF ATOMS"),
            ("ITEM: NUMBER OF ATOMS\n1\nITEM: ATOMS id\n", "test:3: ITEM: ATOMS comes before ITEM: BOX BOUNDS"),
            ("ITEM: NUMBER OF GRAINS\n1\n", "test:1: 'ITEM: NUMBER OF GRAINS' stands where an ITEM: of a dump should begin"),
            (
                "ITEM: BOX BOUNDS pp pp\n",
                "test:1: 'ITEM: BOX BOUNDS pp pp' describes no box; it should be like 'ITEM: BOX BOUNDS pp pp pp'"
            ),
            ("ITEM: BOX BOUNDS pp pp pp\n0 1 2\n", "test:2: the x bounds of the box have 3 numbers, not 2"),
            ("ITEM: BOX BOUNDS pp pp pp\n1 0\n0 1\n0 1\n", "test:4: the box has no volume"),
            ("ITEM: BOX BOUNDS pp pp pp\n0 x\n", "test:2: a bound of the box is 'x', which is no number"),
            (
                head + "ITEM: ATOMS id type\n",
                "test:9: ITEM: ATOMS has no coordinates; dump the columns x y z, xu yu zu, xs ys zs or xsu ysu zsu"
            ),
            (head + "ITEM: ATOMS id type x y z fx\n", "test:9: ITEM: ATOMS has only some of fx fy fz"),
            (head + "ITEM: ATOMS id x y z\n", "test:9: ITEM: ATOMS has neither type nor element"),
            (head + "ITEM: ATOMS id id type x y z\n", "test:9: ITEM: ATOMS has a column twice"),
            (head + "ITEM: ATOMS id type x y z\n1 1 0 0\n", "test:10: an atom has 4 columns, but ITEM: ATOMS names 5"),
            (head + "ITEM: ATOMS id type x y z\n1 1 0 0 0 0\n", "test:10: an atom has more than the 5 columns that ITEM: ATOMS names"),
            (head + "ITEM: ATOMS id type x y z\n1 0 0 0 0\n", "test:10: the type of atom 1 is 0; types begin with 1"),
            (head + "ITEM: ATOMS id type x y z\n1 1 0 nan 0\n", "test:10: a coordinate of atom 1 is nan, not a finite number"),
            (
                head + "ITEM: ATOMS id element x y z\n1 Qq 0 0 0\n",
                "test:10: the element of atom 1 is 'Qq', which is no chemical symbol"
            ),
            (
                head.replacing("\n1\n", with: "\n1000000000000\n") + "ITEM: ATOMS id type x y z\n1 1 0 0 0\n",
                "test:10: the file ends where atom 2 of 1000000000000 should follow; the file is truncated"
            ),
            (
                head.replacing("\n1\n", with: "\n2\n") + "ITEM: ATOMS id type x y z\n1 1 0 0 0\n1 1 0 0 0\n",
                "test:11: the atom id 1 occurs twice"
            ),
        ])
    func mistakes(text: String, message: String) {
        #expect(refusal(text, as: .lammpsDump) == message)
    }

    private func dumpConfiguration(seed: UInt64) -> Configuration {
        var configuration = randomConfiguration(seed: seed, atoms: 6)
        configuration.energy = nil
        configuration.virial = nil
        configuration.siteEnergies = nil
        configuration.grades = nil
        configuration.features = [.init(name: "timestep", value: "\(seed)")]
        return configuration
    }

    @Test("frames with rectangular boxes are written and read back to the last bit")
    func roundTrip() throws {
        let configurations = (1...10).map { seed in
            var configuration = dumpConfiguration(seed: UInt64(seed))
            configuration.cell = Cell(SIMD3(6.1, 0, 0), SIMD3(0, 7.3, 0), SIMD3(0, 0, 8.2))
            return configuration
        }
        #expect(try read(written(configurations, as: .lammpsDump), as: .lammpsDump) == configurations)
    }

    @Test("a tilted box is read back within rounding: a dump shows the box around it")
    func tiltedRoundTrip() throws {
        var configuration = dumpConfiguration(seed: 5)
        configuration.cell = Cell(SIMD3(6.1, 0, 0), SIMD3(1.7, 7.3, 0), SIMD3(-2.9, 0.4, 8.2))
        let result = try read(written([configuration], as: .lammpsDump), as: .lammpsDump)[0]
        for (one, other) in zip(result.cell.vectors, configuration.cell.vectors) { #expect((one - other).length < 1e-14) }
        #expect(result.positions == configuration.positions)
        #expect(result.forces == configuration.forces)
        #expect(result.kinds == configuration.kinds)
    }

    @Test("where the cell is rotated, the forces are too")
    func rotation() throws {
        let configuration = dumpConfiguration(seed: 7)
        let result = try read(written([configuration], as: .lammpsDump), as: .lammpsDump)[0]
        let forces = try #require(configuration.forces)
        let rotated = try #require(result.forces)
        for atom in forces.indices {
            let before = (configuration.positions[atom] - configuration.positions[0]).dot(forces[atom])
            let after = (result.positions[atom] - result.positions[0]).dot(rotated[atom])
            #expect(abs(before - after) < 1e-12)
        }
        #expect(result.forces != configuration.forces)
    }
}
