import Atoms
import Foundation
import MomentTensor

extension Invocation {
    /// The file to write, which must be none of those that are read, and no directory.
    func outputPath(reading inputs: [String]) throws(VolterraError) -> String {
        let path = try required(Options.output)
        if path != "-" { try checkOutput(path, reading: inputs) }
        return path
    }

    /// The same for commands whose output cannot be the standard output.
    func outputFile(reading inputs: [String]) throws(VolterraError) -> String {
        let path = try outputPath(reading: inputs)
        guard path != "-" else {
            throw VolterraError(.usage, "\(Options.output.spelling) cannot be the standard output here", advice: "name a file")
        }
        return path
    }

    /// Throws if the file to write is one that is read, or a directory, or in none.
    func checkOutput(_ path: String, reading inputs: [String]) throws(VolterraError) {
        var status = stat()
        guard stat(path, &status) == 0 else { return try requireDirectory(of: path) }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw VolterraError(.usage, "is a directory", file: path, advice: "name a file in it")
        }
        for input in inputs where status.st_mode & S_IFMT == S_IFREG && isFile(status, at: input) {
            throw VolterraError(.usage, "is input and output at the same time", file: path, advice: "give the output another name")
        }
    }

    private func requireDirectory(of path: String) throws(VolterraError) {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        let directory = String(path[..<slash])
        var status = stat()
        guard stat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw VolterraError(
                .inputOutput, "the directory \(directory) does not exist", file: path, advice: "make it first: mkdir -p \(directory)")
        }
    }

    private func isFile(_ status: stat, at path: String) -> Bool {
        var other = stat()
        return stat(path, &other) == 0 && other.st_dev == status.st_dev && other.st_ino == status.st_ino
    }

    /// The folder to write into, which is made if it is not there; `nil` where the option is absent.
    func outputFolder(_ option: Option<String>) throws(VolterraError) -> String? {
        guard let path = self[option] else { return nil }
        guard mkdir(path, 0o777) != 0 else { return path }
        let reason = errno
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw VolterraError(.inputOutput, "the folder cannot be made: \(String(cString: strerror(reason)))", file: path)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw VolterraError(.usage, "is no folder", file: path, advice: "give \(option.spelling) another name")
        }
        return path
    }

    /// How the options say that data files are to be read.
    func readOptions() throws(VolterraError) -> ConfigurationReadOptions {
        ConfigurationReadOptions(
            elements: try elements(Options.species),
            labelKeys: LabelKeys(
                energy: self[Options.energyKey], forces: self[Options.forcesKey], stress: self[Options.stressKey],
                virial: self[Options.virialKey]),
            atomStyle: self[Options.atomStyle], forceMask: self[Options.forceMask])
    }

    /// The configurations of files, one after the other.
    func configurations(in paths: [String]) throws(VolterraError) -> ConfigurationStream {
        ConfigurationStream(paths: paths, format: self[Options.format], options: try readOptions())
    }

    /// A writer of the file at `path`; the elements are those of the types 0, 1, … of a format that numbers them.
    func writer(to path: String, elements: [Element]?) throws(VolterraError) -> any ConfigurationWriter {
        guard let format = self[Options.outputFormat] ?? ConfigurationFormat(fileName: path) else {
            let words = ConfigurationFormat.allCases.filter(\.isWritable).map(\.rawValue).joined(separator: ", ")
            throw VolterraError(
                .usage, "the name does not tell which format to write", file: path, advice: "name it with --output-format: \(words)")
        }
        return try format.makeWriter(path: path, options: ConfigurationWriteOptions(elements: elements))
    }

    /// Says what was done, unless the user wants silence.
    func reportSuccess(_ text: String) {
        if !self[Options.quiet] { Console.note(text + "\n") }
    }
}
