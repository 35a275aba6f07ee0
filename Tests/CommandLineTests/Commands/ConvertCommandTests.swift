import Atoms
import Foundation
import MomentTensor
import Testing

@testable import trainer

@Suite("trainer convert")
struct ConvertCommandTests {
    /// Three configurations of two atoms, with everything that a `.cfg` can say; the energies are 1, 2 and 3.
    private let cfg = (1...3).map { number in
        """
        BEGIN_CFG
         Size
            2
         Supercell
            4.0 0.0 0.0
            0.0 4.0 0.0
            0.0 0.0 4.0
         AtomData:  id type cartes_x cartes_y cartes_z fx fy fz
            1 0 0.0 0.0 0.0 0.1 0.0 0.0
            2 1 2.0 2.0 \(number).0 -0.1 0.0 0.0
         Energy
            \(number).0
         PlusStress:  xx yy zz yz xz xy
            1.0 2.0 3.0 4.0 5.0 6.0
         Feature config_type bulk
        END_CFG

        """
    }.joined()

    private func convert(_ line: String, in folder: TemporaryFolder) throws -> TrainerRun {
        try TrainerRun(shell: "exec \"$0\" convert \(line)", in: folder)
    }

    private func energies(_ folder: TemporaryFolder, _ name: String) throws -> [Double?] {
        try readConfigurations(path: folder.path(name)).map(\.energy)
    }

    @Test("types become elements, and what the file says comes along")
    func toExtendedXYZ() throws {
        let folder = try TemporaryFolder()
        try folder.write(cfg, to: "in.cfg")
        let run = try convert("in.cfg -o out.xyz --species W,Re", in: folder)
        #expect(run.status == 0)
        #expect(run.output == "")
        #expect(run.errors == "out.xyz: 3 configurations\n")
        let (before, after) = (try readConfigurations(path: folder.path("in.cfg")), try readConfigurations(path: folder.path("out.xyz")))
        #expect(after.count == 3)
        for (old, new) in zip(before, after) {
            #expect(new.kinds == [.element(Element(symbol: "W")!), .element(Element(symbol: "Re")!)])
            #expect(new.cell == old.cell)
            #expect(new.positions == old.positions)
            #expect(new.energy == old.energy)
            #expect(new.forces == old.forces)
            #expect(new.group == "bulk")
        }
    }

    @Test("--last and --every choose among the configurations")
    func selection() throws {
        let folder = try TemporaryFolder()
        try folder.write(cfg, to: "a.cfg")
        try folder.write(cfg, to: "b.cfg")
        #expect(try convert("a.cfg b.cfg -o all.cfg -q", in: folder).errors == "")
        #expect(try energies(folder, "all.cfg") == [1, 2, 3, 1, 2, 3])
        #expect(try convert("a.cfg b.cfg -o last.cfg --last", in: folder).errors == "last.cfg: 2 configurations\n")
        #expect(try energies(folder, "last.cfg") == [3, 3])
        #expect(try convert("a.cfg b.cfg -o every.cfg --every 2", in: folder).status == 0)
        #expect(try energies(folder, "every.cfg") == [1, 3, 2])
        #expect(try convert("a.cfg a.cfg -o both.cfg --every 2 --last", in: folder).status == 0)
        #expect(try energies(folder, "both.cfg") == [3, 2])
    }

    @Test("standard input and output are files called -")
    func streams() throws {
        let folder = try TemporaryFolder()
        try folder.write(cfg, to: "in.cfg")
        let run = try convert("- -o - --output-format cfg -q < in.cfg > out.cfg", in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(try energies(folder, "out.cfg") == [1, 2, 3])
    }

    @Test("labels of extended XYZ are found under the names that the user gives")
    func keys() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            1
            Lattice="3 0 0 0 3 0 0 0 3" Properties=species:S:1:pos:R:3:dft_f:R:3 dft_e=-7.5
            W 0 0 0 0.25 0 0

            """, to: "in.xyz")
        let run = try convert("in.xyz -o out.cfg --energy-key dft_e --forces-key=dft_f --species W", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        let configuration = try #require(try readConfigurations(path: folder.path("out.cfg")).first)
        #expect(configuration.energy == -7.5)
        #expect(configuration.forces == [SIMD3(0.25, 0, 0)])
    }

    @Test("an input is never overwritten, under whatever name")
    func overwriting() throws {
        let folder = try TemporaryFolder()
        try folder.write(cfg, to: "in.cfg")
        try FileManager.default.createSymbolicLink(atPath: folder.path("link.cfg"), withDestinationPath: "in.cfg")
        for output in ["in.cfg", "./in.cfg", "link.cfg"] {
            let run = try convert("in.cfg -o \(output)", in: folder)
            #expect(run.status == 2)
            #expect(run.errors == "trainer: \(output): is input and output at the same time\nhint: give the output another name\n")
        }
        #expect(try folder.read("in.cfg") == cfg)
    }

    @Test("an existing output is replaced, but only by a complete one")
    func replacing() throws {
        let folder = try TemporaryFolder()
        try folder.write(cfg, to: "in.cfg")
        try folder.write(cfg + "BEGIN_CFG\n Size\n", to: "damaged.cfg")
        try folder.write("precious", to: "out.cfg")
        let failed = try convert("damaged.cfg -o out.cfg", in: folder)
        #expect(failed.status == 3)
        #expect(failed.errors.hasPrefix("trainer: damaged.cfg:"))
        #expect(try folder.read("out.cfg") == "precious")
        #expect(folder.fileNames == ["damaged.cfg", "in.cfg", "out.cfg"])
        #expect(try convert("in.cfg -o out.cfg", in: folder).status == 0)
        #expect(try energies(folder, "out.cfg") == [1, 2, 3])
    }

    @Test("mistakes have their message and status")
    func mistakes() throws {
        let folder = try TemporaryFolder()
        try folder.write(cfg, to: "in.cfg")
        try folder.write("", to: "empty.cfg")
        let unknownFormat = try convert("in.cfg -o out.dat", in: folder)
        #expect(unknownFormat.status == 2)
        #expect(
            unknownFormat.errors == """
                trainer: out.dat: the name does not tell which format to write
                hint: name it with --output-format: cfg, cfg-binary, extxyz, lammps-data, lammps-dump, poscar

                """)
        let empty = try convert("empty.cfg -o out.cfg", in: folder)
        #expect(empty.status == 3)
        #expect(empty.errors == "trainer: empty.cfg: holds no configuration\n")
        let missing = try convert("missing.cfg -o out.cfg", in: folder)
        #expect(missing.status == 1)
        #expect(missing.errors == "trainer: missing.cfg: cannot be opened: No such file or directory\n")
        let fullDisk = try convert("in.cfg -o /dev/full --output-format cfg", in: folder)
        #expect(fullDisk.status == 1)
        #expect(fullDisk.errors == "trainer: /dev/full: cannot be written: No space left on device\n")
        let notWritable = try convert("in.cfg -o out --output-format outcar", in: folder)
        #expect(notWritable.status == 2)
        #expect(folder.fileNames == ["empty.cfg", "in.cfg"])
    }
}
