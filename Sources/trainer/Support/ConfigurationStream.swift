import Atoms
import MomentTensor

/// The configurations of several files, one after the other, each file opened when it is its turn.
final class ConfigurationStream {
    /// A configuration, and where it comes from.
    struct Item {
        var configuration: Configuration
        /// As the user named it.
        var path: String
        /// Among the files, from 1.
        var fileNumber: Int
        /// In the file, from 1.
        var number: Int
    }

    private let paths: [String]
    private let format: ConfigurationFormat?
    private let options: ConfigurationReadOptions
    private var reader: (any ConfigurationReader)?
    private var source: ByteSource?
    private var fileNumber = 0
    private var number = 0
    /// Whether a frame had the column of the force mask.
    private var hasMask = false

    init(paths: [String], format: ConfigurationFormat?, options: ConfigurationReadOptions) {
        self.paths = paths
        self.format = format
        self.options = options
    }

    func next() throws(VolterraError) -> Item? {
        while true {
            if let configuration = try reader?.next() {
                number += 1
                hasMask = hasMask || configuration.forceMask != nil
                return Item(configuration: configuration, path: paths[fileNumber - 1], fileNumber: fileNumber, number: number)
            }
            guard fileNumber < paths.count else {
                try checkMask()
                return nil
            }
            try open(paths[fileNumber])
        }
    }

    private func checkMask() throws(VolterraError) {
        guard let mask = options.forceMask, !hasMask, number > 0 else { return }
        throw VolterraError(
            .badData, "no frame has the column '\(mask.column)'", file: paths.first,
            advice: "look at Properties in the second line of the file for its columns")
    }

    /// The next configuration that can be read. What cannot be read is passed over up to the next beginning of a configuration that can;
    /// `damage` is told what is wrong with it.
    func nextReadable(_ damage: (VolterraError) -> Void) throws(VolterraError) -> Item? {
        var last: VolterraError?
        var wordCount = 0
        while true {
            do throws(VolterraError) {
                return try next()
            } catch {
                // Only a text can be gone on with, and as long as it goes on itself, line by line or word by word.
                let (line, lastLine) = (error.line ?? 0, last?.line ?? 0)
                wordCount = line == lastLine ? wordCount + 1 : 0
                guard error.kind == .badData, line > 0, line >= lastLine, wordCount < 1000, last.map({ $0.file == error.file }) ?? true
                else {
                    throw last ?? error
                }
                if last == nil {
                    number += 1
                    damage(error)
                }
                last = error
            }
        }
    }

    private func open(_ path: String) throws(VolterraError) {
        let source = try ByteSource(path: path)
        reader = try openConfigurations(source, format: format, options: options)
        self.source = source
        fileNumber += 1
        number = 0
    }

    /// How much of the files was read, 0 … 1, if that can be known.
    var fraction: Double? {
        guard let fractionOfFile = source?.fractionRead else { return nil }
        return (Double(fileNumber - 1) + fractionOfFile) / Double(paths.count)
    }

    /// What a command says that finds nothing to do.
    var emptiness: VolterraError {
        VolterraError(
            .badData, paths.count == 1 ? "holds no configuration" : "and the other files hold no configuration", file: paths.first)
    }
}
