import MomentTensor

/// The file formats of configurations. The raw value is the name for `--format`.
public enum ConfigurationFormat: String, CaseIterable, Sendable {
    case cfg
    case cfgBinary = "cfg-binary"
    case extendedXYZ = "extxyz"
    case lammpsData = "lammps-data"
    case lammpsDump = "lammps-dump"
    case poscar
    case outcar
    case vasprun
    case quantumEspresso = "qe"

    /// By the name for `--format`, or one of its usual synonyms.
    public init(name: String) throws(VolterraError) {
        guard let format = Self(rawValue: name.lowercased()) ?? Self.synonyms[name.lowercased()] else {
            throw VolterraError(.usage, "there is no format '\(name)'", advice: "the formats are \(Self.list(Self.allCases))")
        }
        self = format
    }

    /// The format of the file to be read at `path`: by its name, and by its content where the name says nothing.
    public init(path: String) throws(VolterraError) {
        if let format = Self(fileName: path) {
            self = format
        } else {
            self = try Self.detect(try ByteSource(path: path))
        }
    }

    /// One sentence for a list of formats.
    public var summary: String {
        switch self {
        case .cfg: return "MLIP .cfg (reads the binary and the older text form as well)"
        case .cfgBinary: return "binary MLIP .cfg"
        case .extendedXYZ: return "extended XYZ with ASE's conventions"
        case .lammpsData: return "LAMMPS data file"
        case .lammpsDump: return "LAMMPS dump, style custom"
        case .poscar: return "VASP POSCAR"
        case .outcar: return "VASP OUTCAR"
        case .vasprun: return "VASP vasprun.xml"
        case .quantumEspresso: return "output of Quantum ESPRESSO's pw.x"
        }
    }

    /// Whether configurations can be written in this format.
    public var isWritable: Bool {
        switch self {
        case .cfg, .cfgBinary, .extendedXYZ, .lammpsData, .lammpsDump, .poscar: return true
        case .outcar, .vasprun, .quantumEspresso: return false
        }
    }

    private static let synonyms: [String: ConfigurationFormat] = [
        "mlip": .cfg, "bcfg": .cfgBinary, "xyz": .extendedXYZ, "data": .lammpsData, "lmp": .lammpsData, "dump": .lammpsDump,
        "lammpstrj": .lammpsDump, "vasp": .poscar, "contcar": .poscar, "vasprun.xml": .vasprun, "pwo": .quantumEspresso,
        "espresso": .quantumEspresso,
    ]

    static func list(_ formats: some Sequence<ConfigurationFormat>) -> String {
        formats.map(\.rawValue).joined(separator: ", ")
    }
}
