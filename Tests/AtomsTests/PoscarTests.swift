import Foundation
import MomentTensor
import Testing

@testable import Atoms

@Suite struct PoscarTests {
    private func poscar(_ scale: String = "1.0", species: String = "W Re\n1 1", kind: String = "Cartesian", title: String = "my crystal")
        -> String
    {
        "\(title)\n\(scale)\n 2 0 0\n 0 3 0\n 0 0 4\n\(species)\n\(kind)\n0.5 0.5 0.5\n 1 1 1 T F T W2\n\n 0 0 0\n"
    }

    private func kinds(_ symbols: String...) -> [Configuration.Kind] { symbols.compactMap { Element(symbol: $0) }.map { .element($0) } }

    @Test("Cartesian and direct coordinates, with what follows the atoms passed over")
    func coordinates() throws {
        let cartesian = try read(poscar(), as: .poscar)
        #expect(cartesian.count == 1)
        #expect(cartesian[0].cell == Cell(SIMD3(2, 0, 0), SIMD3(0, 3, 0), SIMD3(0, 0, 4)))
        #expect(cartesian[0].positions == [SIMD3(0.5, 0.5, 0.5), SIMD3(1, 1, 1)])
        #expect(cartesian[0].kinds == kinds("W", "Re"))
        #expect(cartesian[0].feature("title") == "my crystal")
        let direct = try read(poscar(kind: "Selective dynamics\ndirect"), as: .poscar)[0]
        #expect(direct.positions == [SIMD3(1, 1.5, 2), SIMD3(2, 3, 4)])
        #expect(direct.kinds == kinds("W", "Re"))
    }

    @Test("selective dynamics fix the atoms that may move along no vector, and are written again")
    func fixedAtoms() throws {
        let text = "x\n1.0\n 2 0 0\n 0 3 0\n 0 0 4\nW\n3\nSelective dynamics\nCartesian\n0 0 0 F F F\n1 1 1 T F F\n1 1 2 T T T\n"
        let configuration = try read(text, as: .poscar)[0]
        #expect(configuration.isFixed == [true, false, false])
        #expect(configuration.fixedAtoms == [0])
        #expect(try read(poscar(), as: .poscar)[0].isFixed == nil)
        try withTemporaryDirectory { directory in
            let writer = try PoscarWriter(path: directory + "/out.poscar")
            try writer.write(configuration)
            try writer.finish()
            #expect(try readConfigurations(path: directory + "/out.poscar")[0].isFixed == [true, false, false])
        }
    }

    @Test("the scaling factor multiplies lattice and Cartesian positions; a negative one is a volume; three are for x, y and z")
    func scaling() throws {
        let doubled = try read(poscar("2"), as: .poscar)[0]
        #expect(doubled.cell.volume == 192)
        #expect(doubled.positions[1] == SIMD3(2, 2, 2))
        let volume = try read(poscar("-192"), as: .poscar)[0]
        #expect(abs(volume.cell.volume - 192) < 1e-12)
        #expect(abs(volume.positions[1].x - 2) < 1e-15)
        let three = try read(poscar("2 3 4"), as: .poscar)[0]
        #expect(three.cell == Cell(SIMD3(4, 0, 0), SIMD3(0, 9, 0), SIMD3(0, 0, 16)))
        #expect(three.positions[1] == SIMD3(2, 3, 4))
    }

    @Test("symbols may carry the suffix of their POTCAR")
    func suffixes() throws {
        #expect(try read(poscar(species: "Fe_pv W/1a2b\n1 1"), as: .poscar)[0].kinds == kinds("Fe", "W"))
    }

    @Test("without symbols, the title names the elements, or else there are types")
    func vasp4() throws {
        #expect(try read(poscar(species: "1 1", title: "Re W"), as: .poscar)[0].kinds == kinds("Re", "W"))
        #expect(try read(poscar(species: "0 2", title: "something"), as: .poscar)[0].kinds == [.type(1), .type(1)])
        let elements = ["Mo", "Ta"].compactMap { Element(symbol: $0) }
        #expect(try read(poscar(species: "1 1"), as: .poscar, options: .init(elements: elements))[0].kinds == kinds("Mo", "Ta"))
    }

    @Test(
        "every mistake has its own message, with file and line",
        arguments: [
            ("", "test:1: the file ends where the title should follow; the file is truncated"),
            ("t\n0\n", "test:2: the scaling factor is '0'; it must be a factor, minus a volume, or three positive factors"),
            ("t\n1 1 -1\n", "test:2: the scaling factor is '1 1 -1'; it must be a factor, minus a volume, or three positive factors"),
            ("t\n1\n1 0\n", "test:3: the first lattice vector is '1 0'"),
            ("t\n1\n1 0 0\n0 1 nan\n", "test:4: the second lattice vector is '0 1 nan'"),
            ("t\n1\n1 0 0\n0 1 0\n1 1 0\n", "test:5: the lattice vectors span no volume"),
            ("t\n1\n1 0 0\n0 1 0\n0 0 1\nQq\n1\n", "test:6: 'Qq' is no chemical symbol"),
            ("t\n1\n1 0 0\n0 1 0\n0 0 1\nW\n1 1\n", "test:7: there are 1 chemical symbols and 2 numbers of atoms"),
            ("t\n1\n1 0 0\n0 1 0\n0 0 1\nW\n-1\n", "test:7: the numbers of atoms are '-1'"),
            ("t\n1\n1 0 0\n0 1 0\n0 0 1\nW\n1\nXtal\n", "test:8: the coordinates are neither Direct nor Cartesian"),
            ("t\n1\n1 0 0\n0 1 0\n0 0 1\nW\n1\nDirect\n0 0\n", "test:9: the position of atom 1 is '0 0'"),
            (
                "t\n1\n1 0 0\n0 1 0\n0 0 1\nW\n1000000000000\nDirect\n0 0 0\n",
                "test:9: the file ends where atom 2 should follow; the file is truncated"
            ),
        ])
    func mistakes(text: String, message: String) {
        #expect(refusal(text, as: .poscar) == message)
    }

    private func sorted(seed: UInt64) -> Configuration {
        let random = randomConfiguration(seed: seed, atoms: 6)
        var configuration = Configuration(cell: random.cell, positions: random.positions, kinds: kinds("W", "W", "Re", "Re", "Re", "H"))
        configuration.features = [.init(name: "title", value: "a title")]
        return configuration
    }

    @Test("what is written is read back to the last bit")
    func roundTrip() throws {
        for seed in 1...10 {
            var configuration = sorted(seed: UInt64(seed))
            if seed.isMultiple(of: 2) { configuration.features = [] }
            if seed.isMultiple(of: 3) { configuration.kinds = [0, 0, 2, 2, 3, 3].map { .type($0) } }
            #expect(try read(written([configuration], as: .poscar), as: .poscar) == [configuration])
        }
    }

    @Test("atoms of one element are brought together, in the order that the user gives")
    func grouping() throws {
        var configuration = sorted(seed: 1)
        configuration.kinds = kinds("W", "Re", "W", "Re", "W", "H")
        let elements = ["H", "Re", "W"].compactMap { Element(symbol: $0) }
        let result = try read(written([configuration], as: .poscar, options: .init(elements: elements)), as: .poscar)[0]
        #expect(result.kinds == kinds("H", "Re", "Re", "W", "W", "W"))
        #expect(result.positions == [5, 1, 3, 0, 2, 4].map { configuration.positions[$0] })
    }

    @Test("a cluster and a second configuration are refused")
    func refusals() throws {
        let cluster = #expect(throws: VolterraError.self) { try written([Configuration()], as: .poscar) }
        #expect(cluster?.message == "a POSCAR needs a cell with a volume")
        let second = #expect(throws: VolterraError.self) { try written([sorted(seed: 1), sorted(seed: 2)], as: .poscar) }
        #expect(second?.message == "a POSCAR holds one configuration")
    }
}
