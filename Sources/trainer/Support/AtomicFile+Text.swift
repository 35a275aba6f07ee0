import MomentTensor

extension AtomicFile {
    /// Writes a file, complete or not at all.
    static func write(_ text: String, to path: String) throws(VolterraError) {
        let file = try AtomicFile(path: path)
        try file.write(text)
        try file.commit()
    }
}
