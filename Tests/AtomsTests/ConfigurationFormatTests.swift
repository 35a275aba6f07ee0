import Foundation
import MomentTensor
import Testing

@testable import Atoms

@Suite struct ConfigurationFormatTests {
    @Test(
        "names of files tell their format, with or without .gz",
        arguments: [
            ("train.cfg", ConfigurationFormat.cfg), ("a/b.c/TRAIN.XYZ.gz", .extendedXYZ), ("x.extxyz", .extendedXYZ),
            ("w.data", .lammpsData),
            ("w.lmp", .lammpsData), ("data.w", .lammpsData), ("w.dump", .lammpsDump), ("w.lammpstrj.gz", .lammpsDump), ("POSCAR", .poscar),
            ("run/POSCAR_relaxed", .poscar), ("CONTCAR", .poscar), ("w.vasp", .poscar), ("OUTCAR.gz", .outcar), ("vasprun.xml", .vasprun),
            ("vasprun-3.xml.gz", .vasprun), ("w.pwo", .quantumEspresso), ("w.bcfg", .cfgBinary),
        ])
    func names(path: String, format: ConfigurationFormat) {
        #expect(ConfigurationFormat(fileName: path) == format)
    }

    @Test(
        "where the name says nothing, the content does",
        arguments: [
            (CfgTests.complete, ConfigurationFormat.cfg), (ExtendedXYZTests.fromASE, .extendedXYZ), (LammpsDataTests.charged, .lammpsData),
            (LammpsDumpTests.twoFrames, .lammpsDump), ("t\n1.0\n1 0 0\n0 1 0\n0 0 1\nW\n1\nDirect\n0 0 0\n", .poscar),
        ])
    func contents(text: String, format: ConfigurationFormat) throws {
        try withTemporaryFile(Array(text.utf8), name: "file.out") { path in
            let detected = try ConfigurationFormat(path: path)
            #expect(detected == format)
            let opened = try readConfigurations(path: path)
            let named = try readConfigurations(path: path, format: format)
            #expect(opened == named)
        }
    }

    @Test("a binary .cfg is recognised whatever it is called")
    func binaryContent() throws {
        let bytes = try written([Configuration(positions: [.zero], kinds: [.type(0)])], as: .cfgBinary)
        for name in ["x", "x.cfg"] {
            try withTemporaryFile(bytes, name: name) { path in
                let count = try readConfigurations(path: path).count
                #expect(count == 1)
            }
        }
    }

    @Test("what is of no known format is refused with the list of formats")
    func unknown() throws {
        try withTemporaryFile(Array("hello\nworld\n".utf8), name: "notes.txt") { path in
            let error = #expect(throws: VolterraError.self) { _ = try readConfigurations(path: path) }
            #expect(error?.message == "neither name nor content tell which format it has")
            #expect(
                error?.advice == "name it with --format: cfg, cfg-binary, extxyz, lammps-data, lammps-dump, poscar, outcar, vasprun, qe")
        }
        let name = #expect(throws: VolterraError.self) { _ = try ConfigurationFormat(name: "pdb") }
        #expect(
            name?.description
                == "there is no format 'pdb'; the formats are cfg, cfg-binary, extxyz, lammps-data, lammps-dump, poscar, outcar, vasprun, qe"
        )
    }

    @Test("every format has its name and the usual synonyms")
    func formatNames() throws {
        for format in ConfigurationFormat.allCases { #expect(try ConfigurationFormat(name: format.rawValue.uppercased()) == format) }
        #expect(try ConfigurationFormat(name: "xyz") == .extendedXYZ)
        #expect(try ConfigurationFormat(name: "vasp") == .poscar)
    }

    @Test("output needs a format that can be written, and no compression")
    func output() throws {
        let outcar = #expect(throws: VolterraError.self) { _ = try ConfigurationFormat.outcar.makeWriter(path: "/tmp/OUTCAR") }
        #expect(
            outcar?.description == "/tmp/OUTCAR: cannot be written as outcar; "
                + "the formats that can be written are cfg, cfg-binary, extxyz, lammps-data, lammps-dump, poscar")
        let compressed = #expect(throws: VolterraError.self) { _ = try ConfigurationFormat.cfg.makeWriter(path: "/tmp/a.cfg.gz") }
        #expect(compressed?.description == "/tmp/a.cfg.gz: cannot be written compressed; leave out .gz and call gzip afterwards")
        let unnamed = #expect(throws: VolterraError.self) { _ = try ConfigurationFormat(outputPath: "/tmp/result") }
        #expect(
            unnamed?.description == "/tmp/result: the name does not tell which format to write; "
                + "name it with --format: cfg, cfg-binary, extxyz, lammps-data, lammps-dump, poscar")
    }
}
