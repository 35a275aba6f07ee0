import Atoms
import MomentTensor

/// `trainer convert`
enum ConvertCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let inputs = invocation.all(Arguments.inputs)
        let output = try invocation.outputPath(reading: inputs)
        let writer = try invocation.writer(to: output, elements: try invocation.elements(Options.species))
        let stream = try invocation.configurations(in: inputs)
        let progress = ProgressBar("converting", isQuiet: invocation[Options.quiet])
        var selection = Selection(stream, every: try invocation.required(Options.every), onlyLast: invocation[Options.last])
        var written = 0
        while let item = try selection.next() {
            try writer.write(item.configuration)
            written += 1
            progress.update(done: written, fraction: stream.fraction)
        }
        guard written > 0 else { throw stream.emptiness }
        try writer.finish()
        progress.hide()
        invocation.reportSuccess("\(output): \(counted(written, "configuration"))")
    }
}

/// Some of the configurations of a stream.
private struct Selection {
    private let stream: ConfigurationStream
    private let every: Int
    private let onlyLast: Bool
    private var position = 0
    /// The last one read of the present file, while only the last is wanted.
    private var candidate: ConfigurationStream.Item?

    /// - Parameters:
    ///   - every: keep the first of so many
    ///   - onlyLast: and of those only the last of each file
    init(_ stream: ConfigurationStream, every: Int, onlyLast: Bool) {
        self.stream = stream
        self.every = every
        self.onlyLast = onlyLast
    }

    mutating func next() throws(VolterraError) -> ConfigurationStream.Item? {
        while let item = try stream.next() {
            position += 1
            guard (position - 1) % every == 0 else { continue }
            guard onlyLast else { return item }
            let previous = candidate
            candidate = item
            if let previous, previous.fileNumber != item.fileNumber { return previous }
        }
        defer { candidate = nil }
        return candidate
    }
}
