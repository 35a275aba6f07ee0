import Foundation
import FuzzSupport
import MomentTensor
import Testing

@testable import Atoms

/// Damaged files must end in an error of ours or in configurations that make sense: no crash, no endless reading, no more atoms than
/// the file has bytes for.
@Suite struct FormatFuzzTests {
    private static let inputs = 4000

    /// Every atom costs at least some bytes of a file, so a reader that makes up atoms is found out.
    private func check(_ bytes: [UInt8], as format: ConfigurationFormat) throws {
        let reader = format.makeReader(ByteSource(bytes: bytes, name: "fuzz"), options: ConfigurationReadOptions())
        var atoms = 0
        var frames = 0
        do throws(VolterraError) {
            while let configuration = try reader.next() {
                atoms += configuration.count
                frames += 1
                try configuration.checkConsistency(writingTo: "fuzz")
                guard atoms <= bytes.count, frames <= bytes.count else {
                    throw VolterraError(.usage, "\(frames) frames and \(atoms) atoms from \(bytes.count) bytes")
                }
            }
        } catch {
            guard error.kind == .badData || error.kind == .unsupported, error.file == "fuzz", !error.message.contains("cannot be written")
            else {
                throw FuzzFinding(error: error)
            }
        }
    }

    private struct FuzzFinding: Error, CustomStringConvertible {
        let error: VolterraError
        var description: String { "unexpected: \(error)" }
    }

    private func sample(_ count: Int = 3) -> [Configuration] { (1...count).map { randomConfiguration(seed: UInt64($0), atoms: $0 + 1) } }

    @Test("damaged text .cfg")
    func cfg() throws {
        let seeds = [Array(CfgTests.complete.utf8), try written(sample(), as: .cfg), Array(CfgFuzzSeeds.variants.utf8)]
        try FuzzCampaign.run(seeds: seeds, defaultInputs: Self.inputs) { try check($0, as: .cfg) }
    }

    @Test("damaged .cfg of the old form")
    func oldCfg() throws {
        try FuzzCampaign.run(seeds: [Array(CfgFuzzSeeds.old.utf8)], defaultInputs: Self.inputs) { try check($0, as: .cfg) }
    }

    @Test("damaged binary .cfg")
    func binaryCfg() throws {
        var configurations = sample()
        for index in configurations.indices { configurations[index].grades = nil }
        let seeds = [try written(configurations, as: .cfgBinary), try written([configurations[0]], as: .cfgBinary)]
        try FuzzCampaign.run(seeds: seeds, defaultInputs: Self.inputs) { bytes in
            guard bytes.withUnsafeBufferPointer({ CfgBinaryParser.recognises($0) }) else { return }
            try check(bytes, as: .cfgBinary)
        }
    }

    @Test("damaged extended XYZ")
    func extendedXYZ() throws {
        let seeds = [
            Array(ExtendedXYZTests.fromASE.utf8), try written(sample(), as: .extendedXYZ), Array("2\nplain\nH 0 0 0\nHe 1 1 1\n".utf8),
            Array("1\nProperties=Z:I:1:pos:R:3 Lattice={1 0 0 0 1 0 0 0 1} stress=[1,1,1,0,0,0] pbc=[T,F,T] a='b c'\n1 0 0 0\n".utf8),
        ]
        try FuzzCampaign.run(seeds: seeds, defaultInputs: Self.inputs) { try check($0, as: .extendedXYZ) }
    }

    @Test("damaged LAMMPS data files")
    func lammpsData() throws {
        let general =
            "t\n1 atoms\n1 atom types\n1 2 0 avec\n-1 2 0 bvec\n0 0.5 3 cvec\n0 0 0 abc origin\n\nAtoms # full\n\n1 1 1 0.5 0 0 0\n"
        let labels = "t\n1 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi\n\nAtom Type Labels\n\n1 W\n\nAtoms\n\n1 W 0 0 0\n"
        let seeds = [Array(LammpsDataTests.charged.utf8), try written(sample(1), as: .lammpsData), Array(general.utf8), Array(labels.utf8)]
        try FuzzCampaign.run(seeds: seeds, defaultInputs: Self.inputs) { try check($0, as: .lammpsData) }
    }

    @Test("damaged LAMMPS dumps")
    func lammpsDump() throws {
        let seeds = [Array(LammpsDumpTests.twoFrames.utf8), try written(sample(), as: .lammpsDump)]
        try FuzzCampaign.run(seeds: seeds, defaultInputs: Self.inputs) { try check($0, as: .lammpsDump) }
    }

    @Test("damaged POSCAR")
    func poscar() throws {
        let selective = "W Re\n1 2 3\n1 0 0\n0 1 0\n0 0 1\n2 1\nSelective\nDirect\n0 0 0 T T F\n0.5 0.5 0.5\n0 1 0\n"
        let seeds = [
            try written(sample(1), as: .poscar), Array(selective.utf8), Array("t\n-5\n1 0 0\n0 1 0\n0 0 1\nFe_pv\n1\nC\n0 0 0\n".utf8),
        ]
        try FuzzCampaign.run(seeds: seeds, defaultInputs: Self.inputs) { try check($0, as: .poscar) }
    }

    @Test("damaged files of unknown format")
    func detection() throws {
        let seeds = [Array(CfgTests.complete.utf8), Array(ExtendedXYZTests.fromASE.utf8), Array(LammpsDumpTests.twoFrames.utf8)]
        try FuzzCampaign.run(seeds: seeds, defaultInputs: Self.inputs) { bytes in
            guard let format = try? ConfigurationFormat.detect(ByteSource(bytes: bytes, name: "fuzz")) else { return }
            try check(bytes, as: format)
        }
    }

    @Test("damaged gzip data")
    func gzip() throws {
        try withTemporaryFile([]) { path in
            try FuzzCampaign.run(seeds: [InputTests.compressed], defaultInputs: Self.inputs) { bytes in
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                do throws(VolterraError) {
                    let lines = try LineReader(path: path)
                    while try lines.next() != nil {}
                } catch {
                    guard error.kind == .badData else { throw FuzzFinding(error: error) }
                }
            }
        }
    }
}

enum CfgFuzzSeeds {
    static let variants = """
        BEGIN_CFG
        Size 2
        AtomData: direct_x direct_y direct_z type ghost magmom_x magmom_y magmom_z
        0 0 0 0 true 1 2 3
        0.5 0.5 0.5 1 false 1 2 3
        Supercell 1 0 0 0 1 0 0 0 1
        Virial: xx yy zz yz xz xy
        1 2 3 4 5 6
        Features: a b
        1 2
        Feature elements\tW Re
        END_CFG
        """

    static let old = """
        BEGIN
        Lattice 4 0 0 0 4 0 0 0 4
        Size 2
        AtomPos 0 0 0 1 1 1
        AtomTypes 0 1
        AtomForces 1 2 3 4 5 6
        SiteEnergies -1 -2
        Charges 0.5 -0.5
        Energy -3
        Stress 1 2 3 4 5 6
        Feature name value
        END
        BEGIN
        Lattice 4 0 0 0 4 0 0 0 4
        AtmData 0 0 0 1 2 3
        MinusStress9 1 2 3 2 4 5 3 5 6
        END
        """
}
