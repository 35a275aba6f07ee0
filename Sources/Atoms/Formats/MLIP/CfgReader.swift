import MomentTensor

/// Reads MLIP's `.cfg`: text records `BEGIN_CFG … END_CFG`, the older `BEGIN … END`, and the binary form, which its first byte
/// tells from the others.
public final class CfgReader: ConfigurationReader {
    private let source: ByteSource
    private let options: ConfigurationReadOptions
    private var text: CfgTextParser
    private var binary: CfgBinaryParser?
    private var hasLooked = false

    public convenience init(path: String, options: ConfigurationReadOptions = ConfigurationReadOptions()) throws(VolterraError) {
        self.init(try ByteSource(path: path), options: options)
    }

    public init(_ source: ByteSource, options: ConfigurationReadOptions = ConfigurationReadOptions()) {
        self.source = source
        self.options = options
        text = CfgTextParser(LineReader(source))
    }

    public func next() throws(VolterraError) -> Configuration? {
        if !hasLooked {
            hasLooked = true
            if CfgBinaryParser.recognises(try source.prefix(6)) { binary = CfgBinaryParser(source) }
        }
        guard var configuration = try nextRecord() else { return nil }
        do throws(VolterraError) {
            try configuration.nameTypes(by: options.elements)
        } catch {
            throw binary == nil ? text.lines.error(error.message, advice: error.advice) : error.placed(in: source.path)
        }
        return configuration
    }

    private func nextRecord() throws(VolterraError) -> Configuration? {
        if binary != nil { return try binary?.nextRecord() }
        return try text.nextRecord()
    }
}
