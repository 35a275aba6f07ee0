import MomentTensor

/// One configuration after the other, without holding the file in memory.
public protocol ConfigurationReader: AnyObject {
    /// The next configuration, or `nil` at the end of the file. Errors carry file and line.
    func next() throws(VolterraError) -> Configuration?
}

/// Writes configurations one by one. What was written becomes visible under its name only with `finish()`.
public protocol ConfigurationWriter: AnyObject {
    func write(_ configuration: Configuration) throws(VolterraError)
    /// Flushes, closes and renames the temporary file. Without it, nothing remains.
    func finish() throws(VolterraError)
}
