import MomentTensor

extension ConfigurationFormat {
    /// A reader of the file at `path` in this format.
    public func makeReader(
        path: String, options: ConfigurationReadOptions = ConfigurationReadOptions()
    ) throws(VolterraError) -> any ConfigurationReader {
        makeReader(try ByteSource(path: path), options: options)
    }

    func makeReader(_ source: ByteSource, options: ConfigurationReadOptions) -> any ConfigurationReader {
        switch self {
        case .cfg, .cfgBinary: return CfgReader(source, options: options)
        case .extendedXYZ: return ExtendedXYZReader(source, options: options)
        case .lammpsData: return LammpsDataReader(source, options: options)
        case .lammpsDump: return LammpsDumpReader(source, options: options)
        case .poscar: return PoscarReader(source, options: options)
        case .outcar: return OutcarReader(source)
        case .vasprun: return VasprunReader(source)
        case .quantumEspresso: return QuantumEspressoReader(source)
        }
    }

    /// A writer of a new file at `path` in this format.
    public func makeWriter(
        path: String, options: ConfigurationWriteOptions = ConfigurationWriteOptions()
    ) throws(VolterraError) -> any ConfigurationWriter {
        guard !path.hasSuffix(".gz") else {
            throw VolterraError(.unsupported, "cannot be written compressed", file: path, advice: "leave out .gz and call gzip afterwards")
        }
        switch self {
        case .cfg: return try CfgWriter(path: path, options: options)
        case .cfgBinary: return try CfgBinaryWriter(path: path, options: options)
        case .extendedXYZ: return try ExtendedXYZWriter(path: path, options: options)
        case .lammpsData: return try LammpsDataWriter(path: path, options: options)
        case .lammpsDump: return try LammpsDumpWriter(path: path, options: options)
        case .poscar: return try PoscarWriter(path: path, options: options)
        case .outcar, .vasprun, .quantumEspresso:
            throw VolterraError(
                .unsupported, "cannot be written as \(rawValue)", file: path,
                advice: "the formats that can be written are \(Self.list(Self.allCases.filter(\.isWritable)))")
        }
    }

    /// The format of a file to be written, by its name.
    public init(outputPath path: String) throws(VolterraError) {
        guard let format = Self(fileName: path) else {
            throw VolterraError(
                .usage, "the name does not tell which format to write", file: path,
                advice: "name it with --format: \(Self.list(Self.allCases.filter(\.isWritable)))")
        }
        self = format
    }
}

/// Opens the file at `path`, in the given format or the one that its name or its content tells.
public func openConfigurations(
    path: String, format: ConfigurationFormat? = nil, options: ConfigurationReadOptions = ConfigurationReadOptions()
) throws(VolterraError) -> any ConfigurationReader {
    try openConfigurations(try ByteSource(path: path), format: format, options: options)
}

/// The same for a file that is already open.
public func openConfigurations(
    _ source: ByteSource, format: ConfigurationFormat? = nil, options: ConfigurationReadOptions = ConfigurationReadOptions()
) throws(VolterraError) -> any ConfigurationReader {
    if let named = format ?? ConfigurationFormat(fileName: source.path) { return named.makeReader(source, options: options) }
    return try ConfigurationFormat.detect(source).makeReader(source, options: options)
}

/// All configurations of the file at `path`.
public func readConfigurations(
    path: String, format: ConfigurationFormat? = nil, options: ConfigurationReadOptions = ConfigurationReadOptions()
) throws(VolterraError) -> [Configuration] {
    let reader = try openConfigurations(path: path, format: format, options: options)
    var configurations: [Configuration] = []
    while let configuration = try reader.next() { configurations.append(configuration) }
    return configurations
}
